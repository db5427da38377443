"""A sender is told whether a figure meets all targets that bind it; totals and points judge nobody."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from services.ingest.domain.judged import word_of, words
from shared.facts import Evaluation, Verdict

ONE, OTHER = UUID(int=1), UUID(int=2)


def verdict(word: str, **changes: Any) -> Verdict:
    fields = {
        "programme": "plan",
        "target": "t",
        "target_version": "1",
        "comparator": ">=",
        "threshold": Decimal(80),
        "legal_basis": "57/KH-UBND",
        "verdict": word,
        "gap": Decimal(1),
    }
    return Verdict.model_validate(fields | changes)


def evaluation(*verdicts: Verdict, **changes: Any) -> Evaluation:
    fields: dict[str, Any] = {
        "unit": "so-gtvt",
        "indicator": "online-pct",
        "period": "2023-02",
        "as_of": date(2023, 3, 17),
        "value": Decimal(90),
        "sequence": 1,
        "verdicts": verdicts,
        "causes": (ONE,),
    }
    return Evaluation.model_validate(fields | changes)


@pytest.mark.parametrize(
    ("verdicts", "word"),
    [
        ((), None),
        ((verdict("met"),), "met"),
        ((verdict("met"), verdict("not_met", programme="other")), "not_met"),
        ((verdict("not_met", kind="full_score"),), None),
        ((verdict("met"), verdict("not_met", kind="full_score")), "met"),
    ],
)
def test_one_word_for_all_targets(verdicts: tuple[Verdict, ...], word: str | None) -> None:
    assert word_of(evaluation(*verdicts)) == word


def test_words_by_the_events_that_were_judged() -> None:
    judged = [evaluation(verdict("met")), evaluation(verdict("not_met"), causes=(OTHER,))]

    assert words(judged) == {"met": {ONE}, "not_met": {OTHER}}


def test_a_total_says_nothing_of_the_figures_in_it() -> None:
    total = evaluation(verdict("not_met"), how="ratio_of_sums", causes=(ONE, OTHER), counted=2, expected=2)

    assert words([total]) == {}
