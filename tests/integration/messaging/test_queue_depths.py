"""The numbers of waiting messages are the broker's own, and gone when it is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing

import eventlet
import pytest
from structlog.testing import capture_logs

from shared.messaging import depths
from shared.messaging.declaring import apply
from shared.messaging.depths import DepthWatch, watched_by
from shared.messaging.link import LINK_ERRORS, Link
from shared.messaging.topology import EVENTS_EXCHANGE, SCORING_METRIC, UNROUTED_QUEUE
from shared.metrics import QUEUE_MESSAGES, REGISTRY
from tests.integration.messaging.silent_link import SilentLink

SERVICES = ("ingest", "scoring", "notify", "report")
NOBODY = "amqp://guest:guest@127.0.0.1:1//"


@pytest.fixture(autouse=True)
def _no_numbers() -> Iterator[None]:
    yield
    QUEUE_MESSAGES.clear()


def watch(url: str) -> DepthWatch:
    return DepthWatch(url, watched_by(SERVICES, in_memory=url.startswith("memory:")))


def waiting(queue: str) -> float | None:
    return REGISTRY.get_sample_value("nhipso_queue_messages", {"queue": queue})


def reachable() -> float | None:
    return REGISTRY.get_sample_value("nhipso_broker_reachable")


def publish(url: str, key: str, times: int = 1) -> None:
    link = Link(url)
    channel = link.channel()
    # What is not confirmed when its channel closes, a quorum queue may never get.
    send = channel.basic_publish if link.in_memory else channel.basic_publish_confirm
    for _ in range(times):
        message = channel.prepare_message("{}", content_type="application/json", content_encoding="utf-8")
        send(message, exchange=EVENTS_EXCHANGE, routing_key=key)
    link.part(channel)


def settles(url: str, wanted: dict[str, float]) -> dict[str, float | None]:
    """Measure until the numbers are these: a broker takes a moment to place what it was sent."""
    with closing(watch(url)) as measuring:
        for _ in range(300):
            measuring.once()
            if (found := {queue: waiting(queue) for queue in wanted}) == wanted:
                break
            time.sleep(0.1)
    return found


def test_each_queue_has_the_number_of_messages_that_wait_in_it(rabbitmq_url: str) -> None:
    apply(rabbitmq_url)
    publish(rabbitmq_url, SCORING_METRIC.routing_key, 3)
    publish(rabbitmq_url, "nobody.wants.this")

    wanted = {SCORING_METRIC.queue: 3.0, SCORING_METRIC.dead_queue: 0.0, UNROUTED_QUEUE: 1.0}
    found = settles(rabbitmq_url, wanted)

    assert found == wanted
    assert reachable() == 1


def test_a_queue_that_is_missing_has_no_number_and_the_others_have(rabbitmq_url: str) -> None:
    apply(rabbitmq_url)
    with closing(watch(rabbitmq_url)) as measuring:
        measuring.once()
        before = waiting(SCORING_METRIC.queue)
        link = Link(rabbitmq_url)
        link.channel().queue_delete(SCORING_METRIC.queue)
        link.abort()

        measuring.once()

    assert (before, waiting(SCORING_METRIC.queue)) == (0, None)
    assert waiting(SCORING_METRIC.dead_queue) == 0
    assert reachable() == 1


def empty_in_memory(queue: str) -> None:
    link = Link("memory://")
    link.channel().queue_purge(queue)
    link.abort()


def test_in_memory_the_queues_are_measured_too() -> None:
    apply("memory://")
    empty_in_memory(SCORING_METRIC.queue)  # the broker is the process's: other tests leave messages there
    before = settles("memory://", {SCORING_METRIC.queue: 0.0})
    publish("memory://", SCORING_METRIC.routing_key, 2)

    after = settles("memory://", {SCORING_METRIC.queue: 2.0})
    empty_in_memory(SCORING_METRIC.queue)

    assert (before, after) == ({SCORING_METRIC.queue: 0.0}, {SCORING_METRIC.queue: 2.0})


def test_a_broker_that_falls_silent_is_given_up_within_seconds(rabbitmq_url: str) -> None:
    apply(rabbitmq_url)
    with SilentLink(rabbitmq_url) as line, closing(watch(line.url)) as measuring:
        measuring.once()
        line.silence()

        with eventlet.Timeout(8), pytest.raises(LINK_ERRORS):
            measuring.once()


def test_without_a_broker_there_are_no_numbers_and_one_line_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(depths, "EVERY_SECONDS", 0.05)
    QUEUE_MESSAGES.labels(SCORING_METRIC.queue).set(7)
    measuring = watch(NOBODY)

    with capture_logs() as lines:
        running = eventlet.spawn(measuring.run)
        with eventlet.Timeout(30):
            while not lines:
                eventlet.sleep(0.01)
        eventlet.sleep(0.5)
        measuring.stop()
        running.wait()

    assert waiting(SCORING_METRIC.queue) is None
    assert reachable() == 0
    assert [line["event"] for line in lines] == ["queues cannot be measured"]
