"""What every event may rely on, in the embedded process and with RabbitMQ and PostgreSQL."""

from __future__ import annotations

import random
import time
from uuid import uuid4

from sqlalchemy import func, select, update

from shared.messaging import dead_letters
from shared.messaging.packing import Packed, event_text
from shared.messaging.tables import PLUMBING
from shared.messaging.topology import SCORING_METRIC
from tests.integration.messaging.stage import NOW, Stage, submitted


def test_every_announced_event_is_applied_once(stage: Stage) -> None:
    stage.start()

    stage.announce([submitted(number) for number in range(1200)])
    stage.announce([submitted(number) for number in range(1200, 1300)], each=1)
    stage.await_applied(1300)

    assert stage.effects() == {"events": 1300, "times": 1}
    assert stage.dead() == []


def test_an_event_announced_twice_is_applied_once(stage: Stage) -> None:
    stage.start()

    stage.announce([submitted(1), submitted(2)])
    stage.announce([submitted(1), submitted(2)])
    stage.announce([submitted(2), submitted(3)])
    stage.await_applied(3)
    stage.await_true(lambda: stage.messages_done() == 2, "record of both messages")

    assert stage.effects() == {"events": 3, "times": 1}


def test_an_event_that_fails_does_not_take_its_neighbours(stage: Stage) -> None:
    good = [submitted(number) for number in range(100)]
    bad = [submitted(1, "bug"), submitted(2, "hopeless")]
    mixed = [*good[:50], bad[0], *good[50:], bad[1]]
    stage.start()

    stage.announce(mixed)
    stage.await_applied(100)
    stage.await_true(lambda: len(stage.dead()) == 2, "dead letters")

    reasons = {letter.event_id: (letter.error, bool(letter.traceback)) for letter in stage.dead()}
    assert reasons == {bad[0].id: ("ValueError: a bug", True), bad[1].id: ("never", False)}
    assert stage.effects() == {"events": 100, "times": 1}


def test_the_log_says_which_trace_ended_as_a_dead_letter(stage: Stage) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    traced = {"traceparent": f"00-{trace}-00f067aa0ba902b7-01"}
    stage.start()

    stage.announce([submitted(1), submitted(2, "hopeless").model_copy(update=traced)])
    stage.await_true(lambda: "parked" in stage.log, "a line about the dead letter")

    (line,) = (line for line in stage.log.splitlines() if "parked" in line)
    assert trace in line
    assert "never" in line


def test_what_is_no_event_is_parked_with_its_reason(stage: Stage) -> None:
    invalid = event_text(submitted(1)).replace('"2023-02"', '"2023-99"')
    key = SCORING_METRIC.routing_key
    stage.start()

    stage.post(Packed(uuid4(), key, "not json", 1))
    stage.post(Packed(uuid4(), key, f"[{invalid},{event_text(submitted(2))}]", 2))
    stage.await_applied(1)
    stage.await_true(lambda: len(stage.dead()) == 2, "dead letters")

    reasons = sorted(letter.error for letter in stage.dead())
    assert reasons[0].startswith("data.period: String should match pattern")
    assert reasons[1].startswith("the body is not JSON")


def test_nothing_is_lost_or_doubled_when_the_process_is_killed(stage: Stage) -> None:
    stage.announce([submitted(number, "slow") for number in range(600)], each=3)

    for _ in range(4):
        stage.start()
        time.sleep(random.uniform(1.0, 1.6))
        stage.kill()
    stage.start()
    stage.await_applied(600)

    assert stage.effects() == {"events": 600, "times": 1}
    assert stage.dead() == []


def test_a_stop_finishes_what_was_taken_and_ends_soon(stage: Stage) -> None:
    stage.announce([submitted(number, "slow") for number in range(900)], each=3)
    stage.start()
    stage.await_applied(30)

    code = stage.stop(within=10)
    applied = stage.effects()["events"]
    recorded = stage.messages_done()

    assert code == 0
    assert applied == recorded * 3

    stage.start()
    stage.await_applied(900)

    assert stage.effects() == {"events": 900, "times": 1}


def test_a_batch_is_held_as_long_as_the_environment_fails(stage: Stage) -> None:
    stage.announce([submitted(number) for number in range(20)], each=2)
    stage.announce([submitted(1, "later")])
    stage.start()
    stage.await_true(lambda: stage.log.count("batch held") >= 3, "held batch")
    assert stage.dead() == []

    stage.fixed.touch()
    stage.await_applied(21)

    assert stage.effects() == {"events": 21, "times": 1}
    assert stage.dead() == []


def test_an_event_that_kills_the_process_is_the_only_one_parked(stage: Stage) -> None:
    culprit = submitted(1, "fatal")
    stage.announce([*(submitted(number) for number in range(20)), culprit])
    stage.announce([submitted(number) for number in range(20, 60)], each=2)

    stage.may_die = True
    for _ in range(12):
        stage.start()
        stage.await_true(lambda: stage.died() or len(stage.dead()) > 0, "end or dead letter")
        if not stage.died():
            break
    stage.await_applied(60)

    assert [letter.event_id for letter in stage.dead()] == [culprit.id]
    assert stage.effects() == {"events": 60, "times": 1}


def test_a_consumer_for_which_everything_fails_stops_and_loses_nothing(stage: Stage) -> None:
    stage.announce([submitted(number, "bug") for number in range(100)], each=5)
    stage.start()
    stage.await_true(lambda: "consumer stopped" in stage.log, "stopped consumer")

    assert stage.dead() == []
    assert stage.effects()["events"] == 0

    stage.fixed.touch()
    assert stage.stop() == 0
    stage.start()
    stage.await_applied(100)

    assert stage.effects() == {"events": 100, "times": 1}


def test_a_replayed_dead_letter_is_applied_once(stage: Stage) -> None:
    stage.announce([submitted(1, "bug"), submitted(2)])
    stage.start()
    stage.await_true(lambda: len(stage.dead()) == 1, "dead letter")

    stage.fixed.touch()
    for _ in range(2):
        with stage.databases["scoring"].write() as tx:
            dead_letters.replay(tx, stage.dead()[0].id, NOW)
    stage.await_applied(2)
    stage.await_true(lambda: stage.messages_done() == 3, "replayed messages")

    assert stage.effects() == {"events": 2, "times": 1}
    assert [letter.state for letter in stage.dead()] == ["replayed"]


def test_a_message_lost_on_the_way_is_offered_again(stage: Stage) -> None:
    outbox = PLUMBING.outbox
    stage.announce([submitted(number) for number in range(10)], each=1)
    with stage.databases["ingest"].write() as tx:
        tx.execute(update(outbox).values(sent_at=NOW, attempts=1))

    stage.start()
    stage.await_applied(10)

    with stage.databases["ingest"].read() as tx:
        assert tx.execute(select(func.count()).where(outbox.c.sent_at.is_(None))).scalar_one() == 0
    assert stage.effects() == {"events": 10, "times": 1}
