"""How events become messages."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from shared.events import MetricSubmitted, RankingComputed
from shared.facts import Ranking
from shared.messaging.packing import MAX_BYTES, MAX_EVENTS, pack
from shared.messaging.wire import BATCH, decode
from tests.unit.messaging.letters import NOW, submitted


def test_nothing_makes_no_message() -> None:
    assert pack([]) == []


def test_a_message_has_at_most_1000_events() -> None:
    messages = pack([submitted(number) for number in range(MAX_EVENTS + 1)])

    assert [message.event_count for message in messages] == [MAX_EVENTS, 1]


def test_a_message_stays_below_1_mib_unless_one_event_does_not() -> None:
    events = [submitted(number, unit="x" * 120, trace="00-" + "a" * 250_000) for number in range(10)]
    huge = submitted(99, trace="00-" + "b" * (MAX_BYTES + 1))

    messages = pack([*events, huge])

    assert [message.event_count for message in messages] == [4, 4, 2, 1]
    assert all(len(message.body.encode()) <= MAX_BYTES for message in messages[:-1])


def test_each_type_travels_by_itself_under_its_own_key() -> None:
    ranking = Ranking(indicator="i", period="2023-02", sequence=1, places=())
    computed = RankingComputed.of("/services/scoring", ranking, time=NOW)

    messages = pack([submitted(1), computed, submitted(2)])

    assert [(message.routing_key, message.event_count) for message in messages] == [
        ("vn.nhipso.metric.submitted.v1", 2),
        ("vn.nhipso.ranking.computed.v1", 1),
    ]


def test_the_same_events_make_the_same_message() -> None:
    events = [submitted(1), submitted(2)]

    assert pack(events) == pack([*events, submitted(1)])
    assert pack(events)[0].message_id != pack(events[:1])[0].message_id


@given(st.lists(st.integers(0, 10**9), unique=True, max_size=30), st.booleans())
def test_what_is_packed_is_read_back(numbers: list[int], traced: bool) -> None:  # noqa: FBT001
    events = [submitted(number, trace="00-1-2-01" if traced else None) for number in numbers]

    read = [event for message in pack(events) for event in decode(MetricSubmitted, BATCH, message.body.encode()).events]

    assert read == events


def test_an_attribute_without_value_is_left_out() -> None:
    assert "traceparent" not in json.loads(pack([submitted()])[0].body)[0]
