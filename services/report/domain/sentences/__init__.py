"""The sentences of the bulletin, one kind a file; each is computed from the rows its table shows."""

from __future__ import annotations

from services.report.domain.bulletin import Sentence
from services.report.domain.sentence_rules import (
    AllAtRule,
    AnySentence,
    BehindRule,
    ShareRule,
    StatementRule,
    TopRule,
    TotalRuleSentence,
    TrendRule,
)
from services.report.domain.sentences.all_at import all_at
from services.report.domain.sentences.behind import behind
from services.report.domain.sentences.share import share
from services.report.domain.sentences.statement import statement
from services.report.domain.sentences.top import top
from services.report.domain.sentences.total import total
from services.report.domain.sentences.trend import trend
from services.report.domain.sheet import Sheet
from services.report.domain.twins import beside


def sentence_of(rule: AnySentence, sheet: Sheet, turn: int = 0) -> Sentence | None:
    """The sentence of a rule with its English, or None where its figures are not known.

    `turn` chooses among its wordings, in both languages alike.
    """
    found = _said(rule, sheet, turn)
    english = _said(rule.in_english(), sheet.in_english(), turn) if found and rule.pattern_en else None
    return found if english is None or found is None else beside(found, english)


def _said(rule: AnySentence, sheet: Sheet, turn: int) -> Sentence | None:
    said = rule.model_copy(update={"pattern": rule.wordings[turn % len(rule.wordings)]})
    found: Sentence | None
    match said:
        case TrendRule():
            found = trend(said, sheet)
        case BehindRule():
            found = behind(said, sheet)
        case TopRule():
            found = top(said, sheet)
        case AllAtRule():
            found = all_at(said, sheet)
        case ShareRule():
            found = share(said, sheet)
        case TotalRuleSentence():
            found = total(said, sheet)
        case StatementRule():
            found = statement(said, sheet)
    return found
