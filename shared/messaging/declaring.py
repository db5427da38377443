"""Declare the topology at the broker, or compare the broker with it."""

from __future__ import annotations

from typing import Any

from amqp.exceptions import AMQPError, NotFound, PreconditionFailed

from shared.errors import Stop
from shared.messaging.link import LINK_ERRORS, Link
from shared.messaging.topology import (
    FLOW,
    UNROUTED_QUEUE,
    DurableExchange,
    DurableQueue,
    Subscription,
    exchanges,
    queues,
)


def declare(link: Link, flow: tuple[Subscription, ...] = FLOW) -> None:
    """Make sure that everything `flow` needs exists. Raises Stop when something exists with other properties."""
    channel = link.channel()
    for exchange in exchanges(in_memory=link.in_memory):
        _declare(exchange.name, declare_exchange, channel, exchange)
    for queue in queues(flow, in_memory=link.in_memory):
        _declare(queue.name, declare_queue, channel, queue)
        channel.queue_bind(queue.name, queue.exchange, queue.key)
    channel.close()


def apply(url: str) -> None:
    """Declare the whole topology at the broker. Raises Stop when it cannot be reached or disagrees."""
    link = _reach(url)
    try:
        declare(link)
    except LINK_ERRORS as error:
        raise Stop(f"the broker refused the topology: {error}") from error
    finally:
        link.abort()


def check(url: str) -> list[str]:
    """Compare the broker with the topology and say what is wrong, one sentence each; changes nothing."""
    link = _reach(url)
    try:
        problems = [_problem(link, e.name, "exchange", e) for e in exchanges(in_memory=link.in_memory)]
        problems += [_problem(link, q.name, "queue", q) for q in queues(in_memory=link.in_memory)]
        return [problem for problem in problems if problem]
    finally:
        link.abort()


def declare_exchange(channel: Any, exchange: DurableExchange, *, passive: bool = False) -> None:
    """Declare an exchange, or (passive) only ask for it."""
    channel.exchange_declare(
        exchange=exchange.name,
        type=exchange.kind,
        durable=True,
        auto_delete=False,
        arguments=dict(exchange.arguments),
        passive=passive,
    )


def declare_queue(channel: Any, queue: DurableQueue, *, passive: bool = False) -> int:
    """Declare a queue, or (passive) only ask for it; returns how many messages wait in it."""
    found = channel.queue_declare(
        queue=queue.name, durable=True, auto_delete=False, arguments=dict(queue.arguments), passive=passive
    )
    return int(found.message_count)


def _declare(name: str, declaring: Any, channel: Any, wanted: Any) -> None:
    try:
        declaring(channel, wanted)
    except PreconditionFailed as error:
        raise Stop(
            f"{name} exists at the broker with other properties; move its messages and delete it: {error}"
        ) from (error)


def _problem(link: Link, name: str, noun: str, wanted: DurableExchange | DurableQueue) -> str | None:
    declaring: Any = declare_exchange if isinstance(wanted, DurableExchange) else declare_queue
    try:
        waiting = declaring(link.channel(), wanted, passive=True)
        # What exists is compared by declaring it again, which then cannot create it.
        declaring(link.channel(), wanted)
    except NotFound:
        return f"{noun} {name} is missing"
    except PreconditionFailed as error:
        return f"{noun} {name} has other properties: {error.message}"
    except AMQPError as error:
        return f"{noun} {name} cannot be checked: {error}"
    return f"{waiting} messages found no queue and wait in {name}" if waiting and name == UNROUTED_QUEUE else None


def _reach(url: str) -> Link:
    try:
        return Link(url)
    except LINK_ERRORS as error:
        raise Stop(f"the broker cannot be reached: {error}") from error
