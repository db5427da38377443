"""A letter: the content of a message as ready texts in one language, for the templates to lay out."""

from __future__ import annotations

from dataclasses import dataclass

from services.notify.domain import wording
from services.notify.domain.effort import effort_text
from services.notify.domain.message import Behind, Content, Miss, NamedFigure, Recovered, Recovery
from services.notify.domain.reason import Reason
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


@dataclass(frozen=True)
class BehindLine:
    """One figure that is behind, in words; `change` and `source` may be empty."""

    indicator: str
    dimension: str
    figure: str
    period: str
    as_of: str
    change: str
    source: str
    misses: tuple[MissLine, ...]


@dataclass(frozen=True)
class RecoveredLine:
    """One figure that is no longer behind, in words."""

    indicator: str
    dimension: str
    figure: str
    period: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    """All texts of one mail."""

    language: Language
    unit: str
    subject: str
    as_of: str
    behind: tuple[BehindLine, ...]
    recovered: tuple[RecoveredLine, ...]
    all_met: bool
    traces: tuple[str, ...]


def write_letter(content: Content, language: Language) -> Letter:
    """Put the content of a message into words."""
    reasons = {recovery.reason for item in content.recovered for recovery in item.recoveries}
    all_met = reasons <= {Reason.CLOSED_RECOVERED, Reason.CLOSED_CORRECTED}
    return Letter(
        language=language,
        unit=" ".join(content.name.split()),
        subject=_subject(content, language, all_met=all_met),
        as_of=wording.day_text(content.as_of, language),
        behind=tuple(_behind(item, language) for item in content.behind),
        recovered=tuple(_recovered(item, language) for item in content.recovered),
        all_met=all_met,
        traces=content.traces,
    )


def _subject(content: Content, language: Language, *, all_met: bool) -> str:
    count = len(content.behind or content.recovered)
    if language == "vi":
        state = "chưa đạt mục tiêu" if content.behind else "đã đạt trở lại" if all_met else "không còn cảnh báo"
        said = f"{count} chỉ tiêu {state}"
    else:
        state = "behind target" if content.behind else "back on target" if all_met else "no longer flagged"
        said = f"{count} indicator{'' if count == 1 else 's'} {state}"
    # A name must not be able to end the header line it stands in.
    name = " ".join(content.name.split())
    return f"[Nhịp Số] {name}: {said} – {wording.period_text(content.period, language)}"


def _behind(item: Behind, language: Language) -> BehindLine:
    evaluation, measure = item.figure.evaluation, item.figure.measure
    return BehindLine(
        indicator=_name(item.figure, language),
        dimension=_dimension(item.figure),
        figure=wording.figure_text(evaluation, measure, language),
        period=wording.period_text(evaluation.period, language),
        as_of=wording.day_text(evaluation.as_of, language),
        change=wording.change_text(evaluation.change, measure, language),
        source=wording.source_text(evaluation, language),
        misses=tuple(_miss(miss, item.figure, language) for miss in item.misses),
    )


def _miss(miss: Miss, figure: NamedFigure, language: Language) -> MissLine:
    return MissLine(
        target=wording.target_text(miss.verdict, figure.measure, language),
        gap=wording.gap_text(miss.verdict, figure.measure, language),
        gap_sentence=wording.gap_sentence(miss.verdict, figure.measure, language),
        effort=effort_text(miss.verdict, figure, language),
        legal_basis=miss.verdict.legal_basis,
        since=wording.day_text(miss.since, language),
    )


def _recovered(item: Recovered, language: Language) -> RecoveredLine:
    evaluation, measure = item.figure.evaluation, item.figure.measure
    notes = dict.fromkeys(_note(recovery, item.figure, language) for recovery in item.recoveries)
    return RecoveredLine(
        indicator=_name(item.figure, language),
        dimension=_dimension(item.figure),
        figure=wording.figure_text(evaluation, measure, language),
        period=wording.period_text(evaluation.period, language),
        notes=tuple(notes),
    )


def _note(recovery: Recovery, figure: NamedFigure, language: Language) -> str:
    target = "" if recovery.verdict is None else wording.target_text(recovery.verdict, figure.measure, language)
    return wording.closing_text(recovery.reason, target, language)


def _name(figure: NamedFigure, language: Language) -> str:
    return figure.name_vi if language == "vi" else figure.name_en


def _dimension(figure: NamedFigure) -> str:
    return ", ".join(f"{key}: {value}" for key, value in sorted(figure.evaluation.dimension.items()))
