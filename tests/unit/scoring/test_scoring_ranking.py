from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from services.scoring.domain.ranking import places
from shared.facts import Place
from tests.unit.scoring.factories import a_catalogue, a_figure, an_evaluation

DISTRICTS = ("north", "south", "east", "west")


def ranks(higher_is_better: bool = True, **values: str | None) -> dict[str, int]:  # noqa: FBT001, FBT002
    figures = [an_evaluation(a_figure(value, unit=unit)) for unit, value in values.items()]
    return {p.unit: p.rank for p in places(figures, a_catalogue(), higher_is_better=higher_is_better)}


def test_equal_figures_share_a_place_and_the_next_is_left_out() -> None:
    assert ranks(north="100", south="90", east="90", west="80") == {"north": 1, "south": 2, "east": 2, "west": 4}


def test_figures_are_equal_as_numbers_not_as_texts() -> None:
    assert ranks(north="90.00", south="90") == {"north": 1, "south": 1}


def test_where_lower_is_better_the_least_comes_first() -> None:
    assert ranks(higher_is_better=False, north="0", south="7") == {"north": 1, "south": 2}


def test_units_compete_within_their_level() -> None:
    assert ranks(north="10", transport="90") == {"north": 1, "transport": 1}


def test_the_undetermined_competes_with_nobody() -> None:
    assert ranks(north="10", nowhere="90") == {"north": 1}


def test_a_unit_without_activity_has_no_place_but_one_at_zero_has() -> None:
    assert ranks(north="0", south=None) == {"north": 1}


@given(st.dictionaries(st.sampled_from(DISTRICTS), st.integers(0, 3), min_size=1))
def test_a_place_is_one_more_than_the_number_of_better_units(values: dict[str, int]) -> None:
    figures = [an_evaluation(a_figure(str(value), unit=unit)) for unit, value in values.items()]

    placed: tuple[Place, ...] = places(figures, a_catalogue(), higher_is_better=True)

    assert {place.unit for place in placed} == set(values)
    for place in placed:
        assert place.rank == 1 + sum(Decimal(other) > values[place.unit] for other in values.values())
    assert [place.rank for place in placed] == sorted(place.rank for place in placed)
