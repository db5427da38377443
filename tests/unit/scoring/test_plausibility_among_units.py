"""What a figure beside those of other units, or beside their total, gives cause to doubt."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from services.scoring.domain.plausibility.lost_zeros import lost_zeros
from services.scoring.domain.plausibility.outlier_among_peers import outlier_among_peers
from services.scoring.domain.plausibility.ratio_as_percent import ratio_among_peers
from services.scoring.domain.plausibility.robust import median, spread
from services.scoring.domain.plausibility.share_outside_units import share_outside_units
from services.scoring.domain.plausibility.units_differ_from_total import units_differ_from_total
from tests.unit.scoring.views_of import COUNT, MONEY, bounds, group, rules, units

TENS = ("60", "18.7", "5.2", "30.5", "68.3", "83.2", "0", "100", "85.8", "54.3")


def test_a_share_below_one_percent_among_shares_of_tens_is_a_ratio() -> None:
    found = list(ratio_among_peers(group(*TENS, "0.35")))

    assert units(found) == ["d10"]
    assert bounds(found) == [(Decimal(35), Decimal(35))]


def test_a_share_of_nothing_is_no_ratio_and_a_few_peers_prove_nothing() -> None:
    assert not rules(ratio_among_peers(group(*TENS, "0")))
    assert not rules(ratio_among_peers(group("80", "90", "85", "0.35")))


def test_tiny_shares_among_tiny_shares_are_no_ratios() -> None:
    assert not rules(ratio_among_peers(group(*("0.4", "1.1", "0.7") * 4, "0.35")))


def test_a_low_share_is_the_business_of_the_verdict_while_the_others_differ() -> None:
    assert not rules(outlier_among_peers(group(*TENS, "2.94")))


def test_a_share_far_from_others_that_stand_together_is_an_outlier() -> None:
    assert units(outlier_among_peers(group(*["100"] * 12, "30"))) == ["d12"]
    assert not rules(outlier_among_peers(group(*["100"] * 12, "88.9")))


def test_an_amount_in_another_world_than_its_peers_is_an_outlier() -> None:
    usual = ("210000", "340000", "190000", "280000", "320000", "150000", "260000", "400000", "230000")

    assert units(outlier_among_peers(group(*usual, "250", indicator=MONEY))) == []
    assert units(outlier_among_peers(group(*usual, "25", indicator=MONEY))) == ["d09"]
    assert units(outlier_among_peers(group(*usual, "4000", indicator=MONEY))) == []


def test_units_add_up_to_the_total() -> None:
    assert not rules(units_differ_from_total(group("1", "2", "3", total="6", indicator=COUNT)))
    assert rules(units_differ_from_total(group("1", "2", "3", total="7", indicator=COUNT))) == [
        ("units_differ_from_total", "error")
    ]


def test_while_a_unit_is_missing_only_an_excess_is_doubted() -> None:
    short = group("1", "2", "3", total="7", indicator=COUNT)
    over = group("1", "2", "3", total="4", indicator=COUNT)
    for view in (short, over):
        del view.figures["d00"]  # type: ignore[attr-defined]  # the unit has told nothing yet

    assert not rules(units_differ_from_total(short))
    assert bounds(units_differ_from_total(over)) == [(Decimal(5), None)]


def test_a_unit_without_activity_adds_nothing() -> None:
    assert not rules(units_differ_from_total(group("1", None, "3", total="4", indicator=COUNT)))


def test_lost_zeros_are_found_where_they_close_the_gap_to_the_last_digit() -> None:
    literal = ("14486000", "215", "265", None, "8", None, "70", None, None, "10", "55")

    found = list(lost_zeros(group(*literal, total="15109000", indicator=MONEY)))

    assert units(found) == ["d01", "d02", "d04", "d06", "d09", "d10"]
    assert {finding.doubt.facts["power"] for finding in found} == {"3"}


def test_a_gap_of_another_kind_suspects_nobody() -> None:
    assert not rules(lost_zeros(group("14486000", "215", "265", total="15109000", indicator=MONEY)))
    assert not rules(lost_zeros(group("1", "2", "3", total="6", indicator=MONEY)))


def test_a_full_share_is_impossible_while_a_unit_is_not_full() -> None:
    assert rules(share_outside_units(group("100", "100", "88.9", total="100"))) == [
        ("units_differ_from_total", "warning")
    ]


def test_a_full_share_that_rounding_explains_is_only_noted() -> None:
    assert rules(share_outside_units(group(*["100"] * 20, "99.3", total="100"))) == [
        ("units_differ_from_total", "note")
    ]


def test_an_overall_share_lies_between_those_of_its_units() -> None:
    assert not rules(share_outside_units(group("80", "90", total="85")))
    assert not rules(share_outside_units(group("80", "90", total="90")))
    assert rules(share_outside_units(group("80", "90", total="91"))) == [("units_differ_from_total", "warning")]


@given(st.lists(st.decimals(0, 1000, places=2), min_size=3, max_size=20))
def test_one_wild_value_moves_median_and_deviation_only_within_the_others(values: list[Decimal]) -> None:
    wild = [*values, Decimal(10) ** 12]

    assert min(values) <= median(wild) <= max(values)
    assert spread(wild).deviation <= max(values) - min(values) + max(values)
