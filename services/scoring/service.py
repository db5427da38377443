"""The scoring service: figures come in, verdicts go out."""

from __future__ import annotations

from nameko.timer import timer

from services.scoring import handlers
from services.scoring.doubt_gauge import gauge_doubts
from services.scoring.passing_time import pass_time
from services.scoring.store import ScoringStore
from shared.events import MetricSubmitted
from shared.messaging.consumer import consume
from shared.messaging.inbox import unseen
from shared.messaging.relay import RelayOutbox
from shared.messaging.topology import SCORING_METRIC
from shared.parts import GivenParts


class ScoringService:
    """Judges every submitted figure."""

    name = "scoring"
    parts = GivenParts()
    outbox = RelayOutbox()

    @consume(SCORING_METRIC)
    def judge(self, events: list[MetricSubmitted]) -> None:
        with self.parts.database.write() as tx:
            fresh = unseen(tx, SCORING_METRIC.consumer, events, now := self.parts.clock())
            handlers.judge(fresh, ScoringStore(tx), self.parts.catalogue, now)

    # Not at once: after an interruption, figures that came in time wait in the queue, and go first.
    @timer(interval=60)  # type: ignore[untyped-decorator]  # nameko is untyped
    def pass_time(self) -> None:
        """Look at the deadlines and tasks whose day has come."""
        pass_time(self.parts.database, self.parts.catalogue, self.parts.settings, self.parts.clock())
        gauge_doubts(self.parts.database)
