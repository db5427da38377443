"""What a unit is told, in which order, and when it would learn nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from services.notify.domain.alert import Alert
from services.notify.domain.content import Content
from services.notify.domain.decision import decide_figure, decide_turn
from services.notify.domain.message import WhyWrite, why_write
from services.notify.domain.reason import Reason
from services.notify.domain.telling import describe
from shared.facts import Evaluation
from tests.notify_examples import DOSSIERS, SERVICES, TRACE, evaluation, province, turn, verdict

CATALOGUE = province()


def opened(found: Evaluation, programme: str = "qd27") -> Alert:
    alert = decide_turn(None, turn(found, programme=programme), TRACE).alert
    assert alert is not None
    return alert


def closed(alert: Alert, found: Evaluation) -> Alert:
    after = decide_turn(alert, turn(found, programme=alert.key.programme)).alert
    assert after is not None
    return after


def refreshed(alert: Alert, found: Evaluation) -> Alert:
    after = decide_figure(alert, alert.key.programme, found).alert
    assert after is not None
    return after


def told(*alerts: Alert, before: Content | None = None) -> Content:
    content = describe("so-noi-vu", alerts, before, CATALOGUE)
    assert content is not None
    return content


A = opened(evaluation(1))
B = opened(evaluation(1, "60", indicator=SERVICES))
A_MET = closed(A, evaluation(2, "90"))


def test_the_first_open_alert_is_told() -> None:
    assert why_write(told(A), None) is WhyWrite.FIRST


def test_what_was_told_already_is_not_told_again() -> None:
    assert why_write(told(A), told(A)) is None


def test_an_identical_figure_judged_again_is_not_told() -> None:
    assert why_write(told(refreshed(A, evaluation(2))), told(A)) is None


def test_a_changed_figure_or_a_new_period_is_told() -> None:
    assert why_write(told(refreshed(A, evaluation(2, "75"))), told(A)) is WhyWrite.CHANGED
    assert why_write(told(refreshed(A, evaluation(2, period="2022-07"))), told(A)) is WhyWrite.CHANGED


def test_one_more_alert_is_told_with_all_the_others() -> None:
    content = told(A, B, before=told(A))

    assert why_write(content, told(A)) is WhyWrite.NEW_IN_GROUP
    assert len(content.behind) == 2


def test_a_recovery_is_told_beside_what_is_still_behind() -> None:
    content = told(A_MET, B, before=told(A, B))

    assert why_write(content, told(A, B)) is WhyWrite.RECOVERED
    assert [item.figure.evaluation.indicator for item in content.behind] == [SERVICES]
    assert [item.figure.evaluation.value for item in content.recovered] == [Decimal(90)]
    assert content.recovered[0].recoveries[0].reason is Reason.CLOSED_RECOVERED


def test_an_alert_that_opened_and_closed_untold_is_never_told() -> None:
    assert describe("so-noi-vu", [A_MET], None, CATALOGUE) is None
    assert why_write(told(A_MET, B, before=told(B)), told(B)) is None


def test_after_everything_has_recovered_the_next_alert_is_a_first_one() -> None:
    all_recovered = told(A_MET, before=told(A))

    assert why_write(told(B, before=all_recovered), all_recovered) is WhyWrite.FIRST


def test_the_largest_gap_comes_first() -> None:
    content = told(A, B)

    assert [item.figure.evaluation.indicator for item in content.behind] == [SERVICES, DOSSIERS]


def test_gaps_of_counts_are_weighed_in_percent_of_the_target() -> None:
    counts = evaluation(
        1, "12", indicator="overdue-dossiers", verdicts=(verdict("12", threshold="10", comparator="<="),)
    )

    content = told(A, opened(counts))

    assert [item.severity for item in content.behind] == [Decimal(20), Decimal("3.1")]


def test_a_figure_that_misses_two_targets_is_one_item_in_the_order_of_the_programmes() -> None:
    both = evaluation(1, verdicts=(verdict("76.9", programme="kh170"), verdict("76.9", programme="qd27")))

    content = told(opened(both, "kh170"), opened(both, "qd27"))

    (item,) = content.behind
    assert [miss.verdict.programme for miss in item.misses] == ["qd27", "kh170"]


def test_the_newest_figure_stands_for_all_programmes_that_judge_it() -> None:
    both = evaluation(1, verdicts=(verdict("76.9", programme="kh170"), verdict("76.9", programme="qd27")))
    newer = evaluation(2, "70", verdicts=(verdict("70", programme="kh170"), verdict("70", programme="qd27")))

    content = told(refreshed(opened(both, "kh170"), newer), opened(both, "qd27"))

    (item,) = content.behind
    assert item.figure.evaluation.value == Decimal(70)
    assert {miss.verdict.gap for miss in item.misses} == {Decimal(-10)}


def test_a_unit_is_called_by_its_official_name_of_the_day() -> None:
    names = [
        describe("chon-thanh", [opened(evaluation(1, unit="chon-thanh", period=period))], None, CATALOGUE)
        for period in ("2022-06", "2023-02")
    ]

    assert [content.name for content in names if content] == ["UBND huyện Chơn Thành", "UBND thị xã Chơn Thành"]


def test_the_message_names_the_newest_day_its_period_and_the_traces() -> None:
    content = told(A, refreshed(B, evaluation(2, "60", indicator=SERVICES, period="2022-07")))

    assert (content.as_of, content.period) == (date(2022, 7, 16), "2022-07")
    assert content.traces == ("4bf92f3577b34da6a3ce929d0e0e4736",)


def test_a_message_reads_back_from_json_as_it_was() -> None:
    content = told(A_MET, B, before=told(A, B))

    assert Content.model_validate_json(content.model_dump_json()) == content
