"""The four published reports load completely, and whatever they compute comes out of the product again."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.system.conftest import Loaded
from tests.system.published import (
    EDITIONS,
    Evaluation,
    Fact,
    Key,
    as_printed,
    evaluations,
    facts,
    number_in,
)

#: figures of each report, and how many of them repeat one that stands already (in it, or in a report before)
LOADED = {"2022-06": (474, 2), "2023-02": (490, 2), "2023-07-review": (97, 1), "2023-08-review": (188, 1)}
CAMPAIGN = "chien-dich-92-ngay"
WORDS = {"Đạt": "met", "Không đạt": "not_met"}


@pytest.fixture(scope="module")
def judged(loaded: Loaded) -> dict[Key, Evaluation]:
    return evaluations(loaded.product)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_figure_of_a_report_is_taken(edition: str, loaded: Loaded) -> None:
    rows, repeated = LOADED[edition]

    assert len(facts(edition)) == rows
    said = loaded.said[edition]
    assert (said["accepted"], said["duplicate"]) == (rows - repeated, repeated)
    assert (said["rejected"], said["errors"]) == (0, [])


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_figure_stands_as_it_was_published(edition: str, judged: dict[Key, Evaluation]) -> None:
    """Totals, which the product computes itself, and ratios of printed parts included."""
    wrong = [(fact.key, fact["value"]) for fact in facts(edition) if not stands(fact, judged[fact.key])]

    assert wrong == []


def stands(fact: Fact, found: Evaluation) -> bool:
    if not fact["value"]:
        return (found["status"], found["value"]) == ("no_activity", None)
    return found["value"] is not None and as_printed(found["value"], fact["value"]) == Decimal(fact["value"])


@pytest.mark.parametrize(
    ("edition", "totals"), [("2022-06", 16), ("2023-02", 27), ("2023-07-review", 1), ("2023-08-review", 29)]
)
def test_published_totals_are_computed_not_copied(edition: str, totals: int, judged: dict[Key, Evaluation]) -> None:
    computed = [fact.key for fact in facts(edition) if judged[fact.key]["how"] != "submitted"]

    assert len(computed) == totals


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_percent_printed_with_its_parts_is_their_ratio(edition: str, judged: dict[Key, Evaluation]) -> None:
    kept = {
        fact.key: (fact["numerator"], fact["denominator"])
        for fact in facts(edition)
        if fact["indicator"].endswith("-pct") and fact["numerator"] and fact["denominator"]
    }

    assert {key: (judged[key]["numerator"], judged[key]["denominator"]) for key in kept} == kept


def test_every_published_verdict_is_ours(judged: dict[Key, Evaluation]) -> None:
    published = {fact.key: WORDS[fact["verdict"]] for e in EDITIONS for fact in facts(e) if fact["verdict"] in WORDS}

    assert {key: judged[key]["verdicts"][0]["verdict"] for key in published} == published
    assert len(published) == 110


def test_places_won_and_lost_are_the_published_ones(judged: dict[Key, Evaluation]) -> None:
    """A rank that falls by sixteen is sixteen places better."""
    printed = {f.key: f["change"] for f in facts("2023-07-review") if f["change"]}
    ours = {key: Decimal(judged[key]["change"]["difference"]) for key in printed}

    assert {key: f"{'tăng' if by < 0 else 'giảm'} {abs(by)} bậc" for key, by in ours.items()} == printed


def test_growth_of_visits_is_the_published_one(judged: dict[Key, Evaluation]) -> None:
    change = judged["binh-phuoc", "portal-visits", "period=month", "2022-06"]["change"]

    assert round(100 * Decimal(change["difference"]) / Decimal(change["value"])) == 9


def test_a_share_above_its_plan_is_above_it_by_the_published_points(judged: dict[Key, Evaluation]) -> None:
    (verdict,) = judged["binh-phuoc", "e-invoice-conversion-pct", "", "2022-06"]["verdicts"]

    assert (verdict["target"], verdict["threshold"], verdict["verdict"]) == ("e-invoice-plan-90", "90", "met")
    assert round(Decimal(verdict["gap"])) == 3


def campaign() -> list[Fact]:
    return [fact for fact in facts("2023-08-review") if fact["verdict"].startswith("vượt")]


@pytest.mark.parametrize("fact", campaign(), ids=lambda fact: fact["dimension"])
def test_the_campaign_is_over_its_target_by_the_published_points(fact: Fact, judged: dict[Key, Evaluation]) -> None:
    (verdict,) = [verdict for verdict in judged[fact.key]["verdicts"] if verdict["programme"] == CAMPAIGN]

    assert (verdict["verdict"], verdict["threshold"]) == ("met", "80")
    assert Decimal(verdict["gap"]) == number_in(fact["verdict"])


@pytest.mark.parametrize("fact", campaign(), ids=lambda fact: fact["dimension"])
def test_the_campaign_rose_by_the_published_points(fact: Fact, judged: dict[Key, Evaluation]) -> None:
    (baseline,) = [start for start in judged[fact.key]["baselines"] if start["programme"] == CAMPAIGN]

    assert Decimal(baseline["difference"]) == number_in(fact["change"])


def test_explain_names_the_report_that_states_a_figure(loaded: Loaded) -> None:
    figure = ["--unit", "binh-phuoc", "--indicator", "dossiers-digitised-pct", "--period", "2022-08"]

    story = loaded.product.json("explain", *figure, "--dimension", "level=province")

    assert story["figure"]["value"] == "98.05"
    assert [submission["source"] for submission in story["submissions"]] == ["bao-cao-2023-08-review"]


def test_explain_names_the_figures_that_a_total_adds_up(loaded: Loaded) -> None:
    story = loaded.product.json("explain", *["--unit", "binh-phuoc", "--indicator", "app-users", "--period", "2023-02"])

    units = [part["unit"] for part in story["parts"]]
    assert story["figure"]["how"] == "sum"
    assert sum(Decimal(part["value"] or 0) for part in story["parts"]) == Decimal(story["figure"]["value"])
    assert len(set(units)) == len(units) == story["figure"]["expected"]
