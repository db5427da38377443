"""In letters, what a unit is behind on beside targets: figures, tasks, answers, silent systems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.notify.domain.closing import closing_text
from services.notify.domain.concerns import DoubtedFigure, Other, OverdueTask, OwedFigure, Settled
from services.notify.domain.letters.answers import AnswerLine, answer_line
from services.notify.domain.letters.figures import dimension_of, name_of
from services.notify.domain.wording import Language, amount_text, count_text, day_text, period_text
from shared.doubts import doubt_text


@dataclass(frozen=True)
class OtherLine:
    """One matter in words. What does not fit its kind is empty; `due` is the day it was due.

    Of a task, `stage` is "work" or "report"; of a silent system, `figures` and `units` count what is missing.
    """

    title: str
    dimension: str = ""
    period: str = ""
    due: str = ""
    since: str = ""
    legal_basis: str = ""
    stage: str = ""
    value: str = ""
    doubts: tuple[str, ...] = ()
    figures: str = ""
    units: str = ""
    is_new: bool = False
    answer: AnswerLine | None = None


@dataclass(frozen=True)
class SettledLine:
    """One matter that is settled, and how."""

    title: str
    dimension: str
    period: str
    note: str


def other_line(other: Other, language: Language) -> OtherLine:
    """One matter in words."""
    since, answer = day_text(other.since, language), answer_line(other.answer, language)
    if isinstance(other, OwedFigure):
        return _owed(other, language, since, answer)
    if isinstance(other, OverdueTask):
        return _task(other, language, since, answer)
    if isinstance(other, DoubtedFigure):
        return _doubted(other, language, since, answer)
    return OtherLine(
        title=other.source.source,
        period=period_text(other.source.period, language),
        due=day_text(other.source.due, language),
        since=since,
        figures=count_text(other.source.figures, language),
        units=count_text(other.source.units, language),
        is_new=other.is_new,
        answer=answer,
    )


def settled_line(item: Settled, language: Language) -> SettledLine:
    """One settled matter in words."""
    period = period_text(item.period, language) if item.period else ""
    return SettledLine(
        name_of(item, language), dimension_of(item, language), period, closing_text(item.reason, "", language)
    )


def _owed(owed: OwedFigure, language: Language, since: str, answer: AnswerLine | None) -> OtherLine:
    return OtherLine(
        title=name_of(owed.named, language),
        dimension=dimension_of(owed.named, language),
        period=period_text(owed.evaluation.period, language),
        due=_day(owed.evaluation.due, language),
        since=since,
        legal_basis="; ".join(owed.legal_basis),
        is_new=owed.is_new,
        answer=answer,
    )


def _task(overdue: OverdueTask, language: Language, since: str, answer: AnswerLine | None) -> OtherLine:
    return OtherLine(
        title=overdue.task.title,
        due=_day(overdue.task.due, language),
        since=since,
        legal_basis=overdue.task.legal_basis,
        stage=overdue.task.stage,
        is_new=overdue.is_new,
        answer=answer,
    )


def _doubted(doubted: DoubtedFigure, language: Language, since: str, answer: AnswerLine | None) -> OtherLine:
    doubts = doubted.doubts
    return OtherLine(
        title=name_of(doubted.named, language),
        dimension=dimension_of(doubted.named, language),
        period=period_text(doubts.period, language),
        since=since,
        value="" if doubts.value is None else amount_text(doubts.value, doubted.measure, language),
        doubts=tuple(doubt_text(doubt, doubted.measure, language) for doubt in doubts.doubts),
        is_new=doubted.is_new,
        answer=answer,
    )


def _day(day: date | None, language: Language) -> str:
    return "" if day is None else day_text(day, language)
