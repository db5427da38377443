"""How sentences are put into words: a wording with computed values, and the facts beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from services.report.domain.bulletin import Sentence
from services.report.domain.pattern import fill
from services.report.domain.sentence_rules import SentenceRule
from services.report.domain.sheet import Line, Sheet

Kind = Literal["trend", "behind", "top", "all_at", "share", "total", "statement"]


def worded(
    rule: SentenceRule,
    kind: Kind,
    sheet: Sheet,
    values: Mapping[str, str | None],
    facts: dict[str, Any],
    *,
    pattern: str | None = None,
) -> Sentence | None:
    """The sentence in `pattern` (else the rule's own), or None where a value it cannot do without is unknown."""
    text = fill(rule.pattern if pattern is None else pattern, values)
    if not text:
        return None
    return Sentence(id=rule.id, table=sheet.table.id, kind=kind, text=text, facts=facts, place=rule.place)


def named(lines: Iterable[Line]) -> str:
    """Units with their figures: "Đồng Xoài (3.007), Lộc Ninh (1.651)"."""
    return ", ".join(f"{line.name} ({line.cell.text})" for line in lines)


def names(lines: Iterable[Line]) -> str:
    return ", ".join(line.name for line in lines)


def stated(lines: Iterable[Line]) -> list[dict[str, str | None]]:
    """Units with their figures, as facts."""
    return [{"unit": line.unit, "value": line.cell.value} for line in lines]
