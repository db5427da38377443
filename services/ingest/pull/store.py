"""How far each source is read and when it is due, so that two replicas never pull one source at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, or_, select, update

from services.ingest.domain.key import Key
from services.ingest.domain.pull.progress import Checkpoint
from services.ingest.domain.pull.records import Pulled
from services.ingest.keys import key_of
from services.ingest.pull.tables import pull_record, pull_source
from services.ingest.tables import api_key
from shared.bulk import insert_missing, upsert
from shared.errors import Stop, TryLater

#: a pull that says nothing for so long is taken for dead
LEASE = timedelta(minutes=1)
CHUNK = 500


class PullStore:
    """What is known of sources, behind one connection."""

    def __init__(self, tx: Connection) -> None:
        self.tx = tx

    def meet(self, names: Collection[str], now: datetime) -> None:
        """Know sources from now on; they are due at once."""
        fresh = {
            "known_since": now,
            "checkpoint": {},
            "validators": {},
            "due_at": now,
            "failures": 0,
            "last_said": "",
        }
        insert_missing(self.tx, pull_source, [{"name": name, **fresh} for name in sorted(names)])

    def known(self, names: Collection[str]) -> dict[str, Row[Any]]:
        rows = self.tx.execute(select(pull_source).where(pull_source.c.name.in_(sorted(names))))
        return {row.name: row for row in rows}

    def due(self, names: Collection[str], now: datetime) -> list[str]:
        """The sources to be asked now, the longest due first."""
        query = select(pull_source.c.name).where(
            pull_source.c.name.in_(sorted(names)), pull_source.c.due_at <= now, self._free(now)
        )
        return list(self.tx.execute(query.order_by(pull_source.c.due_at)).scalars())

    def claim(self, name: str, run: UUID, now: datetime, *, early: bool = False) -> Row[Any] | None:
        """Begin a pull; None when another has begun, it is paused, or not due (`early` does not ask)."""
        wanted = [pull_source.c.name == name, self._free(now)]
        if not early:
            wanted.append(pull_source.c.due_at <= now)
        statement = update(pull_source).where(*wanted)
        begun = statement.values(claim=run, claimed_until=now + LEASE, last_run=run, last_at=now)
        return self.tx.execute(begun.returning(pull_source)).one_or_none()

    def hold(self, name: str, run: UUID, now: datetime, **become: Any) -> None:
        """Go on with a pull. Raises TryLater when another has taken it over, so that nothing of this one is kept."""
        mine = (pull_source.c.name == name) & (pull_source.c.claim == run)
        statement = update(pull_source).where(mine).values(**{"claimed_until": now + LEASE, **become})
        if self.tx.execute(statement.returning(pull_source.c.name)).scalar_one_or_none() is None:
            raise TryLater(f"another pull of {name} has taken over")

    def resume(self, name: str, now: datetime) -> bool:
        """Ask a source again that is paused; False when it is not."""
        paused = (pull_source.c.name == name) & pull_source.c.paused_at.is_not(None)
        statement = update(pull_source).where(paused).values(paused_at=None, due_at=now, failures=0)
        return self.tx.execute(statement.returning(pull_source.c.name)).scalar_one_or_none() is not None

    def said(self, name: str, cells: Collection[str]) -> dict[str, str]:
        """What the source said last of these figures."""
        ordered: Sequence[str] = sorted(set(cells))
        found: dict[str, str] = {}
        for start in range(0, len(ordered), CHUNK):
            wanted = (pull_record.c.name == name) & pull_record.c.cell.in_(ordered[start : start + CHUNK])
            rows = self.tx.execute(select(pull_record.c.cell, pull_record.c.content).where(wanted))
            found.update((row.cell, row.content) for row in rows)
        return found

    def remember(self, name: str, taken: Collection[Pulled]) -> None:
        """Keep what the source said of figures that were taken in."""
        contents: Mapping[str, str] = {each.cell: each.content for each in taken}
        rows = [{"name": name, "cell": cell, "content": contents[cell]} for cell in sorted(contents)]
        upsert(self.tx, pull_record, rows)

    def key_of(self, source: str, now: datetime) -> Key:
        """The one key whose rights a source has. Raises Stop when it has none that can be used, or several."""
        keys = map(key_of, self.tx.execute(select(api_key).where(api_key.c.source == source)))
        usable = [key for key in keys if key.revoked_at is None and (key.expires_at is None or now < key.expires_at)]
        if not usable:
            raise Stop(f"no key says what {source} may send; make one: nhipso key create --source {source}")
        if len(usable) > 1:
            ids = ", ".join(sorted(key.id for key in usable))
            raise Stop(f"{source} has the keys {ids}: leave one, or give the file a `source` with a key of its own")
        return usable[0]

    def _free(self, now: datetime) -> Any:
        nobody = or_(pull_source.c.claimed_until.is_(None), pull_source.c.claimed_until < now)
        return pull_source.c.paused_at.is_(None) & nobody


def checkpoint_of(row: Row[Any]) -> Checkpoint:
    """How far the source of a row is read."""
    return Checkpoint.model_validate(row.checkpoint)
