"""Doubts and the answers to them, as kept in scoring's database."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, func, select

from services.scoring import rows
from services.scoring.domain.observation import Observation
from services.scoring.domain.plausibility.finding import Scope
from services.scoring.domain.plausibility.standing import Confirmed, Doubted
from services.scoring.doubt_tables import confirmation, doubt
from services.scoring.tables import observation
from shared.bulk import Key, among, upsert
from shared.facts import Confirmation, Doubt, Doubts
from shared.figures import FigureKey, SeriesKey

Rules = Counter[tuple[str, str]]


class DoubtTables:
    """The DoubtStore of one transaction."""

    _tx: Connection

    def observations_around(self, series: Collection[SeriesKey], first: str, last: str) -> dict[FigureKey, Observation]:
        columns = [observation.c.unit, observation.c.indicator, observation.c.dimension]
        query = select(observation).where(observation.c.period.between(first, last))
        found = self._rows(query, columns, [rows.series_tuple(key) for key in series])
        return {known.key: known for known in map(rows.observation, found)}

    def doubted(self, keys: Collection[FigureKey]) -> dict[FigureKey, Doubted]:
        query, columns = select(doubt.c.found, doubt.c.body), [doubt.c[name] for name in FigureKey.__annotations__]
        found = [_doubted(row) for row in self._rows(query, columns, [rows.figure_tuple(key) for key in keys])]
        return {known.told.key: known for known in found}

    def keep_doubted(self, doubted: Collection[Doubted]) -> None:
        upsert(self._tx, doubt, [_row(kept) for kept in doubted])

    def confirmations(self, keys: Collection[FigureKey]) -> dict[FigureKey, Confirmed]:
        columns = [confirmation.c[name] for name in FigureKey.__annotations__]
        found = self._rows(select(confirmation), columns, [rows.figure_tuple(key) for key in keys])
        return {FigureKey(row.unit, row.indicator, row.dimension, row.period): _confirmed(row) for row in found}

    def confirm(self, key: FigureKey, confirmed: Confirmed) -> None:
        word = confirmed.word
        given = {"value": confirmed.value, "by": word.by, "on": word.on, "note": word.note}
        upsert(self._tx, confirmation, [{**_key(key), **given}])

    def all_doubts(self, period: str | None, unit: str | None, *, only_open: bool) -> Iterator[Doubts]:
        """The doubted figures in order of period, unit and indicator."""
        query = select(doubt.c.body).order_by(doubt.c.period, doubt.c.unit, doubt.c.indicator, doubt.c.dimension)
        query = query if period is None else query.where(doubt.c.period == period)
        query = query if unit is None else query.where(doubt.c.unit == unit)
        query = query.where(doubt.c.open_rules != "") if only_open else query
        bodies = self._tx.execute(query).scalars()
        return (told for told in map(Doubts.model_validate_json, bodies) if told.doubts)

    def open_doubts(self) -> Rules:
        """How many doubts are open, by rule and severity."""
        found: Rules = Counter()
        query = select(doubt.c.open_rules, func.count()).where(doubt.c.open_rules != "").group_by(doubt.c.open_rules)
        for rules, count in self._tx.execute(query):
            for each in rules.split("|"):
                rule, _, severity = each.partition(":")
                found[rule, severity] += count
        return found

    def _rows(self, query: Select[Any], columns: Sequence[Column[str]], keys: Collection[Key]) -> Iterable[Row[Any]]:
        return self._tx.execute(among(self._tx, query, columns, keys)) if keys else ()


def _row(kept: Doubted) -> Mapping[str, Any]:
    found = {scope.value: [one.model_dump(mode="json") for one in doubts] for scope, doubts in kept.found.items()}
    return {
        **_key(kept.told.key),
        "sequence": kept.told.sequence,
        "open_rules": "|".join(f"{one.rule}:{one.severity}" for one in kept.open),
        "found": json.dumps(found, ensure_ascii=False),
        "body": kept.told.model_dump_json(),
    }


def _doubted(row: Row[Any]) -> Doubted:
    found = json.loads(row.found)
    by_scope = {Scope(scope): tuple(map(Doubt.model_validate, doubts)) for scope, doubts in found.items()}
    return Doubted(Doubts.model_validate_json(row.body), by_scope)


def _confirmed(row: Row[Any]) -> Confirmed:
    return Confirmed(row.value, Confirmation(by=row.by, on=row.on, note=row.note))


def _key(key: FigureKey) -> dict[str, str]:
    return {"unit": key.unit, "indicator": key.indicator, "dimension": key.dimension, "period": key.period}
