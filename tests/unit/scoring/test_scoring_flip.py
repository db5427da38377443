from __future__ import annotations

from typing import Literal

import pytest

from services.scoring.domain.change import Comparison
from services.scoring.domain.evaluation import judged
from services.scoring.domain.flip import Flip, Standing, flips, standing_after
from shared.facts import Evaluation
from tests.unit.scoring.factories import a_catalogue, a_figure, a_target, an_evaluation

Word = Literal["met", "not_met"]


def latest(value: str | None, period: str = "2023-02", revision: int = 1, *, target: bool = True) -> Evaluation:
    """An evaluation against a target of 80, if there is one."""
    catalogue = a_catalogue(*([a_target("plan", threshold="80")] if target else []))
    return judged(an_evaluation(a_figure(value, period=period, revision=revision)), Comparison(), catalogue)


def stood(verdict: Word | None, period: str = "2022-06") -> dict[str, Standing]:
    return {"plan": Standing(period, 1, verdict)}


@pytest.mark.parametrize(
    ("before", "now", "reason"),
    [
        ({}, latest("70"), "fell_behind"),
        (stood("met"), latest("70"), "fell_behind"),
        (stood(None), latest("70"), "fell_behind"),
        (stood("not_met"), latest("90"), "recovered"),
        (stood("not_met", "2023-02"), latest("90", revision=2), "corrected"),
        (stood("not_met", "2023-02"), latest("90", revision=1), "recovered"),
        (stood("not_met"), latest("90", revision=2), "recovered"),
        (stood("not_met"), latest(None), "no_activity"),
        (stood("not_met"), latest("70", target=False), "target_ended"),
    ],
)
def test_a_verdict_that_turned_is_a_flip_with_its_reason(
    before: dict[str, Standing], now: Evaluation, reason: str
) -> None:
    assert [flip.reason for flip in flips(before, now)] == [reason]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({}, latest("90")),
        (stood(None), latest("90")),
        (stood("met"), latest("90")),
        (stood("not_met"), latest("60")),
        (stood("met"), latest(None)),
        (stood("met"), latest("70", target=False)),
        ({}, latest(None)),
    ],
)
def test_everything_else_is_no_flip(before: dict[str, Standing], now: Evaluation) -> None:
    assert flips(before, now) == []


def test_a_flip_says_what_was_and_what_is() -> None:
    assert flips(stood("met"), latest("70")) == [Flip("plan", "met", "not_met", "fell_behind")]
    assert flips(stood("not_met"), latest(None)) == [Flip("plan", "not_met", None, "no_activity")]


def test_a_programme_that_fell_silent_stands_at_no_verdict() -> None:
    assert standing_after(stood("not_met"), latest(None)) == {"plan": Standing("2023-02", 1, None)}
    assert standing_after({}, latest("70", revision=3)) == {"plan": Standing("2023-02", 3, "not_met")}
