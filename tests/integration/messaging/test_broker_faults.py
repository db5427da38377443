"""What happens to events when RabbitMQ misbehaves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from shared.messaging.declaring import declare_queue
from shared.messaging.link import Link
from shared.messaging.topology import FLOW, SCORING_METRIC, DurableQueue
from tests.integration.messaging.silent_link import SilentLink
from tests.integration.messaging.stage import Stage, submitted
from tests.servers import Broker


@pytest.fixture(scope="module")
def broker() -> Iterator[Broker]:
    with closing(Broker()) as private:
        private.start()
        yield private


@pytest.fixture
def stage(tmp_path: Path, broker: Broker) -> Iterator[Stage]:
    _empty(broker.url())
    with Stage(broker.url(), f"sqlite:///{tmp_path}/data", tmp_path) as ready:
        yield ready


def test_a_killed_broker_loses_and_doubles_nothing(stage: Stage, broker: Broker) -> None:
    stage.start()
    stage.announce([submitted(number, "slow") for number in range(300)], each=3)
    stage.await_applied(30)

    broker.kill()
    stage.announce([submitted(number) for number in range(300, 400)], each=3)
    broker.start()
    stage.await_applied(400)

    assert stage.effects() == {"events": 400, "times": 1}
    assert stage.dead() == []


def test_a_frozen_broker_is_left_and_found_again(stage: Stage, broker: Broker) -> None:
    stage.patience = 60
    stage.start()
    stage.announce([submitted(1)])
    stage.await_applied(1)

    broker.freeze()
    stage.announce([submitted(2)])
    stage.await_true(lambda: "relay waits" in stage.log, "notice of the freeze")
    broker.thaw()
    stage.await_applied(2)

    assert stage.effects() == {"events": 2, "times": 1}


def test_a_stop_while_the_broker_is_frozen_does_not_hang(stage: Stage, broker: Broker) -> None:
    stage.start()
    stage.announce([submitted(1)])
    stage.await_applied(1)

    broker.freeze()
    try:
        code = stage.stop(within=15)
    finally:
        broker.thaw()

    assert code == 0


def test_a_half_open_link_is_given_up(stage: Stage, broker: Broker) -> None:
    stage.patience = 600
    with SilentLink(broker.url()) as line:
        stage.broker = line.url
        stage.start()
        stage.announce([submitted(1)])
        stage.await_applied(1)

        line.silence()
        stage.announce([submitted(number) for number in range(2, 12)], each=1)
        stage.await_applied(11)

    assert stage.effects() == {"events": 11, "times": 1}


def test_a_deleted_queue_comes_back_and_what_it_held_is_offered_again(stage: Stage, broker: Broker) -> None:
    stage.announce([submitted(number, "later") for number in range(6)], each=2)
    stage.start()
    stage.await_true(lambda: "batch held" in stage.log, "held batch")

    link = Link(broker.url())
    link.channel().queue_delete(SCORING_METRIC.queue)
    link.abort()
    stage.fixed.touch()
    stage.await_applied(6)

    assert stage.effects() == {"events": 6, "times": 1}


def test_a_queue_with_other_properties_ends_the_process_with_a_clear_line(stage: Stage, broker: Broker) -> None:
    link = Link(broker.url())
    link.channel().queue_declare(SCORING_METRIC.queue, durable=True, auto_delete=False)
    link.abort()

    stage.start()
    assert stage.process is not None
    code = stage.process.wait(60)

    assert code != 0
    assert f"{SCORING_METRIC.queue} exists at the broker with other properties" in stage.log


def test_what_is_dead_is_in_the_brokers_dead_letters_too(stage: Stage, broker: Broker) -> None:
    stage.start()

    stage.announce([submitted(1, "hopeless")])
    stage.announce([submitted(2, "hopeless"), submitted(3)])
    stage.await_true(lambda: len(stage.dead()) == 2, "dead letters")

    stage.await_true(lambda: _waiting(broker.url(), SCORING_METRIC.dead_queue) == 1, "the message without good events")
    assert _waiting(broker.url(), SCORING_METRIC.queue) == 0


def test_a_blocked_broker_blocks_neither_the_database_nor_the_consumer(stage: Stage, broker: Broker) -> None:
    stage.start()
    stage.announce([submitted(1)])
    stage.await_applied(1)

    broker.ctl("set_disk_free_limit", "900GB")
    try:
        stage.announce([submitted(2)])
        stage.await_true(lambda: "blocked=" in stage.log and "relay waits" in stage.log, "blocked relay")
    finally:
        broker.ctl("set_disk_free_limit", "50MB")
    stage.await_applied(2)

    assert stage.effects() == {"events": 2, "times": 1}


def _waiting(url: str, queue: str) -> int:
    link = Link(url)
    try:
        return declare_queue(link.channel(), DurableQueue(queue, "", ""), passive=True)
    finally:
        link.abort()


def _empty(url: str) -> None:
    link = Link(url)
    channel = link.channel()
    for subscription in FLOW:
        channel.queue_delete(subscription.queue)
        channel.queue_delete(subscription.dead_queue)
    link.part(channel)
