"""What holds whenever figures are judged, whatever keeps them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from services.scoring.announcements import SOURCE
from shared.figures import FigureKey, Status
from shared.trace import onward
from tests.unit.scoring.desk import Desk, Transactions, a_desk, value_of
from tests.unit.scoring.factories import (
    NOW,
    SERVICES,
    USERS,
    a_catalogue,
    a_figure,
    a_target,
    submitted,
)
from tests.unit.scoring.memory_store import evaluations_of, final_evaluations, flips_of


class JudgingOneFigure:
    def test_a_figure_is_judged_and_names_the_event_it_rests_on(self, transactions: Transactions) -> None:
        event = submitted(a_figure("76.9", "south"))

        announced = a_desk(transactions).judge([event])

        (judged,) = evaluations_of(announced)
        assert (judged.verdicts[0].verdict, judged.verdicts[0].gap) == ("not_met", Decimal("-3.1"))
        assert (judged.causes, judged.sequence, judged.how) == ((event.id,), 1, "submitted")
        assert {told.traceparent for told in announced} == {onward(event.traceparent, SOURCE)}
        assert {told.source for told in announced} == {"/nhipso/scoring"}

    def test_the_same_event_twice_announces_nothing_new(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        events = [submitted(a_figure("70")), submitted(a_figure("5", indicator=USERS))]
        desk.judge(events)

        assert desk.judge(events) == []
        assert desk.judge([*events, *events]) == []

    def test_an_older_revision_is_ignored_and_a_newer_one_counts(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("85", revision=2))

        assert desk.submit(a_figure("10", revision=1)) == []
        desk.submit(a_figure("86", revision=3))

        assert value_of(desk, "north", SERVICES) == Decimal(86)

    def test_within_one_batch_only_the_newest_revision_is_judged(self, transactions: Transactions) -> None:
        announced = a_desk(transactions).submit(a_figure("86", revision=2), a_figure("10", revision=1))

        assert [judged.value for judged in evaluations_of(announced)] == [Decimal(86)]
        assert flips_of(announced) == []

    def test_of_one_revision_the_later_counts(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("85"), time=NOW)

        assert desk.submit(a_figure("84"), time=NOW - timedelta(hours=1)) == []
        desk.submit(a_figure("83"), time=NOW + timedelta(hours=1))

        assert value_of(desk, "north", SERVICES) == Decimal(83)

    def test_no_activity_has_no_verdict_and_no_change(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("70"))

        judged = evaluations_of(desk.submit(a_figure(None, period="2023-02")))[0]

        assert (judged.unit, judged.sequence) == ("north", 2)
        assert (judged.status, judged.verdicts, judged.change) == (Status.NO_ACTIVITY, (), None)

    def test_each_evaluation_of_a_series_has_the_next_number(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("70"), a_figure("70", period="2023-02"))
        desk.submit(a_figure("71", revision=2))

        assert [judged.sequence for judged in evaluations_of(desk.announced)] == [1, 2, 3, 4]

    def test_an_exact_figure_stays_exact(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("123456789012345.123456789012", indicator="late"))

        desk.submit(a_figure("0.000000000001", indicator="late", period="2023-02"))

        change = final_evaluations(desk.announced)[FigureKey("north", "late", "", "2023-02")].change
        assert change
        assert change.difference == Decimal("-123456789012345.123456789011")


class ComparingPeriods:
    def test_change_is_against_the_previous_period_with_a_reported_figure(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("87.8"), a_figure(None, period="2022-12"))

        (judged,) = evaluations_of(desk.submit(a_figure("88.9", period="2023-02")))

        assert judged.change
        assert (judged.change.period, judged.change.difference) == ("2022-06", Decimal("1.1"))
        assert judged.change.as_of == date(2022, 6, 16)

    def test_a_period_that_arrives_late_is_compared_with_by_the_next_one(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("88.9", period="2023-02"))

        late, again = evaluations_of(desk.submit(a_figure("87.8")))

        assert (late.period, late.change) == ("2022-06", None)
        assert again.change
        assert again.change.difference == Decimal("1.1")

    def test_a_correction_moves_the_change_of_the_next_period_only(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("10"), a_figure("20", period="2022-12"), a_figure("30", period="2023-02"))

        judged = evaluations_of(desk.submit(a_figure("12", revision=2)))

        differences = {new.period: new.change and new.change.difference for new in judged}
        assert differences == {"2022-06": None, "2022-12": Decimal(8)}

    def test_a_batch_that_corrects_several_periods_moves_the_change_of_the_one_after_them(
        self, transactions: Transactions
    ) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("10"), a_figure("20", period="2022-12"), a_figure("30", period="2023-02"))

        desk.submit(a_figure("11", revision=2), a_figure("22", period="2022-12", revision=2))

        final = final_evaluations(desk.announced)
        changes = [final[FigureKey("north", SERVICES, "", period)].change for period in ("2022-12", "2023-02")]
        assert [change and change.difference for change in changes] == [Decimal(11), Decimal(8)]

    def test_a_figure_that_turns_out_to_be_no_activity_is_compared_with_no_longer(
        self, transactions: Transactions
    ) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("10"), a_figure("20", period="2022-12"), a_figure("30", period="2023-02"))

        desk.submit(a_figure(None, period="2022-12", revision=2))

        change = final_evaluations(desk.announced)[FigureKey("north", SERVICES, "", "2023-02")].change
        assert change
        assert (change.period, change.difference) == ("2022-06", Decimal(20))

    def test_dimensions_are_series_of_their_own(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("10", indicator="late", dimension={"channel": "zalo"}))

        (judged,) = evaluations_of(desk.submit(a_figure("20", indicator="late", period="2023-02")))

        assert judged.change is None


class Flipping:
    def test_falling_behind_is_told_once_and_so_is_the_recovery(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)

        assert flips_of(desk.submit(a_figure("70"))) == [("north", None, "not_met", "fell_behind")]
        assert flips_of(desk.submit(a_figure("60", period="2022-12"))) == []
        assert flips_of(desk.submit(a_figure("90", period="2023-02"))) == [("north", "not_met", "met", "recovered")]

    def test_a_revision_that_meets_the_target_is_a_correction(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("70"))

        assert flips_of(desk.submit(a_figure("80", revision=2))) == [("north", "not_met", "met", "corrected")]

    def test_an_older_period_that_arrives_late_flips_nothing(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("90", period="2023-02"))

        assert flips_of(desk.submit(a_figure("10"))) == []

    def test_a_batch_of_several_periods_flips_by_the_latest(self, transactions: Transactions) -> None:
        assert flips_of(a_desk(transactions).submit(a_figure("10"), a_figure("90", period="2023-02"))) == []

    def test_no_activity_ends_being_behind(self, transactions: Transactions) -> None:
        desk = a_desk(transactions)
        desk.submit(a_figure("70"))

        flipped = flips_of(desk.submit(a_figure(None, period="2023-02")))

        assert flipped == [("north", "not_met", None, "no_activity")]

    def test_the_end_of_the_target_ends_being_behind(self, transactions: Transactions) -> None:
        dated = a_target("plan", SERVICES, valid=(None, date(2022, 12, 31)))
        desk = Desk(transactions, a_catalogue(dated))
        desk.submit(a_figure("70"))

        flipped = flips_of(desk.submit(a_figure("70", period="2023-02")))

        assert flipped == [("north", "not_met", None, "target_ended")]
