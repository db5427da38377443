"""What scoring by indices keeps and tells, on whatever tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from services.scoring.domain.index_score import IndexKey
from shared.catalogue import Scored
from tests.unit.scoring.desk import Desk, Transactions
from tests.unit.scoring.factories import PROVINCE, TAX, TAX_AND_FEE, USERS, a_figure
from tests.unit.scoring.index_examples import a_component, a_share, an_index, some_users, with_indices
from tests.unit.scoring.memory_indices import final_scores, scores_of

TWO = an_index(a_component(), a_component("users", indicator=USERS, missing="left_out"))
NORTH = IndexKey("quality", "north", "2022-06")


class Indexing:
    def test_a_figure_scores_its_unit_and_nobody_else(self, transactions: Transactions) -> None:
        (score,) = scores_of(Desk(transactions, with_indices(TWO)).submit(a_share("40")))

        assert (score.unit, score.score) == ("north", Decimal(50))
        assert (score.points, score.maximum) == (Decimal(5), Decimal(10))
        assert (score.band, score.sequence, score.version) == ("average", 1, "1")

    def test_another_component_scores_again_with_what_is_known(self, transactions: Transactions) -> None:
        desk = Desk(transactions, with_indices(TWO))
        desk.submit(a_share("40"))

        (score,) = scores_of(desk.submit(some_users("80")))

        assert [one.points for one in score.components] == [5, 10]
        assert (score.score, score.sequence) == (Decimal(75), 2)

    def test_the_same_figure_again_tells_nothing(self, transactions: Transactions) -> None:
        desk = Desk(transactions, with_indices(TWO))
        desk.submit(a_share("40"))

        assert scores_of(desk.submit(a_share("40"))) == []

    def test_a_correction_that_is_worth_as_much_is_told_for_its_figure_only(self, transactions: Transactions) -> None:
        desk = Desk(transactions, with_indices(TWO))
        desk.submit(a_share("90", parts=(9, 10)))

        assert scores_of(desk.submit(a_share("90", parts=(90, 100), revision=2))) == []
        assert [score.sequence for score in scores_of(desk.submit(a_share("40", revision=3)))] == [2]

    def test_what_is_in_no_index_and_who_is_not_scored_change_nothing(self, transactions: Transactions) -> None:
        desk = Desk(transactions, with_indices(replace(TWO, scores=Scored(units=("south",)))))

        told = desk.submit(a_share("40"), a_figure("1", "south", indicator="late"))

        assert scores_of(told) == []

    def test_a_period_outside_the_validity_of_every_version_is_not_scored(self, transactions: Transactions) -> None:
        desk = Desk(transactions, with_indices(replace(TWO, valid_from=date(2022, 7, 18))))

        told = desk.submit(a_share("40"), a_share("40", period="2022-12"))

        assert [score.period for score in scores_of(told)] == ["2022-12"]

    def test_each_period_is_judged_by_its_own_version(self, transactions: Transactions) -> None:
        new = an_index(a_component(maximum="50"), version="2", valid_from=date(2022, 8, 1))
        desk = Desk(transactions, with_indices(replace(TWO, valid_to=date(2022, 7, 31)), new))

        told = desk.submit(a_share("80"), a_share("80", period="2022-12"))

        found = {score.period: (score.version, score.points) for score in scores_of(told)}
        assert found == {"2022-06": ("1", Decimal(10)), "2022-12": ("2", Decimal(50))}

    def test_a_total_scores_its_unit_and_is_no_score_any_more_once_withdrawn(self, transactions: Transactions) -> None:
        index = an_index(
            a_component("sum", indicator=TAX_AND_FEE), a_component("tax", indicator=TAX), scores=Scored(("province",))
        )
        desk = Desk(transactions, with_indices(index))
        key = IndexKey("quality", PROVINCE, "2022-06")

        desk.submit(a_figure("80", "north", indicator=TAX))
        assert final_scores(desk.announced)[key].score == 50

        desk.submit(a_figure("80", "north", indicator="fee"))
        assert final_scores(desk.announced)[key].score == 100

    def test_the_numbers_of_a_score_grow_by_one(self, transactions: Transactions) -> None:
        desk = Desk(transactions, with_indices(TWO))

        for revision in range(1, 4):
            desk.submit(a_share(str(10 * revision), revision=revision))

        assert [score.sequence for score in scores_of(desk.announced)] == [1, 2, 3]
        assert final_scores(desk.announced)[NORTH].points == Decimal("3.75")
        assert desk.announced[-1].subject == "north"
