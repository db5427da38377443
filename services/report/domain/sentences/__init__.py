"""The sentences of the bulletin, one kind a file; each is computed from the rows its table shows."""

from __future__ import annotations

from services.report.domain.bulletin import Sentence
from services.report.domain.sentence_rules import (
    AllAtRule,
    AnySentence,
    BehindRule,
    StatementRule,
    TopRule,
    TotalRuleSentence,
    TrendRule,
)
from services.report.domain.sentences.all_at import all_at
from services.report.domain.sentences.behind import behind
from services.report.domain.sentences.statement import statement
from services.report.domain.sentences.top import top
from services.report.domain.sentences.total import total
from services.report.domain.sentences.trend import trend
from services.report.domain.sheet import Sheet


def sentence_of(rule: AnySentence, sheet: Sheet) -> Sentence | None:
    """The sentence of a rule, or None where its figures are not known."""
    match rule:
        case TrendRule():
            return trend(rule, sheet)
        case BehindRule():
            return behind(rule, sheet)
        case TopRule():
            return top(rule, sheet)
        case AllAtRule():
            return all_at(rule, sheet)
        case TotalRuleSentence():
            return total(rule, sheet)
        case StatementRule():
            return statement(rule, sheet)
