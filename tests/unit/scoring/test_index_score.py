"""A score is the points of what counts, on the scale of the index; bands and places need enough that counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scoring.domain.index_places import index_places
from services.scoring.domain.index_score import IndexKey, index_in, index_score
from services.scoring.domain.total import withdrawn
from shared.facts import IndexScore
from shared.figures import Status
from tests.unit.scoring.factories import USERS, a_figure, an_evaluation
from tests.unit.scoring.index_examples import a_component, a_share, an_index, known, score_of, some_users, with_indices

ONLINE = an_index(
    a_component("a", "2", full=Decimal(80), rule="saturating"),
    a_component("b", "4", full=Decimal(100), rule="saturating", indicator=USERS),
    a_component("c", "6", full=Decimal(50), rule="saturating", dimension="type=dossiers"),
)


def points(score: IndexScore) -> list[tuple[str, str, str]]:
    return [(one.basis, str(one.points + 0), str(one.maximum + 0)) for one in score.components]


def test_the_example_of_the_decision_is_reproduced() -> None:
    """min(2, 2·A/0.80) + 4·B + min(6, 6·C/0.50)."""
    found = score_of(ONLINE, a_share("60"), some_users("90"), a_share("75", dimension={"type": "dossiers"}))

    assert [one.points for one in found.components] == [Decimal("1.5"), Decimal("3.6"), Decimal(6)]
    assert (found.points, found.maximum, found.score) == (Decimal("11.1"), Decimal(12), Decimal("92.5"))
    assert found.band == "excellent"


@pytest.mark.parametrize(
    ("value", "band"), [("90", "excellent"), ("89.999999999999", "good"), ("50", "average"), ("49.9", "weak")]
)
def test_a_band_begins_at_its_very_threshold(value: str, band: str) -> None:
    index = an_index(a_component(full=Decimal(100), rule="saturating"))

    assert score_of(index, a_share(value)).band == band


@pytest.mark.parametrize(
    ("rule", "came_to"),
    [
        ("full", ("no_activity", "5", "5")),
        ("zero", ("no_activity", "0", "5")),
        ("left_out", ("no_activity", "0", "0")),
        ("average", ("no_activity", "2.5", "5")),
    ],
)
def test_nothing_to_count_is_worth_what_the_component_says(rule: str, came_to: tuple[str, str, str]) -> None:
    index = an_index(
        a_component("users", "5", indicator=USERS, no_activity=rule), a_component(), a_component("more", "10", "other")
    )

    found = score_of(index, some_users(None), a_share("40"))

    assert points(found)[0] == came_to


def test_an_average_without_any_rest_of_its_group_is_left_out() -> None:
    index = an_index(a_component(no_activity="average"), a_component("users", group="other", indicator=USERS))

    found = score_of(index, a_share(None), some_users("80"))

    assert points(found) == [("no_activity", "0", "0"), ("scored", "10", "10")]
    assert found.score == 100


@pytest.mark.parametrize(("rule", "score"), [("zero", Decimal(50)), ("left_out", Decimal(100))])
def test_a_figure_nobody_sent_is_worth_nothing_or_left_out(rule: str, score: Decimal) -> None:
    index = an_index(a_component(), a_component("users", indicator=USERS, missing=rule))

    assert score_of(index, a_share("90")).score == score


def test_what_does_not_concern_the_unit_is_left_out_whatever_the_rules() -> None:
    index = an_index(a_component(), a_component("users", indicator=USERS))
    figures = known(a_share("80"), some_users("1"))
    users = some_users("1").key
    figures[users] = figures[users].model_copy(update={"status": Status.NOT_APPLICABLE, "value": None})

    found = index_score(IndexKey("quality", "north", "2022-06"), index, figures, with_indices(index))

    assert points(found) == [("scored", "10", "10"), ("not_applicable", "0", "0")]


def test_below_the_least_that_counts_there_is_a_score_but_neither_band_nor_place() -> None:
    index = an_index(
        a_component(missing="left_out"),
        a_component("users", "20", indicator=USERS, missing="left_out", full=Decimal(100), rule="saturating"),
        least_counted=Decimal(50),
    )
    little, enough = score_of(index, a_share("90")), score_of(index, some_users("60", unit="south"), unit="south")

    places = index_places([little, enough], index, with_indices(index))

    assert (little.score, little.band, enough.band) == (Decimal(100), None, "average")
    assert {unit: place.rank for unit, place in places.items()} == {"south": 1}


def test_where_nothing_counts_there_is_no_score() -> None:
    index = an_index(a_component(no_activity="left_out"))

    found = score_of(index, a_share(None))

    assert (found.maximum, found.score, found.band) == (Decimal(0), None, None)


def test_where_no_figure_ever_came_or_all_are_withdrawn_there_is_nothing() -> None:
    index = an_index()
    total = withdrawn(an_evaluation(a_share("90")))

    gone = index_score(IndexKey("quality", "north", "2022-06"), index, {total.key: total}, with_indices(index))

    assert gone == score_of(index)
    assert gone.components == ()


def test_equal_scores_share_a_place_within_their_level() -> None:
    index = an_index()
    units = {"north": "40", "south": "80", "east": "80", "west": "20", "education": "10"}
    scores = [score_of(index, a_share(value, unit=unit), unit=unit) for unit, value in units.items()]

    places = index_places(scores, index, with_indices(index))

    assert {unit: place.rank for unit, place in places.items()} == {
        "south": 1, "east": 1, "north": 3, "west": 4, "education": 1,
    }  # fmt: skip


def test_the_version_in_force_at_the_cut_off_judges_a_period() -> None:
    old = an_index(valid_to=date(2022, 7, 16))
    new = replace(old, version="2", valid_from=date(2022, 7, 17), valid_to=date(2022, 12, 31))
    catalogue = with_indices(old, new)

    found = [index_in(period, "quality", catalogue) for period in ("2022-05", "2022-06", "2023-01")]

    assert found == [old, new, None]


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 30)), min_size=1, max_size=6))
def test_points_never_exceed_their_maximum_and_the_score_is_the_exact_share(parts: list[tuple[int, int]]) -> None:
    components = [
        a_component(f"c{n}", str(maximum), dimension=f"n={n}", full=Decimal(70), rule="saturating")
        for n, (_, maximum) in enumerate(parts)
    ]
    figures = [a_figure(str(value), dimension={"n": str(n)}) for n, (value, _) in enumerate(parts)]

    found = score_of(an_index(*components), *figures)

    assert found.score is not None
    assert 0 <= found.points <= found.maximum
    assert abs(found.score - 100 * found.points / found.maximum) < Decimal("1E-9")
