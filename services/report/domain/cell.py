"""One printed figure, made from its evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from services.report.domain.bulletin import Cell
from services.report.domain.change_text import change_text
from services.report.domain.measures import Measure, figure_text
from shared.catalogue import Programme
from shared.facts import Change, Evaluation, Verdict
from shared.figures import Status, plain

NO_ACTIVITY_MARK = "-"
MISSING_MARK = "…"
MISSING = Cell(text=MISSING_MARK, status="missing")
NOT_APPLICABLE = Cell(text=NO_ACTIVITY_MARK, status="not_applicable")
WAIVED_MARK = "x"
DOUBT_MARK = "(?)"
WAIVED = Cell(text=WAIVED_MARK, status="not_applicable")


def verdict_of(evaluation: Evaluation, programme: str | None, programmes: Mapping[str, Programme]) -> Verdict | None:
    """The verdict under `programme`, or under the first that has one; one that only scores points speaks last."""
    if programme is not None:
        return next((verdict for verdict in evaluation.verdicts if verdict.programme == programme), None)

    def order(verdict: Verdict) -> tuple[bool, int, str]:
        known = programmes.get(verdict.programme)
        return (verdict.kind == "full_score", known.order if known else len(programmes), verdict.programme)

    return min(evaluation.verdicts, key=order, default=None)


def cell_of(evaluation: Evaluation, measure: Measure, verdict: Verdict | None, compared_with: str | None) -> Cell:
    """The cell of a figure. Its change is printed only if it is a change since `compared_with`."""
    if evaluation.status is Status.NO_ACTIVITY or evaluation.value is None:
        return Cell(
            text=NO_ACTIVITY_MARK,
            status="no_activity",
            revision=evaluation.revision,
            as_of=evaluation.as_of,
            events=tuple(sorted(set(evaluation.causes))),
        )
    change = evaluation.change
    shown = change if change is not None and change.period == compared_with else None
    return Cell(
        value=plain(evaluation.value),
        numerator=None if evaluation.numerator is None else plain(evaluation.numerator),
        denominator=None if evaluation.denominator is None else plain(evaluation.denominator),
        text=figure_text(evaluation.value, measure, *_ends(verdict)),
        status="reported",
        revision=evaluation.revision,
        as_of=evaluation.as_of,
        events=tuple(sorted(set(evaluation.causes))),
        **_judged(verdict),
        **_changed(shown, measure),
    )


def _ends(verdict: Verdict | None) -> list[Decimal]:
    return [] if verdict is None else [end for end in (verdict.threshold, verdict.upper) if end is not None]


def _judged(verdict: Verdict | None) -> dict[str, str]:
    if verdict is None:
        return {}
    ends = {} if verdict.upper is None else {"upper": plain(verdict.upper)}
    return {
        **ends,
        "verdict": verdict.verdict,
        "gap": plain(verdict.gap),
        "comparator": verdict.comparator,
        "target": plain(verdict.threshold),
        "legal_basis": verdict.legal_basis,
    }


def _changed(change: Change | None, measure: Measure) -> dict[str, str]:
    if change is None:
        return {}
    return {
        "change": plain(change.difference),
        "change_text": change_text(change.difference, measure),
        "compared_with": change.period,
    }
