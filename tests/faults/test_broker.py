"""What the broker can do to us: end, crash, freeze, run full, lose its disk."""

from __future__ import annotations

import time

import psycopg
import pytest

from tests.faults.amqp import Client, queue_of
from tests.faults.rig import Rig

CONSUMERS = ("ingest.evaluated", "scoring.metric", "notify.evaluated", "notify.changed", "report.evaluated")


def test_a_broker_that_restarts_in_order_loses_and_doubles_nothing(rig: Rig) -> None:
    with rig.fault("1 broker restarts"):
        rig.rabbitmq.stop()
        rig.rabbitmq.start()


def test_a_broker_that_is_killed_loses_and_doubles_nothing(rig: Rig) -> None:
    with rig.fault("2 broker kill -9"):
        rig.rabbitmq.kill()
        rig.rabbitmq.start()


@pytest.mark.full
@pytest.mark.parametrize("seconds", [7, 60])
def test_a_broker_that_freezes_and_comes_to_itself_loses_and_doubles_nothing(rig: Rig, seconds: int) -> None:
    with rig.fault(f"3 broker frozen {seconds} s"):
        rig.rabbitmq.freeze()
        try:
            time.sleep(seconds)
        finally:
            rig.rabbitmq.thaw()


def test_while_the_brokers_disk_is_full_figures_are_still_taken(rig: Rig) -> None:
    with rig.load.patient(), rig.fault("10 disk alarm") as row:
        rig.rabbitmq.ctl("set_disk_free_limit", "900GB")
        try:
            _figures_are_taken_but_wait(rig)
        finally:
            rig.rabbitmq.ctl("set_disk_free_limit", "50MB")

    assert row.repeated == 0


@pytest.mark.full
def test_while_the_brokers_memory_is_full_figures_are_still_taken(rig: Rig) -> None:
    with rig.load.patient(), rig.fault("11 memory alarm") as row:
        rig.rabbitmq.ctl("set_vm_memory_high_watermark", "0.0001")
        try:
            _figures_are_taken_but_wait(rig)
        finally:
            rig.rabbitmq.ctl("set_vm_memory_high_watermark", "0.4")

    assert row.repeated == 0


def _figures_are_taken_but_wait(rig: Rig) -> None:
    accepted = len(rig.ledger.accepted)
    rig.await_true(lambda: rig.metric("ingest", "nhipso_broker_blocked{") == 1, "the alarm is reported")
    assert rig.effects().unsent > 0
    assert len(rig.ledger.accepted) > accepted


@pytest.mark.full
def test_a_broker_whose_disk_is_replaced_gets_everything_again(rig: Rig) -> None:
    with rig.fault("12 broker wiped"):
        rig.rabbitmq.stop()
        rig.rabbitmq.wipe()
        rig.rabbitmq.start()


@pytest.mark.full
def test_purged_queues_are_filled_again(rig: Rig) -> None:
    with rig.fault("13 queues purged"):
        for service in ("scoring", "notify", "report"):
            rig.product.kill(service)
        time.sleep(3)
        with Client(rig.rabbitmq.url()) as client:
            purged = sum(client.channel.queue_purge(queue_of(consumer)) for consumer in CONSUMERS)

    assert purged > 0


@pytest.mark.full
def test_deleted_queues_come_back_with_what_they_held(rig: Rig) -> None:
    with rig.fault("13 queues deleted"), Client(rig.rabbitmq.url()) as client:
        for consumer in CONSUMERS:
            client.channel.queue_delete(queue_of(consumer))


@pytest.mark.full
def test_a_queue_with_other_properties_ends_the_process_with_a_clear_line(rig: Rig) -> None:
    queue = queue_of("scoring.metric")
    with rig.fault("14 queue with other properties"):
        rig.product.kill("scoring", 15)
        with Client(rig.rabbitmq.url()) as client:
            client.channel.queue_delete(queue)
            client.channel.queue_declare(queue, durable=True, auto_delete=False)
            rig.product.start_one("scoring")
            code = rig.product.processes.pop("scoring").wait(60)
            client.channel.queue_delete(queue)
        rig.product.run("topology", "apply")

    assert code != 0
    assert f"{queue} exists at the broker with other properties" in rig.product.log_of("scoring")


@pytest.mark.full
def test_an_event_without_a_queue_is_delivered_once_the_queue_is_bound_again(rig: Rig) -> None:
    with rig.fault("15 binding removed"), Client(rig.rabbitmq.url()) as client:
        client.channel.queue_unbind(queue_of("scoring.metric"), "nhipso.events", "vn.nhipso.metric.submitted.v1")
        time.sleep(5)
        rig.product.run("topology", "apply")


@pytest.mark.full
def test_a_refused_password_is_tried_again_until_it_is_right(rig: Rig) -> None:
    with rig.load.patient(), rig.fault("16 wrong password") as row:
        rig.rabbitmq.ctl("change_password", "guest", "another")
        rig.rabbitmq.ctl("close_all_connections", "test")
        rig.await_true(lambda: "relay waits" in rig.product.log_of("ingest"), "the relay waits")
        time.sleep(3)
        rig.rabbitmq.ctl("change_password", "guest", "guest")

    assert row.repeated == 0


@pytest.mark.full
def test_what_is_refused_while_the_dead_queue_is_away_still_ends_there(rig: Rig) -> None:
    dead = f"{queue_of('scoring.metric')}.dead"
    reason = "not JSON"
    rig.ledger.expect_dead("scoring.metric", reason)
    with rig.fault("34 dead-letter queue missing", patience=60), Client(rig.rabbitmq.url()) as client:
        client.channel.queue_delete(dead)
        client.publish(b"{gone", "vn.nhipso.metric.submitted.v1")
        rig.await_true(lambda: any(reason in letter.error for letter in rig.effects().dead), "the dead letter")
        rig.product.run("topology", "apply")

    with Client(rig.rabbitmq.url()) as client:
        rig.await_true(lambda: client.waiting(dead) > 0, "the refused message in its queue", 200)


@pytest.mark.full
def test_a_batch_held_longer_than_the_broker_allows_is_taken_again(rig: Rig) -> None:
    with rig.fault("36 consumer time-out"):
        rig.rabbitmq.ctl("eval", "application:set_env(rabbit, consumer_timeout, 5000).")
        rig.rabbitmq.ctl("eval", "application:set_env(rabbit, channel_tick_interval, 2000).")
        rig.rabbitmq.ctl("close_all_connections", "test")
        rig.await_progress(30)
        before = rig.metric("scoring", "nhipso_reconnects_total")
        with psycopg.connect(rig.database.url()) as other:
            other.execute("lock table scoring.observation in access exclusive mode")
            rig.await_true(lambda: rig.metric("scoring", "nhipso_reconnects_total") > before, "scoring connects anew")
        rig.rabbitmq.ctl("eval", "application:set_env(rabbit, consumer_timeout, 3600000).")
