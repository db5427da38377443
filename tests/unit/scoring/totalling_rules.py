"""What holds of totals and places, whatever keeps the figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from shared.events import RankingComputed
from shared.figures import FigureKey, Status
from tests.unit.scoring.desk import Transactions, a_desk, value_of
from tests.unit.scoring.factories import (
    DOSSIERS,
    FEE,
    PROVINCE,
    SERVICES,
    TAX,
    TAX_AND_FEE,
    USERS,
    a_figure,
)
from tests.unit.scoring.memory_store import evaluations_of, final_evaluations, flips_of


class Totalling:
    def test_a_sum_says_how_many_of_its_members_it_counts(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("160", "north", indicator=USERS))

        desk.submit(a_figure("40", "nowhere", indicator=USERS), a_figure("7", "transport", indicator=USERS))

        total = final_evaluations(desk.announced)[FigureKey(PROVINCE, USERS, "", "2022-06")]
        assert (total.value, total.how, total.counted, total.expected) == (Decimal(200), "sum", 2, 5)
        assert len(total.causes) == 2

    def test_a_computed_total_wins_over_a_submitted_one(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("2376", PROVINCE, indicator=USERS))
        assert value_of(desk, PROVINCE, USERS) == Decimal(2376)

        desk.submit(a_figure("2374", "north", indicator=USERS))
        desk.submit(a_figure("9999", PROVINCE, indicator=USERS, revision=2))

        assert value_of(desk, PROVINCE, USERS) == Decimal(2374)

    def test_a_percent_of_percents_is_a_ratio_of_sums(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)

        desk.submit(a_figure("50", "north", parts=(1, 2)), a_figure("100", "south", parts=(6, 6)))

        total = final_evaluations(desk.announced)[FigureKey(PROVINCE, SERVICES, "", "2022-06")]
        assert (total.value, total.numerator, total.denominator) == (Decimal("87.5"), Decimal(7), Decimal(8))
        assert (total.how, total.verdicts[0].verdict) == ("ratio_of_sums", "met")

    def test_where_only_percents_are_known_the_submitted_total_stands(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("50", "north", parts=(1, 2)), a_figure("94.5", PROVINCE))
        assert value_of(desk, PROVINCE, SERVICES) == Decimal(50)

        desk.submit(a_figure("100", "south"))

        total = final_evaluations(desk.announced)[FigureKey(PROVINCE, SERVICES, "", "2022-06")]
        assert (total.value, total.how) == (Decimal("94.5"), "submitted")

    def test_a_total_that_can_no_longer_be_computed_is_withdrawn(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("50", "north", parts=(1, 2)))

        announced = desk.submit(a_figure("100", "south"))

        withdrawn = next(new for new in evaluations_of(announced) if new.unit == PROVINCE)
        assert (withdrawn.status, withdrawn.value, withdrawn.counted) == (Status.NO_ACTIVITY, None, 0)
        assert flips_of(announced) == [(PROVINCE, "not_met", None, "no_activity")]

    def test_where_no_member_had_activity_neither_had_the_total(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)

        desk.submit(a_figure(None, "north", indicator=USERS), a_figure(None, "south", indicator=USERS))

        total = final_evaluations(desk.announced)[FigureKey(PROVINCE, USERS, "", "2022-06")]
        assert (total.status, total.value, total.counted) == (Status.NO_ACTIVITY, None, 2)

    def test_members_without_activity_do_not_outweigh_a_submitted_figure(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure(None, "north"), a_figure("90.18", PROVINCE))

        assert value_of(desk, PROVINCE, SERVICES) == Decimal("90.18")

    def test_a_dimension_is_summed_per_unit_and_then_over_the_units(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        for unit, on_time, late in (("north", "10", "1"), ("south", "20", "2")):
            desk.submit(a_figure(on_time, unit, indicator=DOSSIERS, dimension={"status": "on-time"}))
            desk.submit(a_figure(late, unit, indicator=DOSSIERS, dimension={"status": "late"}))

        assert value_of(desk, "north", DOSSIERS, "status=total") == Decimal(11)
        assert value_of(desk, PROVINCE, DOSSIERS, "status=late") == Decimal(3)
        assert value_of(desk, PROVINCE, DOSSIERS, "status=total") == Decimal(33)

    def test_a_sum_of_indicators_adds_totals_and_waits_for_all_of_them(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("100", "north", indicator=TAX), a_figure("50", "south", indicator=TAX))
        assert value_of(desk, PROVINCE, TAX_AND_FEE) is None

        desk.submit(a_figure("7", "north", indicator=FEE))

        total = final_evaluations(desk.announced)[FigureKey(PROVINCE, TAX_AND_FEE, "", "2022-06")]
        assert (total.value, total.counted, total.expected, len(total.causes)) == (Decimal(157), 2, 2, 3)

    def test_a_total_has_a_change_too(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("7", "north", indicator=USERS, period="2023-02"))

        desk.submit(a_figure("5", "north", indicator=USERS))

        change = final_evaluations(desk.announced)[FigureKey(PROVINCE, USERS, "", "2023-02")].change
        assert change
        assert change.difference == Decimal(2)

    def test_a_total_counts_from_the_common_first_day_to_the_latest(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        first, earlier = date(2022, 1, 1), date(2022, 6, 10)
        desk.submit(a_figure("1", "north", indicator=USERS, window_start=first, as_of=earlier))
        desk.submit(a_figure("1", "south", indicator=USERS, window_start=first))
        total = evaluations_of(desk.announced)[-1]
        assert (total.window_start, total.as_of) == (first, date(2022, 6, 16))

        desk.submit(a_figure("1", "east", indicator=USERS))

        assert evaluations_of(desk.announced)[-1].window_start is None


class Ranking:
    def test_places_are_told_when_they_change_and_only_then(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("10", "north", indicator="late"), a_figure("20", "south", indicator="late"))

        unmoved = desk.submit(a_figure("11", "north", indicator="late", revision=2))
        moved = desk.submit(a_figure("30", "north", indicator="late", revision=3))

        assert [event for event in unmoved if isinstance(event, RankingComputed)] == []
        (ranking,) = (event.data for event in moved if isinstance(event, RankingComputed))
        assert [(place.unit, place.rank) for place in ranking.places] == [("south", 1), ("north", 2)]
        assert ranking.sequence == 2

    def test_dimensions_and_periods_are_ranked_apart(self, transactions: Transactions) -> None:
        announced = a_desk(transactions).submit(
            a_figure("10", "north", indicator="late"),
            a_figure("20", "south", indicator="late", period="2023-02"),
            a_figure("20", "east", indicator="late", dimension={"channel": "zalo"}),
        )

        rankings = [event.data for event in announced if isinstance(event, RankingComputed)]
        assert [[place.rank for place in ranking.places] for ranking in rankings] == [[1], [1], [1]]

    def test_an_indicator_that_is_not_ranked_has_no_places(self, transactions: Transactions) -> None:
        announced = a_desk(transactions).submit(a_figure("10", indicator=TAX))

        assert [event for event in announced if isinstance(event, RankingComputed)] == []
