from __future__ import annotations

from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from services.scoring.domain.composition import Composition, Kind, Whole
from services.scoring.domain.family import families, needs_neighbours
from services.scoring.domain.ledger import Ledger
from services.scoring.domain.observation import newest, observation_of
from services.scoring.domain.total import Amount, amount_of
from shared.catalogue import Indicator, Members, TotalRule
from shared.facts import Figure
from shared.figures import FigureKey
from tests.unit.scoring.factories import (
    DOSSIERS,
    FEE,
    PROVINCE,
    SERVICES,
    TAX,
    TAX_AND_FEE,
    USERS,
    a_catalogue,
    a_figure,
    a_unit,
    an_evaluation,
    submitted,
)

PARTS = st.lists(st.integers(1, 1000).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))), min_size=1)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=12, min_value=0, max_value=10**15)


def a_percent(numerator: int, denominator: int) -> Figure:
    return a_figure(str(Decimal(100 * numerator) / denominator), parts=(numerator, denominator))


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_a_sum_is_exact_whatever_the_order(values: list[Decimal]) -> None:
    figures = [an_evaluation(a_figure(str(value), indicator=USERS)) for value in values]

    amount = amount_of(figures, "sum")

    twelfths = sum(int(value.scaleb(12)) for value in values)
    assert amount is not None
    assert amount == amount_of(figures[::-1], "sum")
    assert amount.value is not None
    assert int(amount.value.scaleb(12)) == twelfths


@given(PARTS)
def test_a_total_percent_is_the_ratio_of_the_sums(parts: list[tuple[int, int]]) -> None:
    amount = amount_of([an_evaluation(a_percent(*part)) for part in parts], "ratio_of_sums", 100)

    over, under = Decimal(sum(n for n, _ in parts)), Decimal(sum(d for _, d in parts))
    assert amount is not None
    assert amount.value is not None
    assert (amount.numerator, amount.denominator) == (over, under)
    assert abs(amount.value - 100 * over / under) < Decimal("1e-11")


@given(PARTS)
def test_a_total_percent_is_never_the_average_of_percents(parts: list[tuple[int, int]]) -> None:
    average = sum((Decimal(100 * n) / d for n, d in parts), Decimal(0)) / len(parts)
    ratio = Decimal(100 * sum(n for n, _ in parts)) / sum(d for _, d in parts)
    assume(abs(average - ratio) > Decimal("1e-6"))

    amount = amount_of([an_evaluation(a_percent(*part)) for part in parts], "ratio_of_sums", 100)

    assert amount is not None
    assert amount.value is not None
    assert abs(amount.value - average) > Decimal("1e-7")


def test_a_ratio_needs_both_parts_of_every_reported_figure() -> None:
    known, percent_only = an_evaluation(a_percent(1, 2)), an_evaluation(a_figure("50"))

    assert amount_of([known, percent_only], "ratio_of_sums", 100) is None
    assert amount_of([percent_only], "ratio_of_sums", 100) is None


def test_a_member_without_activity_adds_nothing_and_spoils_nothing() -> None:
    amount = amount_of([an_evaluation(a_percent(1, 2)), an_evaluation(a_figure(None))], "ratio_of_sums", 100)

    assert amount == Amount(Decimal(50), Decimal(1), Decimal(2))


def test_nothing_to_count_is_no_activity_and_no_parts_are_no_total() -> None:
    assert amount_of([an_evaluation(a_figure("0", parts=(0, 0)))], "ratio_of_sums", 100) == Amount()
    assert amount_of([an_evaluation(a_figure(None))], "sum") == Amount()
    assert amount_of([], "sum") is None


def test_indicators_whose_totals_are_made_of_each_other_are_one_family() -> None:
    family = families(a_catalogue())

    assert family[TAX] == family[FEE] == family[TAX_AND_FEE]
    assert family[USERS] == USERS


def test_only_totals_and_places_need_the_figures_of_other_units() -> None:
    alone, placed = Indicator("alone", "", "", "count"), Indicator("placed", "", "", "count", ranked=True)
    catalogue = a_catalogue(indicators=(alone, placed))

    assert needs_neighbours(catalogue) == {"placed"}


def test_a_figure_knows_the_totals_it_goes_into() -> None:
    composition = Composition(a_catalogue())

    def totals(unit: str, indicator: str, dimension: str = "") -> list[Whole]:
        return composition.totals_with(FigureKey(unit, indicator, dimension, "2022-06"))

    assert totals("transport", USERS) == []
    assert totals(PROVINCE, USERS) == []
    assert totals("nowhere", USERS) == [(Kind.MEMBERS, FigureKey(PROVINCE, USERS, "", "2022-06"), "")]
    assert totals(PROVINCE, TAX) == [(Kind.PARTS, FigureKey(PROVINCE, TAX_AND_FEE, "", "2022-06"), "")]
    assert totals(PROVINCE, DOSSIERS, "channel=web;status=late") == [
        (Kind.DIMENSION, FigureKey(PROVINCE, DOSSIERS, "channel=web;status=total", "2022-06"), "status")
    ]


