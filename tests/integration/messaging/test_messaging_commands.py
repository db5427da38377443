"""`nhipso topology` and `nhipso dead-letters`, as an operator uses them."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from shared import migrations
from shared.database import open_database
from shared.errors import Stop
from shared.messaging import declaring
from shared.messaging.commands import dead_letters_app, topology_app
from shared.messaging.dead_letters import Letter, park
from shared.messaging.link import Link
from shared.messaging.outbox import Outgoing
from shared.messaging.packing import event_text
from shared.messaging.publisher import ConfirmingPublisher
from shared.messaging.tables import PLUMBING
from shared.messaging.topology import EVENTS_EXCHANGE, SCORING_METRIC, UNROUTED_EXCHANGE, UNROUTED_QUEUE
from shared.messaging.wire import SINGLE
from tests.integration.messaging.stage import NOW, submitted

RUNNER = CliRunner()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installation with one parked event; returns the id of the dead letter."""
    url = f"sqlite:///{tmp_path}"
    monkeypatch.setenv("NHIPSO_DATABASE_URL", url)
    letter = Letter(submitted(1).id, uuid4(), event_text(submitted(1)).encode(), SINGLE, "ValueError: a bug", "trace")
    for service in ("ingest", "scoring", "notify", "report"):
        database = open_database(service, url)
        migrations.upgrade(database, service)
        if service == "scoring":
            with database.write() as tx:
                park(tx, SCORING_METRIC.consumer, [letter], NOW)
        database.close()
    return str(letter.id_for(SCORING_METRIC.consumer))


def test_dead_letters_are_listed_and_shown(installed: str) -> None:
    listed = RUNNER.invoke(dead_letters_app, ["list", "--format", "json"])
    shown = RUNNER.invoke(dead_letters_app, ["show", installed])

    assert [(row["id"], row["error"]) for row in json.loads(listed.stdout)] == [(installed, "ValueError: a bug")]
    assert "traceback: trace" in shown.stdout


def test_a_replay_goes_to_the_consumers_own_queue(installed: str, tmp_path: Path) -> None:
    done = RUNNER.invoke(dead_letters_app, ["replay", "--consumer", "scoring.metric"])

    database = open_database("scoring", f"sqlite:///{tmp_path}")
    with database.read() as tx:
        (row,) = tx.execute(select(PLUMBING.outbox)).all()
    database.close()
    assert done.exit_code == 0
    assert (row.exchange, row.routing_key, row.body) == ("", SCORING_METRIC.queue, f"[{event_text(submitted(1))}]")
    assert json.loads(RUNNER.invoke(dead_letters_app, ["list", "--format", "json"]).stdout) == []


def test_one_unreadable_letter_does_not_keep_the_others_from_being_replayed(installed: str, tmp_path: Path) -> None:
    database = open_database("scoring", f"sqlite:///{tmp_path}")
    with database.write() as tx:
        park(tx, SCORING_METRIC.consumer, [Letter(None, uuid4(), b"{", SINGLE, "not JSON")], NOW)
    database.close()

    done = RUNNER.invoke(dead_letters_app, ["replay", "--consumer", "scoring.metric"])

    assert done.exit_code == 3
    assert done.stderr.startswith("1 replayed\nnhipso: dead letter ")
    assert "is still unreadable: the body is not JSON" in done.stderr


def test_what_is_discarded_is_not_replayed(installed: str) -> None:
    RUNNER.invoke(dead_letters_app, ["discard", installed, "--reason", "sent again"])

    refused = RUNNER.invoke(dead_letters_app, ["replay", installed])

    assert refused.exit_code == 1
    assert refused.stderr == f"nhipso: dead letter {installed} was discarded\n"


def test_an_unknown_dead_letter_is_one_clear_line(installed: str) -> None:
    refused = RUNNER.invoke(dead_letters_app, ["show", str(uuid4())])

    assert (refused.exit_code, refused.stdout) == (1, "")


def test_the_topology_is_missed_applied_and_found(rabbitmq_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHIPSO_BROKER_URL", rabbitmq_url)

    before = RUNNER.invoke(topology_app, ["check"])
    applied = RUNNER.invoke(topology_app, ["apply"])
    after = RUNNER.invoke(topology_app, ["check"])

    assert (before.exit_code, applied.exit_code, after.exit_code) == (1, 0, 0)
    assert f"queue {SCORING_METRIC.queue} is missing" in before.stdout


def test_a_queue_with_other_properties_is_told_apart(rabbitmq_url: str) -> None:
    link = Link(rabbitmq_url)
    link.channel().queue_declare(SCORING_METRIC.queue, durable=True, auto_delete=False)
    link.abort()

    with pytest.raises(Stop, match="other properties"):
        declaring.apply(rabbitmq_url)
    assert any(
        p.startswith(f"queue {SCORING_METRIC.queue} has other properties") for p in declaring.check(rabbitmq_url)
    )


def test_a_broker_that_is_not_there_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHIPSO_BROKER_URL", "amqp://guest:guest@127.0.0.1:1//")

    refused = RUNNER.invoke(topology_app, ["check"])

    assert refused.exit_code == 1
    assert "the broker cannot be reached" in refused.stderr


def test_in_memory_everything_is_there_once_applied() -> None:
    declaring.apply("memory://")

    assert declaring.check("memory://") == []


def test_a_message_without_a_queue_is_not_confirmed(rabbitmq_url: str) -> None:
    publisher = ConfirmingPublisher(rabbitmq_url)
    link = Link(rabbitmq_url)
    link.channel().queue_unbind(UNROUTED_QUEUE, UNROUTED_EXCHANGE, "#")

    routed, unrouted = (
        Outgoing(number, uuid4(), EVENTS_EXCHANGE, key, "[]", 0, 0)
        for number, key in enumerate((SCORING_METRIC.routing_key, "nobody.wants.this"))
    )
    outcome = publisher.publish([routed, unrouted])
    again = publisher.publish([routed])

    link.abort()
    publisher.close()
    assert outcome.confirmed == {routed.message_id}
    assert list(outcome.refused) == [unrouted.message_id]
    assert again.confirmed == {routed.message_id}
