"""Figures in letters: those behind their targets, and those that no longer are."""

from __future__ import annotations

from dataclasses import dataclass

from services.notify.domain import wording
from services.notify.domain.closing import closing_text
from services.notify.domain.content import Behind
from services.notify.domain.effort import effort_text
from services.notify.domain.letters.answers import AnswerLine, answer_line
from services.notify.domain.letters.bars import Bar, bars_of
from services.notify.domain.parts import Miss, Named, NamedFigure, Recovered, Recovery
from services.notify.domain.wording import Language


@dataclass(frozen=True)
class MissLine:
    """One missed target, in words; `effort` may be empty."""

    target: str
    gap: str
    gap_sentence: str
    effort: str
    legal_basis: str
    since: str
    is_new: bool = False
    answer: AnswerLine | None = None


@dataclass(frozen=True)
class BehindLine:
    """One figure that is behind, in words; `change` and `source` may be empty. `badge` is "new", "changed" or empty."""

    indicator: str
    dimension: str
    figure: str
    period: str
    as_of: str
    change: str
    source: str
    misses: tuple[MissLine, ...]
    bars: tuple[Bar, ...] = ()
    badge: str = ""

    @property
    def answers(self) -> tuple[AnswerLine, ...]:
        """What the unit answered, each answer once."""
        return tuple(dict.fromkeys(miss.answer for miss in self.misses if miss.answer is not None))


@dataclass(frozen=True)
class RecoveredLine:
    """One figure that is no longer behind, in words."""

    indicator: str
    dimension: str
    figure: str
    period: str
    notes: tuple[str, ...]


def behind_line(item: Behind, language: Language) -> BehindLine:
    """A figure that is behind, in words."""
    evaluation, measure = item.figure.evaluation, item.figure.measure
    is_new = any(miss.is_new for miss in item.misses)
    return BehindLine(
        indicator=name_of(item.figure, language),
        dimension=dimension_of(item.figure, language),
        figure=wording.figure_text(evaluation, measure, language),
        period=wording.period_text(evaluation.period, language),
        as_of=wording.day_text(evaluation.as_of, language),
        change=wording.change_text(evaluation.change, measure, language),
        source=wording.source_text(evaluation, language),
        misses=tuple(_miss(miss, item.figure, language) for miss in item.misses),
        bars=bars_of(item, language),
        badge="new" if is_new else "changed" if item.is_changed else "",
    )


def recovered_line(item: Recovered, language: Language) -> RecoveredLine:
    """A figure that is no longer behind, in words."""
    evaluation, measure = item.figure.evaluation, item.figure.measure
    notes = dict.fromkeys(_note(recovery, item.figure, language) for recovery in item.recoveries)
    return RecoveredLine(
        indicator=name_of(item.figure, language),
        dimension=dimension_of(item.figure, language),
        figure=wording.figure_text(evaluation, measure, language),
        period=wording.period_text(evaluation.period, language),
        notes=tuple(notes),
    )


def name_of(named: Named, language: Language) -> str:
    return named.name_vi if language == "vi" else named.name_en


def dimension_of(named: Named, language: Language) -> str:
    return named.dimension_vi if language == "vi" else named.dimension_en


def _miss(miss: Miss, figure: NamedFigure, language: Language) -> MissLine:
    return MissLine(
        target=wording.target_text(miss.verdict, figure.measure, language),
        gap=wording.gap_text(miss.verdict, figure.measure, language),
        gap_sentence=wording.gap_sentence(miss.verdict, figure.measure, language),
        effort=effort_text(miss.verdict, figure, language),
        legal_basis=miss.verdict.legal_basis,
        since=wording.day_text(miss.since, language),
        is_new=miss.is_new,
        answer=answer_line(miss.answer, language),
    )


def _note(recovery: Recovery, figure: NamedFigure, language: Language) -> str:
    target = "" if recovery.verdict is None else wording.target_text(recovery.verdict, figure.measure, language)
    return closing_text(recovery.reason, target, language)
