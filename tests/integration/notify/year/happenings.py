"""What happens in a province in a year: real editions, and months made up around them from a fixed seed."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from shared.catalogue.calendar import next_period
from shared.clock import BUSINESS_ZONE
from shared.facts import Figure
from shared.figures import FigureKey, Status, parse_dimension
from tests.integration.notify.year.happening import Answered, Confirmed, Done, Happening, Resumed, Sent, Silenced
from tests.integration.notify.year.province import DOCUMENTS, DOSSIERS, FULLY, PORTAL, SAMPLE, SERVICES, SIGNED, TASKS

FIRST, LAST = date(2022, 6, 10), date(2023, 6, 9)
SEED = 2022
REAL = {"2022-06": date(2022, 6, 17), "2023-02": date(2023, 3, 17)}
MADE_UP = ("2022-07", "2022-08", "2022-09", "2022-10", "2022-11", "2022-12", "2023-01", "2023-03", "2023-04")
#: what of a source does not come in time for a month, from nobody
SILENT = {"2022-10": PORTAL, "2023-03": DOCUMENTS}
GOALS = {SERVICES: 80, DOSSIERS: 50, FULLY: 60, SIGNED: 50}
ANSWERED, HEARD = ("nobody", "corrected", "confirmed"), (9, 10, 11, 13, 14, 15, 16)


class Life:
    """Makes up a year of `units` from a seed."""

    def __init__(self, units: Sequence[str], seed: int) -> None:
        self.units, self.chance = tuple(units), Random(seed)
        self.revisions: Counter[FigureKey] = Counter()
        self.behind: dict[tuple[str, str], bool] = {}

    def happenings(self) -> list[Happening]:
        """The year in order."""
        found = [*self.real(), *self.made_up(), *self.tasks(), *self.answers(), *self.silences()]
        return sorted(found, key=lambda each: each.at)

    def real(self) -> Iterator[Happening]:
        """The published editions, as each unit sent its figures."""
        for period, day in REAL.items():
            with (SAMPLE / "figures" / f"{period}.csv").open(encoding="utf-8", newline="") as file:
                figures = [_figure(row) for row in csv.DictReader(file) if row["unit"] in self.units]
            for number, unit in enumerate(self.units):
                mine = tuple(figure for figure in figures if figure.unit == unit)
                if mine:
                    yield Sent(_at(day, 9, number % 60), mine)

    def made_up(self) -> Iterator[Happening]:
        """The other months: most figures in time, some late, some never, some wrong."""
        for period in MADE_UP:
            for unit in self.units:
                month = next_period(period)
                usual = self._moment(date(int(month[:4]), int(month[5:]), self.chance.randrange(2, 11)))
                for indicator in (SERVICES, DOSSIERS, FULLY, SIGNED):
                    yield from self._month(unit, indicator, period, usual)

    def _month(self, unit: str, indicator: str, period: str, usual: datetime) -> Iterator[Happening]:
        silent = SILENT.get(period) == (DOCUMENTS if indicator == SIGNED else PORTAL)
        due = usual.date().replace(day=10 if indicator == SIGNED else 17)
        kind = self.chance.choices(("in time", "late", "never"), (84, 10, 6))[0]
        if kind == "never" and not silent:
            return
        is_late = silent or kind == "late"
        moment = self._moment(due + timedelta(days=self.chance.randrange(2, 9))) if is_late else usual
        doubted = indicator == SIGNED and self.chance.random() < 0.12
        value = Decimal("119.72") if doubted else self._value(unit, indicator)
        yield Sent(moment, (self._made(unit, indicator, period, value, moment),))
        if doubted or self.chance.random() < 0.08:
            yield from self._second_thought(unit, indicator, period, moment, doubted=doubted)

    def _second_thought(
        self, unit: str, indicator: str, period: str, moment: datetime, *, doubted: bool
    ) -> Iterator[Happening]:
        what, later = (
            self.chance.choice(ANSWERED),
            self._moment(moment.date() + timedelta(self.chance.randrange(1, 12))),
        )
        if doubted and what == "confirmed":
            yield Confirmed(later, FigureKey(unit, indicator, "", period))
        elif what == "corrected" or not doubted:
            value = Decimal(GOALS[indicator] + self.chance.randrange(-6, 18))
            yield Sent(later, (self._made(unit, indicator, period, value, moment),))

    def tasks(self) -> Iterator[Happening]:
        """Some tasks are done in time, some late, some never."""
        for task, units, _, _, work, report in TASKS:
            for unit in (each for each in units.split("|") if each in self.units):
                for stage, due in (("work", work), ("report", report)):
                    if due and (wait := self.chance.choice((-3, 4, 13, None))) is not None:
                        yield Done(self._moment(date.fromisoformat(due) + timedelta(days=wait)), task, unit, stage)

    def answers(self) -> Iterator[Happening]:
        """Units answer now and then; most promise a day."""
        for unit in self.units:
            day = FIRST + timedelta(days=self.chance.randrange(10, 40))
            while day < LAST:
                promised = day + timedelta(days=self.chance.randrange(3, 25))
                yield Answered(self._moment(day), unit, promised if self.chance.random() < 0.8 else None)
                day += timedelta(days=self.chance.randrange(25, 70))

    def silences(self) -> Iterator[Happening]:
        """Four silences: of a unit, of an indicator, of both; one ends before its day."""
        unit = self.units[len(self.units) // 2]
        yield Silenced(_at(date(2022, 7, 20), 10, 7), unit, None, date(2022, 8, 31))
        yield Silenced(_at(date(2022, 12, 5), 10, 7), None, FULLY, date(2023, 1, 19))
        yield Silenced(early := _at(date(2023, 3, 20), 14, 11), unit, SERVICES, date(2023, 6, 30))
        yield Resumed(_at(date(2023, 4, 25), 15, 3), early)
        yield Silenced(_at(date(2022, 9, 20), 8, 3), self.units[-1], DOSSIERS, date(2022, 11, 15))

    def _value(self, unit: str, indicator: str) -> Decimal:
        behind = self.behind.get((unit, indicator), self.chance.random() < 0.4)
        self.behind[unit, indicator] = behind = behind != (self.chance.random() < 0.35)
        away = self.chance.randrange(1, 200)
        return GOALS[indicator] + Decimal(-away if behind else away) / 10

    def _made(self, unit: str, indicator: str, period: str, value: Decimal, moment: datetime) -> Figure:
        key = FigureKey(unit, indicator, "", period)
        self.revisions[key] += 1
        as_of = moment.date() - timedelta(days=1)
        return Figure(
            unit=unit, indicator=indicator, period=period, as_of=as_of, value=value, revision=self.revisions[key]
        )

    def _moment(self, day: date) -> datetime:
        """Some time of a day, mostly in office hours."""
        hour = self.chance.choice((6, 19, 21)) if self.chance.random() < 0.1 else self.chance.choice(HEARD)
        return _at(day, hour, self.chance.randrange(60), self.chance.randrange(60))


def _figure(row: dict[str, str]) -> Figure:
    parts = {name: Decimal(row[name]) for name in ("numerator", "denominator") if row[name]}
    value = Decimal(row["value"]) if row["value"] else None
    if value is None and len(parts) == 2 and row["no_activity"] != "1":
        value = round(100 * parts["numerator"] / parts["denominator"], 12)
    return Figure(
        unit=row["unit"],
        indicator=row["indicator"],
        dimension=parse_dimension(row["dimension"]),
        period=row["period"] or row["as_of"][:7],
        window_start=date.fromisoformat(row["window_start"]) if row["window_start"] else None,
        as_of=date.fromisoformat(row["as_of"]),
        status=Status.NO_ACTIVITY if row["no_activity"] == "1" else Status.REPORTED,
        value=None if row["no_activity"] == "1" else value,
        **parts,
        revision=int(row["revision"] or 1),
    )


def _at(day: date, hour: int, minute: int, second: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute, second), BUSINESS_ZONE)
