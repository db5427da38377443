"""Editions on their way to publication, and who did what with them, as one transaction sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from services.report.domain.bulletin import Bulletin
from services.report.domain.content import bulletin_json
from services.report.domain.issuance import FIRST
from services.report.domain.steps import Status
from services.report.edition_tables import HISTORY
from services.report.tables import EDITION, EVALUATION
from shared.bulk import inserted


@dataclass(frozen=True)
class Edition:
    """An edition as it stands. `number` and `issued_on` are None until it is registered."""

    period: str
    status: Status
    content_hash: str
    built_at: datetime
    issue: int = FIRST
    number: int | None = None
    issued_on: date | None = None
    made_with: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Deed:
    """What somebody did with an edition; `before` is None where there was none.

    `editor` is the id of their key; None where their name was only stated.
    """

    period: str
    at: datetime
    by: str
    action: str
    before: Status | None
    after: Status
    issue: int
    content_hash: str
    note: str = ""
    editor: str | None = None


COLUMNS = ("period", "status", "content_hash", "built_at", "issue", "number", "issued_on", "made_with")


class EditionStore:
    """The editions and their history in one transaction."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def edition(self, period: str, *, hold: bool = False) -> Edition | None:
        """The edition of `period`; held, nobody else changes it until the transaction ends."""
        query = select(*(EDITION.c[name] for name in COLUMNS)).where(EDITION.c.period == period)
        row = self._tx.execute(query.with_for_update() if hold else query).mappings().one_or_none()
        return None if row is None else _edition(row)

    def editions(self) -> list[Edition]:
        """All editions, oldest period first."""
        query = select(*(EDITION.c[name] for name in COLUMNS)).order_by(EDITION.c.period)
        return [_edition(row) for row in self._tx.execute(query).mappings()]

    def bulletin(self, period: str) -> Bulletin | None:
        """The text of the edition of `period` as it stands."""
        body = self._tx.execute(select(EDITION.c.body).where(EDITION.c.period == period)).scalar_one_or_none()
        return None if body is None else Bulletin.model_validate_json(body)

    def begin(self, edition: Edition, bulletin: Bulletin) -> bool:
        """Put the first draft of a period; one that somebody else put meanwhile stays, and False says so."""
        return bool(inserted(self._tx, EDITION, [_row(edition) | {"body": bulletin_json(bulletin)}], "period"))

    def change(self, edition: Edition, bulletin: Bulletin | None = None) -> None:
        """Put `edition` in the place of the one held, with another text if one is given."""
        values = _row(edition) | ({} if bulletin is None else {"body": bulletin_json(bulletin)})
        self._tx.execute(update(EDITION).where(EDITION.c.period == edition.period).values(values))

    def note(self, deed: Deed) -> None:
        """Write down what was done; it stays for ever."""
        self._tx.execute(insert(HISTORY), [{name: getattr(deed, name) for name in Deed.__dataclass_fields__}])

    def history(self, period: str) -> list[Deed]:
        """What was done with the edition of `period`, in order."""
        query = select(HISTORY).where(HISTORY.c.period == period).order_by(HISTORY.c.seq)
        rows = self._tx.execute(query).mappings()
        return [_deed({name: row[name] for name in Deed.__dataclass_fields__}) for row in rows]

    def counts(self) -> dict[str, int]:
        """How many editions stand how."""
        query = select(EDITION.c.status, func.count().label("editions")).group_by(EDITION.c.status)
        return {row.status: row.editions for row in self._tx.execute(query)}

    def unpublished(self) -> str | None:
        """The oldest period with figures or a draft that is not published, after the last one that is.

        None where there is none; where nothing was ever published, only drafts count.
        """
        issued = select(func.max(EDITION.c.period)).where(
            (EDITION.c.status == Status.PUBLISHED) | (EDITION.c.issue > 1)
        )
        last = self._tx.execute(issued).scalar_one()
        # While another issue is made, readers have the one before it.
        never_issued = (EDITION.c.status != Status.PUBLISHED) & (EDITION.c.issue == FIRST)
        open_ones = select(func.min(EDITION.c.period)).where(never_issued)
        drafted = self._tx.execute(open_ones).scalar_one()
        if last is None:
            return drafted  # type: ignore[no-any-return]  # a period or None
        figures = select(func.min(EVALUATION.c.period)).where(EVALUATION.c.period > last)
        found = [period for period in (drafted, self._tx.execute(figures).scalar_one()) if period is not None]
        return min(found, default=None)


def _edition(values: RowMapping) -> Edition:
    named: dict[str, Any] = {name: values[name] for name in COLUMNS}
    return Edition(**named | {"status": Status(values["status"])})


def _row(edition: Edition) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(edition, name) for name in COLUMNS}
    return values | {"status": str(edition.status), "made_with": dict(edition.made_with)}


def _deed(values: dict[str, Any]) -> Deed:
    before = values["before"]
    return Deed(**values | {"before": Status(before) if before else None, "after": Status(values["after"])})
