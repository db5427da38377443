"""Which queue gets which event, and everything the broker must have for that: one table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from shared.events import (
    AlertAcknowledged,
    AlertClosed,
    AlertEscalated,
    AlertOpened,
    BulletinPublished,
    ComplianceChanged,
    ComplianceEvaluated,
    Event,
    FigureDoubted,
    FiguresSent,
    IndexComputed,
    MetricSubmitted,
    RankingComputed,
    TaskChanged,
)

EVENTS_EXCHANGE = "nhipso.events"
UNROUTED_EXCHANGE = "nhipso.unrouted"
UNROUTED_QUEUE = "nhipso.unrouted.q"
DEAD_LETTER_EXCHANGE = "nhipso.dlx"
#: where systems outside publish figures, with any routing key, and where the answers go, by the name of the source
SUBMISSIONS_EXCHANGE = "nhipso.submissions"
RECEIPTS_EXCHANGE = "nhipso.receipts"


@dataclass(frozen=True)
class Subscription:
    """One consuming service's queue for one type of event. `consumer` is "service.what".

    `door` is the exchange that systems outside publish to: what comes in there is made such an event on arrival.
    """

    consumer: str
    queue: str
    event: type[Event]
    door: str | None = None

    @property
    def routing_key(self) -> str:
        """The type of the event."""
        return str(self.event.model_fields["type"].default)

    @property
    def binding(self) -> tuple[str, str]:
        """The exchange that the queue is bound to, and the key."""
        return (EVENTS_EXCHANGE, self.routing_key) if self.door is None else (self.door, "#")

    @property
    def service(self) -> str:
        return self.consumer.partition(".")[0]

    @property
    def dead_queue(self) -> str:
        return f"{self.queue}.dead"


INGEST_EVALUATED = Subscription("ingest.evaluated", "nhipso.ingest.evaluated", ComplianceEvaluated)
INGEST_DOUBTED = Subscription("ingest.doubted", "nhipso.ingest.doubted", FigureDoubted)
INGEST_SUBMISSIONS = Subscription(
    "ingest.submissions", "nhipso.ingest.submissions", FiguresSent, door=SUBMISSIONS_EXCHANGE
)
SCORING_METRIC = Subscription("scoring.metric", "nhipso.scoring.metric", MetricSubmitted)
NOTIFY_EVALUATED = Subscription("notify.evaluated", "nhipso.notify.evaluated", ComplianceEvaluated)
NOTIFY_CHANGED = Subscription("notify.changed", "nhipso.notify.changed", ComplianceChanged)
NOTIFY_DOUBTED = Subscription("notify.doubted", "nhipso.notify.doubted", FigureDoubted)
NOTIFY_TASK = Subscription("notify.task", "nhipso.notify.task", TaskChanged)
NOTIFY_BULLETIN = Subscription("notify.bulletin", "nhipso.notify.bulletin", BulletinPublished)
REPORT_EVALUATED = Subscription("report.evaluated", "nhipso.report.evaluated", ComplianceEvaluated)
REPORT_RANKING = Subscription("report.ranking", "nhipso.report.ranking", RankingComputed)
REPORT_DOUBTED = Subscription("report.doubted", "nhipso.report.doubted", FigureDoubted)
REPORT_TASK = Subscription("report.task", "nhipso.report.task", TaskChanged)

FLOW: tuple[Subscription, ...] = (
    INGEST_EVALUATED,
    INGEST_DOUBTED,
    INGEST_SUBMISSIONS,
    SCORING_METRIC,
    NOTIFY_EVALUATED,
    NOTIFY_CHANGED,
    NOTIFY_DOUBTED,
    NOTIFY_TASK,
    NOTIFY_BULLETIN,
    REPORT_EVALUATED,
    REPORT_RANKING,
    REPORT_DOUBTED,
    REPORT_TASK,
)

#: events that only systems outside listen to
OUTSIDE: tuple[type[Event], ...] = (
    AlertOpened,
    AlertClosed,
    AlertAcknowledged,
    AlertEscalated,
    TaskChanged,
    IndexComputed,
    BulletinPublished,
)
OUTSIDE_PREFIX = "nhipso.outside"
#: nobody may be reading: the newest are kept, the oldest go
OUTSIDE_KEPT = 10_000
KEPT: Mapping[str, str | int] = {"x-queue-type": "quorum", "x-max-length": OUTSIDE_KEPT, "x-overflow": "drop-head"}
#: receipts of every source, for those that have no queue of their own
RECEIPTS_QUEUE = f"{OUTSIDE_PREFIX}.receipts"


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
    arguments: Mapping[str, str | int] = field(default_factory=dict)


def exchanges(*, in_memory: bool = False) -> tuple[DurableExchange, ...]:
    """The exchanges, those that others refer to first."""
    if in_memory:
        return (DurableExchange(EVENTS_EXCHANGE, "topic"),)
    return (
        DurableExchange(UNROUTED_EXCHANGE, "fanout"),
        DurableExchange(DEAD_LETTER_EXCHANGE, "topic"),
        DurableExchange(EVENTS_EXCHANGE, "topic", {"alternate-exchange": UNROUTED_EXCHANGE}),
        DurableExchange(SUBMISSIONS_EXCHANGE, "topic", {"alternate-exchange": UNROUTED_EXCHANGE}),
        DurableExchange(RECEIPTS_EXCHANGE, "topic"),
    )


def queues(flow: tuple[Subscription, ...] = FLOW, *, in_memory: bool = False) -> Iterator[DurableQueue]:
    """Every queue of `flow`, its dead queue first, so that nothing dead-lettered is ever without a home."""
    if not in_memory:
        yield DurableQueue(UNROUTED_QUEUE, UNROUTED_EXCHANGE, "#", {"x-queue-type": "quorum"})
        yield from (outside(event) for event in OUTSIDE)
        yield DurableQueue(RECEIPTS_QUEUE, RECEIPTS_EXCHANGE, "#", KEPT)
    for subscription in flow:
        if in_memory and subscription.door:
            continue  # nobody outside reaches a broker that lives in a process
        if not in_memory:
            yield DurableQueue(
                subscription.dead_queue, DEAD_LETTER_EXCHANGE, subscription.queue, {"x-queue-type": "quorum"}
            )
        yield DurableQueue(
            subscription.queue,
            *subscription.binding,
            {} if in_memory else _with_dead_letters(subscription),
        )


def outside(event: type[Event]) -> DurableQueue:
    """Where an event for systems outside waits for them."""
    key = str(event.model_fields["type"].default)
    name = f"{OUTSIDE_PREFIX}.{key.removeprefix('vn.nhipso.').removesuffix('.v1')}"
    return DurableQueue(name, EVENTS_EXCHANGE, key, KEPT)


def _with_dead_letters(subscription: Subscription) -> dict[str, str]:
    return {
        "x-queue-type": "quorum",
        "x-dead-letter-exchange": DEAD_LETTER_EXCHANGE,
        "x-dead-letter-routing-key": subscription.queue,
        # At most once loses what is dead-lettered while the dead queue is away; at least once needs this overflow.
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
    }
