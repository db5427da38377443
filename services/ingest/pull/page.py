"""One answer of a source: its records read, and what is new in them taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from services.ingest.domain.key import TOLD, Key
from services.ingest.domain.outcome import Summary
from services.ingest.domain.pull.progress import Checkpoint, advanced
from services.ingest.domain.pull.records import Pulled, figures_of, list_of, news
from services.ingest.domain.pull.source import Source
from services.ingest.domain.strict_json import parse_json
from services.ingest.handlers import submit
from services.ingest.keys import note_use
from services.ingest.orders import Order
from services.ingest.pull.fetching import Fetched
from services.ingest.pull.store import PullStore
from services.ingest.store import IngestStore
from shared.catalogue import Catalogue
from shared.errors import Refused
from shared.http.aside import aside
from shared.turns import in_turns, pace_within

DOOR = "pull"
CHARSETS = ("", "utf-8", "utf8")
NOTHING = Summary(())


@dataclass(frozen=True)
class Page:
    """What an answer says, and the checkpoint behind it."""

    figures: Sequence[Pulled]
    after: Checkpoint


def read_page(source: Source, fetched: Fetched, at: Checkpoint, most: int) -> Page:
    """Read an answer. Raises Refused when it is no list of records, or has more than `most` figures."""
    kind, _mark, parameters = fetched.headers.get("content-type", "").lower().partition(";")
    if kind.strip() != "application/json" and not kind.strip().endswith("+json"):
        raise Refused("unsupported-media-type", f"the answer is {kind.strip()!r}, not application/json")
    charset = parameters.partition("charset=")[2].strip(' "')
    if charset not in CHARSETS or fetched.headers.get("content-encoding", "identity").lower() != "identity":
        raise Refused("unsupported-media-type", "the answer is not plain UTF-8")
    document = aside(lambda: parse_json(fetched.body))
    records = list_of(document, source)
    figures = list(in_turns(figures_of(records, source)))
    if len(figures) > most:
        raise Refused("too-many-figures", f"the answer has {len(figures)} figures: ask for pages of at most {most}")
    return Page(figures, advanced(source, at, len(records), document))


@dataclass(frozen=True)
class Taking:
    """With whose rights, from which address and in which trace figures are taken in; `dry_run` keeps nothing."""

    source: Source
    key: Key
    address: str
    trace: str
    dry_run: bool = False

    def news_of(self, tx: Connection, page: Page) -> list[Pulled]:
        """What the source did not say before."""
        known = PullStore(tx).said(self.source.name, [each.cell for each in page.figures])
        return news(page.figures, known)

    def take(self, tx: Connection, fresh: Sequence[Pulled], catalogue: Catalogue, now: datetime) -> Summary:
        """Take figures in, as every other way does. Raises Refused where the key is not for figures from there."""
        reason = self.key.unusable(self.address, now)
        if reason is not None:
            raise Refused(*TOLD[reason])
        summary = self._submitted(tx, fresh, catalogue, now)
        if not self.dry_run:
            self._remember(PullStore(tx), fresh, summary)
        return summary

    def _submitted(self, tx: Connection, fresh: Sequence[Pulled], catalogue: Catalogue, now: datetime) -> Summary:
        if not fresh:
            return NOTHING
        order = Order(self.key, self.trace, dry_run=self.dry_run, door=DOOR, address=self.address)
        if not self.dry_run:
            note_use(tx, self.key, now, self.address)
        # A dry run holds no lock, so that on SQLite too others may have their turn.
        pace = in_turns if self.dry_run else pace_within(tx)
        return submit([each.sent for each in fresh], order, IngestStore(tx, pace), catalogue, now, pace)

    def _remember(self, store: PullStore, fresh: Sequence[Pulled], summary: Summary) -> None:
        if summary.refused:
            return
        taken = [each for each, outcome in zip(fresh, summary.outcomes, strict=True) if outcome.status != "rejected"]
        refused = {each.cell for each, outcome in zip(fresh, summary.outcomes, strict=True) if outcome.refusals}
        store.remember(self.source.name, [each for each in taken if each.cell not in refused])


def moved(after: Checkpoint, validators: dict[str, str]) -> dict[str, Any]:
    """What the state of a source becomes behind an answer."""
    return {"checkpoint": after.model_dump(mode="json"), "validators": validators}


def run_facts(name: str, run: UUID, page: int, url: str, trace_id: str | None) -> dict[str, Any]:
    """What is noted of an answer before it is read."""
    return {"name": name, "run": run, "page": page, "url": url, "trace_id": trace_id}
