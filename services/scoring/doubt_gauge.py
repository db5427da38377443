"""How many doubts are open, for those who watch."""

from __future__ import annotations

from services.scoring.store import ScoringStore
from shared.database import Database
from shared.metrics import DOUBTS_OPEN


def gauge_doubts(database: Database) -> None:
    """Set the metric to what is open now; a rule without open doubts is not shown."""
    with database.read() as tx:
        found = ScoringStore(tx).open_doubts()
    DOUBTS_OPEN.clear()
    for (rule, severity), count in found.items():
        DOUBTS_OPEN.labels(rule=rule, severity=severity).set(count)
