"""A link that is gone is told from a mistake of ours: one is connected anew, the other must end the service loudly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from shared.clock import system_clock
from shared.messaging.link import LINK_ERRORS, Link, watched
from shared.messaging.outbox import Outgoing
from shared.messaging.packing import pack
from shared.messaging.publisher import ConfirmingPublisher
from shared.messaging.topology import EVENTS_EXCHANGE
from tests.integration.messaging.stage import submitted


@pytest.fixture
def link(rabbitmq_url: str) -> Iterator[Link]:
    link = Link(rabbitmq_url)
    yield link
    link.abort()


@pytest.fixture
def publisher(rabbitmq_url: str) -> Iterator[ConfirmingPublisher]:
    publisher = ConfirmingPublisher(rabbitmq_url)
    yield publisher
    publisher.close()


def outgoing() -> Outgoing:
    (message,) = pack([submitted(1)])
    return Outgoing(1, message.message_id, EVENTS_EXCHANGE, message.routing_key, message.body, 0, 0)


def vanish(link: Link) -> None:
    """Let the client drop its socket, as it does in the middle of its work when the peer resets the line."""
    link._connection.transport.close()  # noqa: SLF001 # nothing of ours does this to a link


def test_a_client_without_its_socket_is_a_lost_link(link: Link) -> None:
    vanish(link)

    with pytest.raises(LINK_ERRORS):
        link.drain(0)


def test_parting_from_a_link_that_is_gone_is_quiet(link: Link) -> None:
    channel = link.channel()
    vanish(link)

    link.part(channel)

    assert not link.alive


def test_a_publisher_whose_socket_is_gone_confirms_nothing_and_is_given_up(publisher: ConfirmingPublisher) -> None:
    vanish(publisher._link)  # noqa: SLF001 # a publisher shows its link to nobody

    outcome = publisher.publish([outgoing()])

    assert outcome.confirmed == frozenset()
    assert not publisher.usable


def test_a_mistake_while_reading_is_no_lost_link(link: Link) -> None:
    channel = link.channel()
    queue = channel.queue_declare("", exclusive=True).queue

    def took(message: Any) -> None:
        message.no_such_attribute()

    channel.basic_consume(queue, callback=took)
    channel.basic_publish(channel.prepare_message("x", content_encoding="utf-8"), routing_key=queue)

    with pytest.raises(AttributeError, match="no_such_attribute"):
        _drain(link)


def _drain(link: Link) -> None:
    while link.drain(5):
        pass


def test_a_mistake_while_publishing_is_no_lost_link(
    publisher: ConfirmingPublisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.messaging.publisher._headers", lambda message: message.no_such_attribute)

    with pytest.raises(AttributeError, match="no_such_attribute"):
        publisher.publish([outgoing()])


@pytest.mark.parametrize("name", ["gettimeout", "no_such_attribute"])
def test_none_of_our_own_is_no_lost_link(name: str) -> None:
    def ask_nobody() -> None:
        with watched():
            getattr(system_clock() and None, name)

    with pytest.raises(AttributeError):
        ask_nobody()
