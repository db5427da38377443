"""When a batch is ready and what is in it."""

from __future__ import annotations

from dataclasses import replace

from shared.events import MetricSubmitted
from shared.messaging.delivery import Delivery, receive
from shared.messaging.gathering import MAX_MESSAGES, Gathering, prefetch
from shared.messaging.packing import MAX_BYTES
from tests.unit.messaging.letters import body, delivery, raw, submitted


def gathered(*deliveries: Delivery, at: float = 0.0) -> Gathering:
    gathering = Gathering(max_messages=3, max_events=5, linger=1.0)
    for one in deliveries:
        gathering.add(one, at)
    return gathering


def test_a_few_messages_wait_until_the_first_is_old_enough() -> None:
    gathering = gathered(delivery(), delivery(), at=10.0)

    assert gathering.patience(10.25) == 0.75
    assert gathering.patience(11.0) == 0
    assert gathered().patience(0) is None


def test_enough_messages_or_events_do_not_wait() -> None:
    assert gathered(delivery(), delivery(), delivery()).patience(0) == 0
    assert gathered(delivery(*(submitted(number) for number in range(5)))).patience(0) == 0


def test_a_batch_keeps_its_limits_and_its_order() -> None:
    first, second, third = (delivery(submitted(number), submitted(number + 9)) for number in range(3))
    gathering = gathered(first, second, third)

    assert gathering.take(1) == [first, second]
    assert gathering.take(1) == [third]
    assert gathering.take(1) == []


def test_a_message_bigger_than_a_batch_comes_alone() -> None:
    big = delivery(*(submitted(number) for number in range(9)))

    assert gathered(big, delivery()).take(1) == [big]


def test_a_message_as_big_as_many_events_counts_for_them() -> None:
    big, small = replace(delivery(), bulk=4), delivery(submitted(1), submitted(2))

    assert gathered(big, small).patience(0) == 0
    assert gathered(big, small).take(1) == [big]


def test_no_more_than_a_batch_and_a_half_lies_in_memory_whatever_it_weighs() -> None:
    assert prefetch(MAX_MESSAGES) * MAX_BYTES <= 150 * 1024 * 1024
    assert prefetch(1) == 1


def test_a_suspect_message_comes_at_once_and_alone() -> None:
    before, suspect, after = delivery(), delivery(suspect=True), delivery()
    gathering = gathered(before, suspect, after)

    assert gathering.patience(0) == 0
    assert [gathering.take(1) for _ in range(3)] == [[before], [suspect], [after]]


def test_what_came_over_a_lost_link_is_forgotten() -> None:
    old, new = delivery(epoch=1), delivery(epoch=2)

    assert gathered(old, new).take(2) == [new]


def test_a_message_that_came_back_three_times_is_suspect() -> None:
    text = body([submitted()])

    assert not receive(MetricSubmitted, 1, raw(text)).suspect
    assert receive(MetricSubmitted, 1, raw(text, headers={"x-delivery-count": 3})).suspect
    assert receive(MetricSubmitted, 1, raw(text, headers={"nhipso-interrupted": 3})).suspect


def test_an_unreadable_message_is_one_dead_letter_and_a_bad_event_another() -> None:
    whole = receive(MetricSubmitted, 1, raw(b"\xff"))
    part = receive(MetricSubmitted, 1, raw(f"[{body([submitted()])[1:-1]},1]"))

    assert (whole.events, [letter.body for letter in whole.letters]) == ((), [b"\xff"])
    assert (part.events, [letter.body for letter in part.letters]) == ((submitted(),), [b"1"])


def test_a_message_without_an_id_gets_one_from_its_body() -> None:
    anonymous = raw(body([submitted()]))
    anonymous.properties = {}

    assert receive(MetricSubmitted, 1, anonymous).message_id == receive(MetricSubmitted, 2, anonymous).message_id
