"""What readers were told, why it changed, what is declared missing and the order of articles, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from services.report.domain.absence import Absence
from services.report.domain.correction import Correction, Printed
from services.report.edition_tables import ABSENCE, ARTICLE_ORDER, CORRECTION, PRINTED, REASON
from shared.bulk import upsert
from shared.figures import FigureKey


@dataclass(frozen=True)
class Told:
    """A correction that readers were told of, in an issue of the edition of a period."""

    told_in: str
    issue: int
    correction: Correction


class RegisterStore:
    """The registers of editors in one transaction."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def tell(self, figures: Iterable[Printed]) -> None:
        """Keep what readers know of figures from now on."""
        rows = [
            {
                "period": figure.period,
                "unit": figure.unit,
                "indicator": figure.indicator,
                "dimension": figure.dimension,
                "body": figure.model_dump_json(),
            }
            for figure in figures
        ]
        upsert(self._tx, PRINTED, rows)

    def told(self, until: str | None = None) -> list[Printed]:
        """What readers know of every figure that was ever published (of periods until `until`)."""
        query = select(PRINTED.c.body) if until is None else select(PRINTED.c.body).where(PRINTED.c.period <= until)
        return [Printed.model_validate_json(body) for body in self._tx.execute(query).scalars()]

    def register(self, corrections: Sequence[Correction], told_in: str, issue: int) -> None:
        """Write down that an issue told of these corrections; it stays for ever."""
        rows = [{"told_in": told_in, "issue": issue, "body": each.model_dump_json()} for each in corrections]
        if rows:
            self._tx.execute(insert(CORRECTION), rows)

    def registered(self) -> list[Told]:
        """Every correction that readers were told of, in order."""
        rows = self._tx.execute(select(CORRECTION).order_by(CORRECTION.c.seq))
        return [Told(row.told_in, row.issue, Correction.model_validate_json(row.body)) for row in rows]

    def give_reason(self, key: FigureKey, reason: str, by: str, at: datetime) -> None:
        """Say why a published figure is another now."""
        figure = {"period": key.period, "unit": key.unit, "indicator": key.indicator, "dimension": key.dimension}
        upsert(self._tx, REASON, [figure | {"reason": reason, "by": by, "at": at}])

    def reasons(self) -> dict[FigureKey, str]:
        """The reasons given by editors."""
        return {
            FigureKey(row.unit, row.indicator, row.dimension, row.period): row.reason
            for row in self._tx.execute(select(REASON))
        }

    def declare(self, period: str, absence: Absence, by: str, at: datetime) -> None:
        """Declare figures missing; a second word on the same replaces the first."""
        place = {"period": period, "unit": absence.unit, "indicator": absence.indicator}
        upsert(self._tx, ABSENCE, [place | {"reason": absence.reason, "by": by, "at": at}])

    def withdraw(self, period: str, unit: str, indicator: str) -> bool:
        """Take a declaration back; says whether there was one."""
        same = (ABSENCE.c.period == period) & (ABSENCE.c.unit == unit) & (ABSENCE.c.indicator == indicator)
        return self._tx.execute(delete(ABSENCE).where(same)).rowcount > 0

    def absences(self, period: str) -> list[Absence]:
        """What is declared missing of a period."""
        columns = (ABSENCE.c.unit, ABSENCE.c.indicator, ABSENCE.c.reason)
        found = self._tx.execute(select(*columns).where(ABSENCE.c.period == period))
        return sorted(Absence(*row) for row in found)

    def put_in_order(self, period: str, articles: Sequence[str], by: str, at: datetime) -> None:
        """Keep the order that the editor wants the articles of a period in."""
        upsert(self._tx, ARTICLE_ORDER, [{"period": period, "articles": list(articles), "by": by, "at": at}])

    def order(self, period: str) -> tuple[str, ...]:
        """The articles in the editor's order; empty where their authors' stands."""
        query = select(ARTICLE_ORDER.c.articles).where(ARTICLE_ORDER.c.period == period)
        return tuple(self._tx.execute(query).scalar_one_or_none() or ())
