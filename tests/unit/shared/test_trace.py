"""A trace is continued where the sender gave a valid one, and begun where not; no log line leaves one out."""

from __future__ import annotations

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from shared.events import MetricSubmitted
from shared.messaging.packing import pack
from shared.trace import (
    ON_A_LINE,
    begun,
    continued,
    is_traceparent,
    onward,
    say_traced,
    trace_id,
    trace_ids,
    trace_ids_in,
)
from tests.unit.messaging.letters import submitted

TRACE = "0af7651916cd43dd8448eb211c80319c"
GIVEN = f"00-{TRACE}-b7ad6b7169203331-01"
MALFORMED = [
    "",
    "x",
    GIVEN.upper(),
    GIVEN + "-more",
    GIVEN.replace("00-", "ff-", 1),
    "00-" + "0" * 32 + "-b7ad6b7169203331-01",
    f"00-{TRACE}-" + "0" * 16 + "-01",
    GIVEN + "\nX-Evil: 1",
]


def test_a_valid_traceparent_is_continued_with_a_parent_id_of_its_own() -> None:
    first, second = continued(f" {GIVEN} "), continued(GIVEN)

    assert trace_id(first) == trace_id(second) == TRACE
    assert len({first, second, GIVEN}) == 3
    assert first.startswith("00-")
    assert first.endswith("-01")


def test_of_another_version_only_what_is_known_is_kept() -> None:
    assert continued(GIVEN.replace("00-", "01-", 1).replace("-01", "-ff")).startswith(f"00-{TRACE}-")
    assert continued(GIVEN[:-2] + "ff").endswith("-03")


@pytest.mark.parametrize("header", [None, *MALFORMED])
def test_anything_else_begins_a_new_trace(header: str | None) -> None:
    begins = continued(header)

    assert is_traceparent(begins)
    assert trace_id(begins) != trace_id(continued(header))


def test_each_service_adds_a_part_of_its_own_and_the_same_again_when_it_repeats_its_work() -> None:
    scoring, notify = onward(GIVEN, "/nhipso/scoring"), onward(GIVEN, "/nhipso/notify")

    assert trace_id(scoring) == trace_id(notify) == TRACE
    assert len({GIVEN, scoring, notify}) == 3
    assert scoring == onward(GIVEN, "/nhipso/scoring")
    assert scoring is not None
    assert is_traceparent(scoring)


@pytest.mark.parametrize("traceparent", [None, *MALFORMED])
def test_what_is_no_trace_is_not_carried_on(traceparent: str | None) -> None:
    assert onward(traceparent, "/nhipso/scoring") is None
    assert trace_ids([traceparent]) == []


def test_each_trace_is_named_once_in_order() -> None:
    other = begun()

    assert trace_ids([None, GIVEN, other, onward(GIVEN, "x"), "nonsense", GIVEN]) == [TRACE, trace_id(other)]


@given(st.lists(st.uuids(version=4), max_size=130))
def test_a_message_names_the_traces_of_its_events(ids: list[object]) -> None:
    parents = [f"00-{each}-00f067aa0ba902b7-01".replace("-", "") for each in ids]
    parents = [f"00-{each[2:34]}-00f067aa0ba902b7-01" for each in parents]
    events: list[MetricSubmitted] = [submitted(number, trace=parent) for number, parent in enumerate(parents)]

    assert trace_ids_in(message.body for message in pack(events)) == trace_ids(parents)


@pytest.mark.parametrize("count", [0, 1, 40, ON_A_LINE, ON_A_LINE + 1, 1000])
def test_every_trace_of_a_batch_is_in_the_log_and_no_line_is_endless(count: int) -> None:
    ids = [f"{number:032x}" for number in range(count)]

    with capture_logs() as lines:
        say_traced(structlog.get_logger().info, "batch", ids, consumer="scoring.metric")

    named = [line["trace_id"].split(" ") for line in lines if "trace_id" in line]
    assert [each for line in named for each in line] == ids
    assert all(len(line) <= ON_A_LINE for line in named)
    assert [line["event"] for line in lines].count("batch") == 1
    assert {line["consumer"] for line in lines} == {"scoring.metric"}
