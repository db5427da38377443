"""Figures that come as messages, and the receipts that go back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.database import Database
from shared.events import FiguresSent, MetricSubmitted
from shared.messaging.topology import RECEIPTS_EXCHANGE
from tests.ingest_samples import NOW, item
from tests.integration.ingest.messages.message_door import Door, codes, problem_of
from tests.sent_messages import BATCH, binary, event, sent

TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@pytest.mark.parametrize(
    "message",
    [
        sent(event()),
        sent([event()], BATCH),
        sent(item(), "application/json", headers=binary()),
        sent(item(), "application/json; charset=utf-8", headers=binary(mark="cloudEvents_")),
        sent(item(), "application/json", headers=binary(mark="ce-")),
    ],
    ids=["single", "batch", "binary", "binary with underscores", "binary as over HTTP"],
)
def test_a_figure_is_accepted_in_every_mode_and_its_sender_told(door: Door, message: FiguresSent) -> None:
    (receipt,) = door.take(message)

    assert (receipt.source, receipt.accepted, receipt.problem) == ("cong-dvc", 1, None)
    assert receipt.receipt is not None
    assert receipt.items[0].reference == "/cong-dvc 1"
    (submitted,) = door.outbox("nhipso.events")
    assert MetricSubmitted.model_validate(submitted).source == "/sources/cong-dvc"
    assert door.stored() == 1


def test_a_wrong_figure_stops_neither_its_neighbour_nor_the_message_behind(door: Door) -> None:
    first = sent([event(1, value="140"), event(2, unit="so-y-te")], BATCH)

    mixed, behind = door.take(first, sent(event(3, unit="so-gddt")))

    assert (mixed.accepted, mixed.rejected, codes(mixed)) == (1, 1, [["percent-out-of-range"], []])
    assert mixed.items[0].errors[0].pointer == "/value"
    assert behind.accepted == 1
    assert not door.parked()


def test_a_message_of_which_nothing_can_be_stored_is_answered_with_the_problem_of_http(door: Door) -> None:
    (receipt,) = door.take(sent(event(value="140"), message_id="m-1", correlation_id="c-1"))

    assert (problem_of(receipt), receipt.receipt, receipt.rejected) == ("figures-refused", None, 1)
    assert receipt.problem is not None
    assert receipt.problem.errors[0].code == "percent-out-of-range"
    assert (receipt.message_id, receipt.correlation_id) == ("m-1", "c-1")
    assert door.stored() == 0


def test_too_many_messages_are_refused_with_the_time_to_wait(database: Database) -> None:
    door = Door(database, requests_per_minute="2")

    told = door.take(*(sent(event(number, value=str(number))) for number in range(1, 4)))
    door.now = NOW + timedelta(minutes=1)
    later = door.take(sent(event(3, value="3")))

    assert [each.problem and problem_of(each) for each in told] == [None, None, "too-many-requests"]
    assert told[2].problem is not None
    assert "chờ 30 giây" in told[2].problem.detail
    assert later[0].accepted == 1


def test_a_receipt_is_in_the_language_that_its_message_asks_for(door: Door) -> None:
    (english,) = door.take(sent(event(1, value="140"), headers={"accept-language": "en"}))
    (vietnamese,) = door.take(sent(event(2, value="140")))

    assert english.items[0].errors[0].message.startswith("140 is above 100")
    assert vietnamese.items[0].errors[0].message.startswith("140 lớn hơn 100")


def test_the_trace_of_a_message_goes_on_with_its_figures_and_its_receipt(door: Door) -> None:
    door.take(sent(event(), headers={"traceparent": TRACE}))

    for exchange in ("nhipso.events", RECEIPTS_EXCHANGE):
        (told,) = door.outbox(exchange)
        assert told["traceparent"].split("-")[1] == TRACE.split("-")[1]
        assert told["traceparent"] != TRACE


def test_the_trace_of_an_event_comes_before_that_of_its_message(door: Door) -> None:
    own = TRACE.replace("4bf9", "aaaa")

    door.take(sent(item(), "application/json", headers=binary(traceparent=own) | {"traceparent": TRACE}))

    (told,) = door.outbox("nhipso.events")
    assert told["traceparent"].split("-")[1] == own.split("-")[1]
