"""Which queue gets which event, and everything the broker must have for that: one table, declared and checked here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from amqp.exceptions import AMQPError, NotFound, PreconditionFailed

from shared.errors import Stop
from shared.events import ComplianceChanged, ComplianceEvaluated, Event, MetricSubmitted, RankingComputed
from shared.messaging.link import LINK_ERRORS, Link

EVENTS_EXCHANGE = "nhipso.events"
UNROUTED_EXCHANGE = "nhipso.unrouted"
UNROUTED_QUEUE = "nhipso.unrouted.q"
DEAD_LETTER_EXCHANGE = "nhipso.dlx"


@dataclass(frozen=True)
class Subscription:
    """One consuming service's queue for one type of event. `consumer` is "service.what"."""

    consumer: str
    queue: str
    event: type[Event]

    @property
    def routing_key(self) -> str:
        """The type of the event."""
        return str(self.event.model_fields["type"].default)

    @property
    def service(self) -> str:
        return self.consumer.partition(".")[0]

    @property
    def dead_queue(self) -> str:
        return f"{self.queue}.dead"


INGEST_EVALUATED = Subscription("ingest.evaluated", "nhipso.ingest.evaluated", ComplianceEvaluated)
SCORING_METRIC = Subscription("scoring.metric", "nhipso.scoring.metric", MetricSubmitted)
NOTIFY_EVALUATED = Subscription("notify.evaluated", "nhipso.notify.evaluated", ComplianceEvaluated)
NOTIFY_CHANGED = Subscription("notify.changed", "nhipso.notify.changed", ComplianceChanged)
REPORT_EVALUATED = Subscription("report.evaluated", "nhipso.report.evaluated", ComplianceEvaluated)
REPORT_RANKING = Subscription("report.ranking", "nhipso.report.ranking", RankingComputed)

FLOW: tuple[Subscription, ...] = (
    INGEST_EVALUATED,
    SCORING_METRIC,
    NOTIFY_EVALUATED,
    NOTIFY_CHANGED,
    REPORT_EVALUATED,
    REPORT_RANKING,
)


@dataclass(frozen=True)
class DurableExchange:
    """An exchange that survives the broker's restart."""

    name: str
    kind: str
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DurableQueue:
    """A quorum queue and its one binding. Limits are the operator's policies: arguments can never be changed."""

    name: str
    exchange: str
    key: str
    arguments: Mapping[str, str] = field(default_factory=dict)


def exchanges(*, in_memory: bool = False) -> tuple[DurableExchange, ...]:
    """The exchanges, those that others refer to first."""
    if in_memory:
        return (DurableExchange(EVENTS_EXCHANGE, "topic"),)
    return (
        DurableExchange(UNROUTED_EXCHANGE, "fanout"),
        DurableExchange(DEAD_LETTER_EXCHANGE, "topic"),
        DurableExchange(EVENTS_EXCHANGE, "topic", {"alternate-exchange": UNROUTED_EXCHANGE}),
    )


def queues(flow: tuple[Subscription, ...] = FLOW, *, in_memory: bool = False) -> Iterator[DurableQueue]:
    """Every queue of `flow`, its dead queue first, so that nothing dead-lettered is ever without a home."""
    if not in_memory:
        yield DurableQueue(UNROUTED_QUEUE, UNROUTED_EXCHANGE, "#", {"x-queue-type": "quorum"})
    for subscription in flow:
        if not in_memory:
            yield DurableQueue(
                subscription.dead_queue, DEAD_LETTER_EXCHANGE, subscription.queue, {"x-queue-type": "quorum"}
            )
        yield DurableQueue(
            subscription.queue,
            EVENTS_EXCHANGE,
            subscription.routing_key,
            {} if in_memory else _with_dead_letters(subscription),
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


def _with_dead_letters(subscription: Subscription) -> dict[str, str]:
    return {
        "x-queue-type": "quorum",
        "x-dead-letter-exchange": DEAD_LETTER_EXCHANGE,
        "x-dead-letter-routing-key": subscription.queue,
        # At most once loses what is dead-lettered while the dead queue is away; at least once needs this overflow.
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
    }


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
