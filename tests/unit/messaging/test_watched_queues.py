"""Every queue is measured by the processes of exactly one service."""

from __future__ import annotations

from collections import Counter

from shared.messaging.depths import watched_by
from shared.messaging.topology import FLOW, SCORING_METRIC, UNROUTED_QUEUE, queues

SERVICES = ("ingest", "scoring", "notify", "report")


def test_together_the_services_watch_every_queue_once() -> None:
    watched = Counter(queue.name for service in SERVICES for queue in watched_by([service]))

    assert watched == Counter(queue.name for queue in queues())


def test_a_service_watches_what_it_consumes_and_its_dead_letters() -> None:
    watched = {queue.name for queue in watched_by(["scoring"])}

    assert watched == {SCORING_METRIC.queue, SCORING_METRIC.dead_queue}


def test_what_nobody_consumes_is_watched_too() -> None:
    assert UNROUTED_QUEUE in {queue.name for queue in watched_by(["ingest"])}


def test_one_process_of_all_services_watches_the_queues_in_memory() -> None:
    assert [queue.name for queue in watched_by(SERVICES, in_memory=True)] == [
        each.queue for each in FLOW if not each.door
    ]
