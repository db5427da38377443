"""The AMQP door on a real RabbitMQ: what the broker itself enforces, and the way there and back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from amqp.exceptions import AccessRefused, PreconditionFailed
from kombu.exceptions import OperationalError

from services.ingest.account_commands import permissions
from services.ingest.accounts import link_account
from services.ingest.domain.scope import Scope
from services.ingest.keys import new_key
from services.ingest.service import IngestService
from shared import migrations
from shared.database import Database, open_database
from shared.messaging.declaring import apply, check
from shared.parts import Parts
from shared.settings import read_settings
from tests.ingest_samples import CATALOGUE, NOW, item
from tests.sent_messages import binary, event
from tests.served import served
from tests.servers.session import Vhosts
from tests.source_account import BATCH, RECEIPTS, Account, account, connected, home_of

SOURCE = "cong-dvc"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database("ingest", f"sqlite:///{tmp_path_factory.mktemp('amqp')}")
    migrations.upgrade(database, "ingest")
    yield database
    database.close()


@pytest.fixture(scope="module")
def broker_url(vhosts: Vhosts) -> str:
    return vhosts.fresh()


@pytest.fixture(scope="module")
def source(
    database: Database, broker_url: str, servers: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Account]:
    """A source with its account, and ingest running."""
    apply(broker_url)
    user, vhost = f"mq-{uuid.uuid4().hex[:8]}", broker_url.rpartition("/")[2]
    with database.write() as tx:
        key_id, _secret = new_key(tx, SOURCE, Scope(), NOW)
        link_account(tx, user, key_id, NOW)
    parts = Parts(database, CATALOGUE, read_settings({"NHIPSO_MAX_BODY_BYTES": "5000"}), lambda: NOW)
    with (
        account(home_of(servers), broker_url, user, permissions(user, SOURCE, vhost)) as found,
        served(IngestService, parts, broker_url),
    ):
        found.listen()
        yield found


@pytest.fixture
def sender(source: Account) -> Account:
    source.got.clear()
    return source


def test_the_topology_is_complete(broker_url: str, source: Account) -> None:
    assert check(broker_url) == []


@pytest.mark.parametrize(
    ("body", "content_type", "headers"),
    [
        (event("s", unit="so-gtvt"), "application/cloudevents+json", {}),
        ([event("b", unit="so-y-te")], BATCH, {}),
        (item(unit="so-gddt"), "application/json", binary("h")),
    ],
    ids=["single", "batch", "binary"],
)
def test_a_figure_in_each_mode_is_answered_with_a_receipt(
    sender: Account, body: Any, content_type: str, headers: dict[str, str]
) -> None:
    sender.publish(body, content_type, headers=headers, reply_to=sender.replies, message_id="m")

    (receipt,) = sender.receive(1)
    assert receipt["type"] == "vn.nhipso.receipt.issued.v1"
    assert (receipt["data"]["accepted"], receipt["data"]["message_id"]) == (1, "m")


def test_a_refused_figure_comes_back_with_the_error_that_http_gives(sender: Account) -> None:
    sender.publish([event(10, value="140"), event(11, value="61")], BATCH, reply_to=sender.replies)

    (receipt,) = sender.receive(1)
    refused, accepted = receipt["data"]["items"]
    assert {"index", "pointer", "code", "title", "message", "value"} <= set(refused["errors"][0])
    assert (refused["errors"][0]["code"], accepted["status"]) == ("percent-out-of-range", "accepted")


def test_receipts_come_through_the_exchange_where_no_reply_was_asked_for(sender: Account) -> None:
    sender.listen(binding=SOURCE)
    sender.publish(event(20, value="62"))

    (receipt,) = sender.receive(1)
    assert receipt["data"]["source"] == SOURCE
    with sender.connection.channel() as channel:
        channel.queue_unbind(sender.replies, RECEIPTS, SOURCE)


def test_a_missing_reply_queue_stops_nothing(sender: Account) -> None:
    sender.publish(event(30, value="63"), reply_to=f"{sender.user}.gone")
    sender.publish(event(31, value="64"), reply_to=sender.replies)

    (receipt,) = sender.receive(1)
    assert receipt["data"]["accepted"] == 1


def test_what_is_too_large_or_no_json_is_answered_and_stops_nothing(sender: Account) -> None:
    for body in (b"[" + b" " * 6000 + b"]", b"{", event(40, value="65")):
        sender.publish(body, reply_to=sender.replies)

    told = [each["data"] for each in sender.receive(3)]
    problems = {(each["problem"] or {"type": "/none"})["type"].rpartition("/")[2] for each in told}
    assert problems == {"body-too-large", "malformed-json", "none"}


def test_replies_may_go_straight_to_the_connection_that_asked(sender: Account) -> None:
    connection = sender.connection
    answers: list[Any] = []
    with connection.channel() as channel:
        channel.basic_consume("amq.rabbitmq.reply-to", no_ack=True, callback=answers.append)
        producer = connection.Producer(channel)
        producer.publish(
            b"{",
            exchange="nhipso.submissions",
            user_id=sender.user,
            reply_to="amq.rabbitmq.reply-to",
            content_type="application/cloudevents+json",
            content_encoding="binary",
        )
        connection.drain_events(timeout=60)

    assert "malformed-json" in answers[0].body


def test_nobody_can_send_as_somebody_else(sender: Account, broker_url: str) -> None:
    with connected(broker_url, sender.user) as own, pytest.raises((PreconditionFailed, OperationalError)):
        own.publish(event(50), user_id="guest")


@pytest.mark.parametrize("exchange", ["nhipso.events", "nhipso.receipts", "nhipso.dlx", ""])
def test_the_account_can_publish_nowhere_else(sender: Account, broker_url: str, exchange: str) -> None:
    with connected(broker_url, sender.user) as own, pytest.raises((AccessRefused, OperationalError)):
        own.publish(event(51), exchange=exchange, routing_key="nhipso.ingest.submissions")


@pytest.mark.parametrize("binding", ["#", "*", "vpubnd"])
def test_the_account_cannot_listen_to_receipts_of_others(sender: Account, broker_url: str, binding: str) -> None:
    with connected(broker_url, sender.user) as own, pytest.raises(AccessRefused):
        own.listen(binding=binding)


def test_the_account_cannot_read_queues_of_the_product(sender: Account, broker_url: str) -> None:
    with (
        connected(broker_url, sender.user) as own,
        own.connection.channel() as channel,
        pytest.raises(AccessRefused),
    ):
        channel.basic_get("nhipso.outside.receipts")
