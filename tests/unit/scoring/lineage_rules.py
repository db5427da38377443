"""How figures compare across mergers, divisions and renames of units, whatever keeps them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from shared.catalogue import Catalogue, Indicator, Lineage, Succession
from shared.catalogue.lineage import SuccessionKind
from shared.facts import Evaluation
from shared.figures import FigureKey
from tests.unit.scoring.desk import Desk, Transactions
from tests.unit.scoring.factories import INDICATORS, SERVICES, UNITS, USERS, a_catalogue, a_figure, a_target, a_unit
from tests.unit.scoring.memory_store import evaluations_of, final_evaluations

FIRST, SECOND = date(2022, 10, 1), date(2023, 1, 1)
PLACE, COST = "place", "cost"


def succession(kind: SuccessionKind, predecessor: str, successor: str, day: date = FIRST) -> Succession:
    return Succession(day, kind, predecessor, successor, "Nghị quyết")


# north and south become union, which then takes west in; east becomes orient, west gives a part of itself to new-west.
LINEAGE = Lineage(
    (
        succession("merge", "north", "union"),
        succession("merge", "south", "union"),
        succession("rename", "east", "orient"),
        succession("split", "west", "west"),
        succession("split", "west", "new-west"),
        succession("merge", "union", "union", SECOND),
        succession("merge", "orient", "union", SECOND),
    )
)


def a_reorganised_catalogue() -> Catalogue:
    units = (*UNITS, *(a_unit(name) for name in ("union", "orient", "new-west")))
    indicators = (*INDICATORS, Indicator(PLACE, "", "", "rank"), Indicator(COST, "", "", "number"))
    catalogue = a_catalogue(a_target("plan", SERVICES), units=units, indicators=indicators)
    return replace(catalogue, lineage=LINEAGE)


def a_reorganised_desk(transactions: Transactions) -> Desk:
    return Desk(transactions, a_reorganised_catalogue())


def known(desk: Desk, unit: str, period: str = "2022-12", indicator: str = USERS) -> Evaluation:
    return final_evaluations(desk.announced)[FigureKey(unit, indicator, "", period)]


def change_of(evaluation: Evaluation) -> tuple[str, Decimal, Decimal, tuple[str, ...]] | None:
    change = evaluation.change
    return None if change is None else (change.period, change.value, change.difference, change.predecessors)


class ComparingReorganisedUnits:
    def test_a_merged_unit_is_compared_with_the_sum_of_its_predecessors(self, transactions: Transactions) -> None:
        desk = a_reorganised_desk(transactions)
        desk.submit(a_figure("3", "north", indicator=USERS), a_figure("4", "south", indicator=USERS))

        desk.submit(a_figure("9", "union", indicator=USERS, period="2022-12"))

        assert change_of(known(desk, "union")) == ("2022-06", Decimal(7), Decimal(2), ("north", "south"))

    def test_a_percent_is_compared_with_the_ratio_of_the_predecessors_sums(self, transactions: Transactions) -> None:
        desk = a_reorganised_desk(transactions)
        desk.submit(a_figure("50", "north", parts=(1, 2)), a_figure("100", "south", parts=(8, 8)))

        desk.submit(a_figure("95", "union", period="2022-12"))

        assert change_of(known(desk, "union", indicator=SERVICES)) == (
            "2022-06", Decimal(90), Decimal(5), ("north", "south"),
        )  # fmt: skip

    def test_percents_without_their_parts_are_never_averaged(self, transactions: Transactions) -> None:
        desk = a_reorganised_desk(transactions)
        desk.submit(a_figure("50", "north", parts=(1, 2)), a_figure("100", "south"))

        desk.submit(a_figure("95", "union", period="2022-12"))

        judged = known(desk, "union", indicator=SERVICES)
        assert (judged.change, judged.incomparable) == (None, "only_percents")
        assert judged.verdicts[0].verdict == "met"

    def test_ranks_and_averages_do_not_add_up(self, transactions: Transactions) -> None:
        desk = a_reorganised_desk(transactions)
        for indicator in (PLACE, COST):
            desk.submit(*(a_figure("3", unit, indicator=indicator) for unit in ("north", "south")))
            desk.submit(a_figure("4", "union", indicator=indicator, period="2022-12"))

        assert known(desk, "union", indicator=PLACE).incomparable == "not_additive"
        assert known(desk, "union", indicator=COST).incomparable == "not_additive"

    def test_a_predecessor_without_a_figure_leaves_nothing_to_compare_with(self, transactions: Transactions) -> None:
        desk = a_reorganised_desk(transactions)
        desk.submit(a_figure("3", "north", indicator=USERS))

        desk.submit(a_figure("9", "union", indicator=USERS, period="2022-12"))

        assert (known(desk, "union").change, known(desk, "union").incomparable) == (None, "predecessor_missing")

    def test_a_predecessor_that_had_nothing_to_count_adds_nothing(self, transactions: Transactions) -> None:
        desk = a_reorganised_desk(transactions)
        desk.submit(a_figure("80", "north"), a_figure(None, "south"))

        desk.submit(a_figure("95", "union", period="2022-12"))

        assert change_of(known(desk, "union", indicator=SERVICES)) == (
            "2022-06", Decimal(80), Decimal(15), ("north", "south"),
        )  # fmt: skip

    def test_a_late_figure_of_a_predecessor_judges_the_successor_anew(self, transactions: Transactions) -> None:
        desk = a_reorganised_desk(transactions)
        desk.submit(a_figure("9", "union", indicator=USERS, period="2022-12"))
        desk.submit(a_figure("3", "north", indicator=USERS))

        announced = desk.submit(a_figure("4", "south", indicator=USERS))

        (told,) = [judged for judged in evaluations_of(announced) if judged.unit == "union"]
        assert (told.period, told.sequence, told.incomparable) == ("2022-12", 3, None)
        assert change_of(told) == ("2022-06", Decimal(7), Decimal(2), ("north", "south"))

    def test_a_correction_of_a_predecessor_judges_the_successor_anew(self, transactions: Transactions) -> None:
        desk = a_reorganised_desk(transactions)
        desk.submit(*(a_figure("4", unit, indicator=USERS) for unit in ("north", "south")))
        desk.submit(a_figure("9", "union", indicator=USERS, period="2022-12"))

        desk.submit(a_figure("5", "south", indicator=USERS, revision=2))

        assert change_of(known(desk, "union")) == ("2022-06", Decimal(9), Decimal(0), ("north", "south"))

    def test_once_it_has_a_past_of_its_own_a_unit_is_compared_with_itself(self, transactions: Transactions) -> None:
        desk = a_reorganised_desk(transactions)
        desk.submit(a_figure("3", "east", indicator=USERS), a_figure("4", "orient", indicator=USERS, period="2022-12"))

        late = a_figure("9", "orient", indicator=USERS, period="2023-02", as_of=date(2022, 12, 31))
        desk.submit(late)

        assert change_of(known(desk, "orient", "2023-02")) == ("2022-12", Decimal(4), Decimal(5), ())

    def test_a_rename_under_another_id_continues_even_a_percent(self, transactions: Transactions) -> None:
        desk = a_reorganised_desk(transactions)

        desk.submit(a_figure("80", "east"), a_figure("81", "orient", period="2022-12"))

        assert change_of(known(desk, "orient", indicator=SERVICES)) == ("2022-06", Decimal(80), Decimal(1), ("east",))

    def test_after_a_split_neither_part_is_compared_with_the_whole(self, transactions: Transactions) -> None:
        desk = a_reorganised_desk(transactions)
        desk.submit(a_figure("8", "west", indicator=USERS))

        desk.submit(*(a_figure("4", unit, indicator=USERS, period="2022-12") for unit in ("west", "new-west")))
        desk.submit(a_figure("5", "west", indicator=USERS, period="2023-02"))

        assert {known(desk, unit).incomparable for unit in ("west", "new-west")} == {"split"}
        assert change_of(known(desk, "west", "2023-02")) == ("2022-12", Decimal(4), Decimal(1), ())

    def test_a_unit_with_no_past_at_all_is_refused_nothing(self, transactions: Transactions) -> None:
        desk = a_reorganised_desk(transactions)

        desk.submit(a_figure("9", "union", indicator=USERS, period="2022-12"))

        assert (known(desk, "union").change, known(desk, "union").incomparable) == (None, None)

    def test_mergers_of_merged_units_reach_back_to_the_first(self, transactions: Transactions) -> None:
        desk = a_reorganised_desk(transactions)
        first = [a_figure(value, unit, indicator=USERS) for unit, value in (("north", "1"), ("south", "2"))]
        desk.submit(*first, a_figure("3", "east", indicator=USERS))

        desk.submit(a_figure("7", "union", indicator=USERS, period="2023-02"))
        reaching_back = known(desk, "union", "2023-02")
        desk.submit(*(a_figure("4", unit, indicator=USERS, period="2022-12") for unit in ("union", "orient")))

        assert change_of(reaching_back) == ("2022-06", Decimal(6), Decimal(1), ("east", "north", "south"))
        assert change_of(known(desk, "union", "2023-02")) == (
            "2022-12", Decimal(8), Decimal(-1), ("orient", "union"),
        )  # fmt: skip
        assert change_of(known(desk, "union", "2022-12")) == ("2022-06", Decimal(3), Decimal(1), ("north", "south"))

    def test_a_figure_from_long_before_leaves_the_comparison_with_the_latest_period(
        self, transactions: Transactions
    ) -> None:
        desk = a_reorganised_desk(transactions)
        months = [("south", "2022-07"), ("south", "2022-08"), ("north", "2022-08")]
        desk.submit(
            *(
                a_figure("4", unit, indicator=USERS, period=month, as_of=date(2022, int(month[5:]), 28))
                for unit, month in months
            )
        )
        desk.submit(a_figure("9", "union", indicator=USERS, period="2022-12"))

        announced = desk.submit(a_figure("1", "north", indicator=USERS))

        assert "union" not in {judged.unit for judged in evaluations_of(announced)}
        assert change_of(known(desk, "union")) == ("2022-08", Decimal(8), Decimal(1), ("north", "south"))

    def test_the_same_events_twice_say_nothing_new(self, transactions: Transactions) -> None:
        desk = a_reorganised_desk(transactions)
        figures = [
            a_figure("3", "north", indicator=USERS),
            a_figure("4", "south", indicator=USERS),
            a_figure("9", "union", indicator=USERS, period="2022-12"),
        ]
        desk.submit(*figures)

        assert desk.submit(*figures) == []
