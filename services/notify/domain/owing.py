"""Telling of alerts that are about no target: from each to what a message says of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from services.notify.domain.alert import Alert
from services.notify.domain.answering import answer_of
from services.notify.domain.concerns import DoubtedFigure, OverdueTask, OwedFigure, Settled, SilentSource
from services.notify.domain.naming import measure_of, names_of
from services.notify.domain.parts import Matter
from shared.catalogue import Catalogue
from shared.facts import Doubts, Evaluation, QuietSource, TaskState
from shared.figures import dimension_text


class Owing(NamedTuple):
    """What a unit owes beside its targets, each kind the oldest first."""

    owed: tuple[OwedFigure, ...]
    tasks: tuple[OverdueTask, ...]
    doubted: tuple[DoubtedFigure, ...]
    silent: tuple[SilentSource, ...]


def owing(alerts: Iterable[Alert], new: frozenset[str], catalogue: Catalogue) -> Owing:
    """What the open `alerts` about no target say; `new` are the ids of those that were not told before."""
    found = Owing((), (), (), ())
    for alert in sorted(alerts, key=lambda one: (one.began_on, one.key)):
        common = _common(alert, new)
        match alert.news:
            case Evaluation() as news:
                found = found._replace(owed=(*found.owed, _owed(news, common, catalogue)))
            case TaskState() as news:
                found = found._replace(tasks=(*found.tasks, OverdueTask(task=news, **common)))
            case Doubts() as news:
                found = found._replace(doubted=(*found.doubted, _doubted(news, common, catalogue)))
            case QuietSource() as news:
                found = found._replace(silent=(*found.silent, SilentSource(source=news, **common)))
    return found


def settled(alert: Alert, catalogue: Catalogue) -> Settled:
    """What is said of one that has closed."""
    match alert.news:
        case TaskState(title=title):
            return Settled(name_vi=title, name_en=title, kind=alert.kind, reason=alert.reason)
        case QuietSource(source=source, period=period):
            return Settled(name_vi=source, name_en=source, kind=alert.kind, period=period, reason=alert.reason)
        case news:
            names = names_of(news.indicator, news.dimension, catalogue).model_dump()
            return Settled(kind=alert.kind, period=news.period, reason=alert.reason, **names)


def _common(alert: Alert, new: frozenset[str]) -> dict[str, Any]:
    return {
        "alert": alert.id,
        "matter": Matter.of(alert.key),
        "since": alert.began_on,
        "is_new": alert.id in new,
        "answer": answer_of(alert),
    }


def _owed(evaluation: Evaluation, common: dict[str, Any], catalogue: Catalogue) -> OwedFigure:
    duties = catalogue.duties_of(evaluation.indicator, dimension_text(evaluation.dimension))
    day = evaluation.due or evaluation.as_of
    in_force = (duty for duty in duties if (duty.valid_from is None or duty.valid_from <= day) and duty.applies)
    bases = tuple(dict.fromkeys(duty.legal_basis for duty in in_force if duty.legal_basis))
    names = names_of(evaluation.indicator, evaluation.dimension, catalogue)
    return OwedFigure(named=names, evaluation=evaluation, legal_basis=bases, **common)


def _doubted(doubts: Doubts, common: dict[str, Any], catalogue: Catalogue) -> DoubtedFigure:
    names = names_of(doubts.indicator, doubts.dimension, catalogue)
    return DoubtedFigure(named=names, measure=measure_of(doubts.indicator, catalogue), doubts=doubts, **common)