def test_totals_that_contain_each_other_come_to_an_end() -> None:
    hen = Indicator("hen", "", "", "count", total=TotalRule(PROVINCE, "sum", parts=("egg",)))
    egg = Indicator("egg", "", "", "count", total=TotalRule(PROVINCE, "sum", parts=("hen",)))
    first = observation_of(submitted(a_figure("1", PROVINCE, indicator="egg")))

    ledger = Ledger(a_catalogue(indicators=(hen, egg)), newest([first]))

    assert {figure.value for key in ledger.keys if (figure := ledger.figure(key))} == {Decimal(1)}


def test_a_unit_that_was_dissolved_counts_while_it_existed_and_was_expected_then() -> None:
    gone = a_unit("gone", valid_to=a_figure().as_of)
    catalogue = a_catalogue(units=(a_unit(PROVINCE, "province"), a_unit("north"), gone))
    key = FigureKey(PROVINCE, USERS, "", "2022-06")
    on_its_last_day = submitted(a_figure("1", "gone", indicator=USERS))
    next_day = submitted(a_figure("2", "north", indicator=USERS, as_of=a_figure(period="2022-12").as_of))

    total = Ledger(catalogue, newest(map(observation_of, (on_its_last_day, next_day)))).figure(key)

    assert total is not None
    assert (total.value, total.counted, total.expected) == (Decimal(3), 2, 2)


def test_a_figure_of_a_day_when_its_unit_was_no_more_goes_into_no_total() -> None:
    gone = a_unit("gone", valid_to=a_figure().as_of)
    catalogue = a_catalogue(units=(a_unit(PROVINCE, "province"), gone))
    too_late = submitted(a_figure("1", "gone", indicator=USERS, as_of=a_figure(period="2022-12").as_of))

    ledger = Ledger(catalogue, newest([observation_of(too_late)]))

    assert ledger.figure(FigureKey(PROVINCE, USERS, "", "2022-06")) is None


def test_a_total_knows_its_parts_and_a_submitted_figure_has_none() -> None:
    events = [submitted(a_figure("1", unit, indicator=USERS)) for unit in ("north", "south")]
    ledger = Ledger(a_catalogue(), newest(map(observation_of, events)))

    assert [part.unit for part in ledger.parts(FigureKey(PROVINCE, USERS, "", "2022-06"))] == ["north", "south"]
    assert ledger.parts(FigureKey("north", USERS, "", "2022-06")) == []


def test_members_named_one_by_one_count_like_those_of_a_level() -> None:
    rule = TotalRule(PROVINCE, "sum", Members(units=("education",)))
    composition = Composition(a_catalogue(indicators=(Indicator(SERVICES, "", "", "count", total=rule),)))

    assert composition.totals_with(FigureKey("education", SERVICES, "", "2022-06"))
    assert not composition.totals_with(FigureKey("transport", SERVICES, "", "2022-06"))


def a_ledger(over: tuple[tuple[str, str], ...], *figures: Figure) -> Ledger:
    """What follows from the province's figures of an indicator that adds up over these dimensions."""
    indicator = Indicator(DOSSIERS, "", "", "count", total=TotalRule(PROVINCE, "sum", over_dimensions=over))
    events = [submitted(figure) for figure in figures]
    return Ledger(a_catalogue(indicators=(indicator,)), newest(map(observation_of, events)))


def value_in(ledger: Ledger, dimension: str) -> Decimal | None:
    figure = ledger.figure(FigureKey(PROVINCE, DOSSIERS, dimension, "2022-06"))
    return figure.value if figure else None


def test_a_table_adds_up_by_rows_and_by_columns_and_its_corner_counts_once() -> None:
    cells = {("web", "late"): "1", ("web", "done"): "10", ("desk", "late"): "2", ("desk", "done"): "20"}
    figures = [
        a_figure(value, PROVINCE, indicator=DOSSIERS, dimension={"channel": channel, "status": status})
        for (channel, status), value in cells.items()
    ]

    ledger = a_ledger((("channel", "total"), ("status", "total")), *figures)

    assert value_in(ledger, "channel=total;status=late") == Decimal(3)
    assert value_in(ledger, "channel=desk;status=total") == Decimal(22)
    assert value_in(ledger, "channel=total;status=total") == Decimal(33)


def test_the_whole_may_be_the_figure_without_the_dimension() -> None:
    levels = [
        a_figure(value, PROVINCE, indicator=DOSSIERS, dimension={"level": level})
        for level, value in (("province", "30"), ("district", "11"), ("commune", "111"))
    ]

    ledger = a_ledger((("level", ""),), *levels)

    assert value_in(ledger, "") == Decimal(152)
    assert value_in(ledger, "level=district") == Decimal(11)


def test_a_total_answers_for_the_figure_its_unit_submitted_itself() -> None:
    events = [submitted(a_figure(value, unit, indicator=USERS)) for unit, value in (("north", "1"), (PROVINCE, "7"))]

    total = Ledger(a_catalogue(), newest(map(observation_of, events))).figure(FigureKey(PROVINCE, USERS, "", "2022-06"))

    assert total is not None
    assert (total.value, set(total.causes)) == (Decimal(1), {event.id for event in events})
