"""However long a queue has become, a consumer takes no more of it ahead than fits in its memory."""

from __future__ import annotations

from shared.messaging.gathering import prefetch
from shared.messaging.link import Link
from shared.messaging.topology import SCORING_METRIC
from tests.integration.messaging.counting import AT_ONCE
from tests.integration.messaging.stage import Stage, submitted

MANY = 2 * prefetch(AT_ONCE)


def test_of_a_long_queue_a_batch_and_a_half_is_taken_ahead(production: Stage) -> None:
    link = Link(production.broker)
    channel = link.channel()

    def ready() -> int:
        return int(channel.queue_declare(SCORING_METRIC.queue, passive=True).message_count)

    production.patience = 60.0
    production.announce([submitted(number, unit="later") for number in range(MANY)], each=1)
    production.start()
    production.await_true(lambda: "batch held" in production.log and ready() > 0, "a batch that is held")
    production.await_true(lambda: MANY - ready() == prefetch(AT_ONCE), "a batch and a half taken ahead")
    production.fixed.touch()
    production.await_applied(MANY)
    link.abort()

    assert production.effects() == {"events": MANY, "times": 1}
