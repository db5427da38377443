"""The one routing table."""

from __future__ import annotations

import json
import re

from shared.events import EVENTS, ReceiptIssued
from shared.messaging.topology import (
    DEAD_LETTER_EXCHANGE,
    FLOW,
    INGEST_SUBMISSIONS,
    OUTSIDE,
    OUTSIDE_PREFIX,
    RECEIPTS_EXCHANGE,
    SCORING_METRIC,
    SUBMISSIONS_EXCHANGE,
    UNROUTED_EXCHANGE,
    exchanges,
    queues,
)
from shared.settings import ROOT


def test_every_subscription_has_its_own_queue_for_a_known_event() -> None:
    assert len({subscription.queue for subscription in FLOW}) == len(FLOW)
    assert len({subscription.consumer for subscription in FLOW}) == len(FLOW)
    assert {subscription.routing_key for subscription in FLOW} <= set(EVENTS)
    assert SCORING_METRIC.service == "scoring"


def test_nothing_is_dead_lettered_at_most_once() -> None:
    found = {queue.name: queue for queue in queues()}

    for subscription in FLOW:
        arguments = found[subscription.queue].arguments
        assert arguments["x-queue-type"] == "quorum"
        assert arguments["x-dead-letter-strategy"] == "at-least-once"
        assert arguments["x-overflow"] == "reject-publish"
        assert (found[subscription.dead_queue].exchange, found[subscription.dead_queue].key) == (
            DEAD_LETTER_EXCHANGE,
            arguments["x-dead-letter-routing-key"],
        )


def test_queues_that_nobody_may_read_are_bounded() -> None:
    found = {queue.key: queue for queue in queues() if queue.name.startswith(OUTSIDE_PREFIX)}

    for event in OUTSIDE:
        arguments = found[event.model_fields["type"].default].arguments
        assert (arguments["x-max-length"], arguments["x-overflow"]) == (10_000, "drop-head")


def test_every_event_has_a_listener_or_a_queue_for_listeners_outside() -> None:
    assert {subscription.event for subscription in FLOW} | set(OUTSIDE) | {ReceiptIssued} == set(EVENTS.values())


def test_in_memory_there_are_only_the_queues() -> None:
    assert [(queue.name, queue.arguments) for queue in queues(in_memory=True)] == [
        (subscription.queue, {}) for subscription in FLOW if not subscription.door
    ]


def test_figures_from_outside_reach_ingest_whatever_their_routing_key() -> None:
    (queue,) = (each for each in queues() if each.exchange == SUBMISSIONS_EXCHANGE)
    (exchange,) = (each for each in exchanges() if each.name == SUBMISSIONS_EXCHANGE)

    assert (queue.name, queue.key) == (INGEST_SUBMISSIONS.queue, "#")
    assert exchange.arguments == {"alternate-exchange": UNROUTED_EXCHANGE}


def test_receipts_that_nobody_fetches_are_bounded() -> None:
    (queue,) = (each for each in queues() if each.exchange == RECEIPTS_EXCHANGE)

    assert (queue.key, queue.arguments["x-max-length"], queue.arguments["x-overflow"]) == ("#", 10_000, "drop-head")


def test_the_operators_policy_limits_deliveries_of_each_queue_but_not_of_its_dead_letters() -> None:
    definitions = json.loads((ROOT / "deploy/rabbitmq/definitions.json").read_text(encoding="utf-8"))
    pattern = next(p["pattern"] for p in definitions["policies"] if "delivery-limit" in p["definition"])

    assert all(re.search(pattern, subscription.queue) for subscription in FLOW)
    assert not any(re.search(pattern, subscription.dead_queue) for subscription in FLOW)
