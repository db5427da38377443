"""Which occasions have been acted on, in the database: each is taken by one, once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from services.notify.timing_tables import OCCASION
from shared.bulk import inserted


class OccasionStore:
    """The table of occasions, within one transaction."""

    def __init__(self, tx: Connection) -> None:
        self.tx = tx

    def is_done(self, name: str, due_at: datetime, subject: str = "") -> bool:
        mine = OCCASION.c.name == name, OCCASION.c.subject == subject, OCCASION.c.due_at == due_at
        return self.tx.scalar(select(OCCASION.c.name).where(*mine)) is not None

    def last(self, name: str, until: datetime) -> datetime | None:
        """The last occasion of this name up to `until` that was acted on; None before the first."""
        mine = OCCASION.c.name == name, OCCASION.c.subject == "", OCCASION.c.due_at <= until
        found: datetime | None = self.tx.scalar(select(func.max(OCCASION.c.due_at)).where(*mine))
        return found

    def take(self, name: str, due_at: datetime, now: datetime, subject: str = "") -> bool:
        """Take an occasion; False where somebody has. Others wait until the transaction ends."""
        row = {"name": name, "subject": subject, "due_at": due_at, "done_at": now}
        return bool(inserted(self.tx, OCCASION, [row], "name"))
