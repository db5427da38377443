"""One pull of a source: page after page, each answer kept before it is read, until there is nothing more to ask."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from services.ingest.domain.key import Key
from services.ingest.domain.pull.patience import UNCHANGED, Failure, failure_of
from services.ingest.domain.pull.progress import Checkpoint, address, advanced, begun, caught_up
from services.ingest.domain.pull.records import Pulled
from services.ingest.domain.pull.source import Source
from services.ingest.door import count_figures
from services.ingest.pull.answers import keep_answer, same_answer, settle_answer
from services.ingest.pull.fetching import Fetched, Wanted, fetch
from services.ingest.pull.page import Page, Taking, moved, read_page, run_facts
from services.ingest.pull.report import Report, settled
from services.ingest.pull.secret import secret_headers
from services.ingest.pull.store import PullStore, checkpoint_of
from shared.clock import BUSINESS_ZONE
from shared.errors import Refused, Stop, TryLater
from shared.parts import Parts
from shared.trace import begun as begun_trace
from shared.trace import trace_id
from shared.wording import told

#: what can be sent back
VALIDATOR = re.compile(r"[ -~]{1,1000}")


@dataclass
class Pull:
    """A pull that was claimed as `run`; without a run it only looks (`dry_run`)."""

    source: Source
    parts: Parts
    run: UUID
    dry_run: bool = False
    trace: str = field(default_factory=begun_trace)

    def __post_init__(self) -> None:
        self.report = Report(self.source.name, self.run)
        self._headers: dict[str, str] = {}
        self._before: tuple[Any, ...] = ()

    def go(self, row: Row[Any]) -> Report:
        """Read on from where the source stands. What went wrong is told in the report."""
        try:
            with self.parts.database.read() as tx:
                key = PullStore(tx).key_of(self.source.source, self.parts.clock())
            self._headers = secret_headers(self.source)
            self._read_on(key, checkpoint_of(row), dict(row.validators))
        except Stop as stop:
            self.report.failure = Failure("keyless", str(stop))
        except Refused as refused:
            self.report.failure = Failure("unreadable", told(refused.message, "en"))
        except TryLater as later:
            self.report.failure = Failure("failed", str(later))
        return self.report

    def _read_on(self, key: Key, at: Checkpoint, validators: Mapping[str, str]) -> None:
        for _ in range(self.source.most_pages):
            today = self.parts.clock().astimezone(BUSINESS_ZONE).date()
            at = begun(self.source, at, today)
            url = address(self.source, at)
            # Of one page of several, "unchanged" would not say where the next one is.
            condition = _condition(url, validators) if self.source.paging is None else {}
            fetched = fetch(self._wanted(url, condition))
            failure = failure_of(fetched.status, fetched.headers, self.parts.clock())
            if fetched.status == UNCHANGED and not condition:
                failure = Failure("failed", "the source says that nothing has changed, which it was not asked")
            if failure is not None:
                self.report.failure = failure
                return
            at = self._unchanged(at, validators) if fetched.status == UNCHANGED else self._page(key, at, url, fetched)
            if caught_up(self.source, at, today):
                return

    def _wanted(self, url: str, condition: Mapping[str, str]) -> Wanted:
        source, seconds = self.source, max(1, int(self.source.timeout.total_seconds()))
        most = min(source.most_bytes, self.parts.settings.max_file_bytes)
        return Wanted(url, {**self._headers, **condition}, source.networks, seconds, most)

    def _unchanged(self, at: Checkpoint, validators: Mapping[str, str]) -> Checkpoint:
        after = advanced(self.source, at, 0, None)
        if not self.dry_run:
            with self.parts.database.write() as tx:
                PullStore(tx).hold(self.source.name, self.run, self.parts.clock(), **moved(after, dict(validators)))
        self.report.pages += 1
        return after

    def _page(self, key: Key, at: Checkpoint, url: str, fetched: Fetched) -> Checkpoint:
        answer_id = None if self.dry_run else self._keep(url, fetched)
        try:
            page = read_page(self.source, fetched, at, self.parts.settings.max_file_figures)
            taking = Taking(self.source, key, fetched.address, self.trace, self.dry_run)
            self._check_is_another(at, page, fetched.body)
            self._take_in(taking, page, answer_id, _validators(url, fetched))
        except Refused as refused:
            if answer_id is not None:
                self._note_refused(answer_id, refused)
            raise
        self.report.pages += 1
        return page.after

    def _keep(self, url: str, fetched: Fetched) -> UUID:
        now = self.parts.clock()
        facts = run_facts(self.source.name, self.run, self.report.pages, url, trace_id(self.trace))
        with self.parts.database.write() as tx:
            PullStore(tx).hold(self.source.name, self.run, now)
            return keep_answer(tx, facts, fetched, now)

    def _check_is_another(self, at: Checkpoint, page: Page, body: bytes) -> None:
        """A source that does not look at the page asked for would be asked for ever."""
        same = (at.start, at.end, body)
        if page.figures and same == self._before:
            raise Refused("malformed-json", "the answer is that of the page before: the source does not turn pages")
        self._before = same

    def _take_in(self, taking: Taking, page: Page, answer_id: UUID | None, validators: dict[str, str]) -> None:
        """Take a page in, some figures in each transaction so that others get their turn; then the checkpoint moves.

        What an interruption leaves of a page is found again as what the source has said.
        """
        with self.parts.database.read() as tx:
            fresh = taking.news_of(tx, page)
        most, unchanged, rejected = self.parts.settings.max_figures, len(page.figures) - len(fresh), 0
        parts = [fresh[start : start + most] for start in range(0, max(len(fresh), 1), most)]
        for place, part in enumerate(parts):
            become = self._taken(taking, part, unchanged if place == 0 else 0, answer_id, again=place > 0)
            rejected += become["rejected"]
            self.report.add(become)
            time.sleep(0)
        if answer_id is not None:
            with self.parts.database.write() as tx:
                after = moved(page.after, {} if rejected else validators)
                PullStore(tx).hold(self.source.name, self.run, self.parts.clock(), **after)

    def _taken(
        self, taking: Taking, part: Sequence[Pulled], unchanged: int, answer_id: UUID | None, *, again: bool
    ) -> dict[str, Any]:
        now = self.parts.clock()
        if answer_id is None:
            with self.parts.database.read() as tx:
                return settled(taking.take(tx, part, self.parts.catalogue, now), unchanged)
        with self.parts.database.write() as tx:
            # First, and in the same transaction: who lost the pull keeps nothing.
            PullStore(tx).hold(self.source.name, self.run, now)
            summary = taking.take(tx, part, self.parts.catalogue, now)
            become = settled(summary, unchanged)
            settle_answer(tx, same_answer(tx, answer_id) if again else answer_id, now, **become)
        count_figures(summary)
        return become

    def _note_refused(self, answer_id: UUID, refused: Refused) -> None:
        error = {"row": None, "pointer": refused.pointer, "code": refused.code, "value": None}
        with self.parts.database.write() as tx:
            said = error | {"message": told(refused.message, "en")}
            settle_answer(tx, answer_id, self.parts.clock(), errors=[said])


def _validators(url: str, fetched: Fetched) -> dict[str, str]:
    said = {name: fetched.headers.get(name, "") for name in ("etag", "last-modified")}
    found = {name: text for name, text in said.items() if VALIDATOR.fullmatch(text)}
    return {"url": url, **found} if found else {}


def _condition(url: str, validators: Mapping[str, str]) -> dict[str, str]:
    if validators.get("url") != url:
        return {}
    names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    return {header: validators[name] for name, header in names.items() if name in validators}
