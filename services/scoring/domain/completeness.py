"""Who owes what by when, and what has become of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from services.scoring.domain.duties import Obligation, end_of, has_come, obligations_in, timeliness
from shared.catalogue import Catalogue
from shared.facts import Evaluation
from shared.figures import FigureKey

State = Literal["on_time", "late", "computed", "missing", "not_due", "not_applicable"]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True)
class Line:
    """What one programme asks of one figure, and how that stands; `arrived` is when it first came."""

    obligation: Obligation
    state: State
    arrived: datetime | None


@dataclass(frozen=True)
class Received:
    """What has come of a period: when each submitted figure came first, and the figures computed from others."""

    arrivals: Mapping[FigureKey, datetime]
    evaluations: Mapping[FigureKey, Evaluation]


def owed_in(period: str, catalogue: Catalogue, unit: str | None = None) -> list[Obligation]:
    """What is asked of all units, or of one, in the order of the units."""
    place = {name: number for number, name in enumerate(catalogue.units)}
    asked = (each for each in obligations_in(period, catalogue) if unit in {None, each.key.unit})
    return sorted(asked, key=lambda each: (place[each.key.unit], each.due, each.key, each.programme))


def completeness(owed: Iterable[Obligation], received: Received, now: datetime) -> list[Line]:
    """How each obligation stands at `now`."""
    return [
        Line(each, _state(each, received, now), received.arrivals.get(each.key) if each.applies else None)
        for each in owed
    ]


def totals(lines: Iterable[Line]) -> dict[str, Counter[State]]:
    """How many obligations of each unit stand how, in the order of the lines."""
    found: dict[str, Counter[State]] = {}
    for line in lines:
        found.setdefault(line.obligation.key.unit, Counter())[line.state] += 1
    return found


def _state(each: Obligation, received: Received, now: datetime) -> State:
    if not each.applies:
        return "not_applicable"
    if (arrived := received.arrivals.get(each.key)) is not None:
        return timeliness(arrived, each.due)
    if has_come(received.evaluations.get(each.key)):
        return "computed"
    return "missing" if now >= end_of(each.due) else "not_due"
