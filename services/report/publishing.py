"""Publishing an approved edition: number, date and knowledge are fixed for ever, and everybody is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

import structlog

from services.report.domain.bulletin import Bulletin
from services.report.domain.content import bulletin_json, sealed
from services.report.domain.corrections import key_of, printed_figures, retold
from services.report.domain.extract.parts import Extracts
from services.report.domain.issuance import Issuance, demand_possible
from services.report.domain.letterhead import EditionRule, registered
from services.report.domain.numbering import free_number
from services.report.domain.steps import Status, Step, after, demand_seen
from services.report.editing import not_built
from services.report.edition_store import Deed, Edition, EditionStore
from services.report.extracting import extracts_json, extracts_now
from services.report.issue_store import Issue, IssuedFile, IssueStore
from services.report.published_event import published_event
from services.report.register_store import RegisterStore
from services.report.render import FORMATS, rendered
from shared.catalogue import Catalogue
from shared.clock import BUSINESS_ZONE
from shared.database import Database
from shared.messaging.outbox import announce
from shared.trace import begun, trace_id

log = structlog.get_logger()


@dataclass(frozen=True)
class Order:
    """Who publishes what; the number and the day only where they are not the next one and today.

    `registered` are the numbers that the province has written down itself, `editor` is the id of the key of who it is,
    `trace` the traceparent of the request it came with.
    """

    period: str
    by: str
    seen: str | None = None
    number: int | None = None
    issued_on: date | None = None
    registered: tuple[EditionRule, ...] = ()
    note: str = ""
    editor: str | None = None
    trace: str = field(default_factory=begun)


class Published(NamedTuple):
    """An issue and its files."""

    issue: Issue
    files: list[IssuedFile]


class _Held(NamedTuple):
    edition: Edition
    bulletin: Bulletin
    earlier: tuple[Issue, ...]
    taken: Mapping[int, str]
    pictures: Mapping[str, bytes]


class _Made(NamedTuple):
    issue: Issue
    bulletin: Bulletin
    extracts: Extracts
    files: Mapping[str, bytes]


def publish(database: Database, catalogue: Catalogue, order: Order, now: datetime) -> Published:
    """Publish the approved edition of `order.period` as files of all formats, and announce it.

    Raises Refused when it is not approved, when it is not the one that was seen, or when the number is taken.
    """
    while True:
        held = _held(database, order, now)
        issue = _issue(held, order, now)
        issued = _issued(held.bulletin, issue)
        with database.read() as tx:
            extracts = extracts_now(tx, issued, catalogue)
        # Seconds of work: nobody's transaction may wait for it.
        files = rendered(issued, tuple(FORMATS), pictures=held.pictures)
        made = _Made(replace(issue, content_hash=issued.content_hash), issued, extracts, files)
        kept = _keep(database, held, made, order)
        if kept is not None:
            return kept


def _held(database: Database, order: Order, now: datetime) -> _Held:
    with database.read() as tx:
        edition, bulletin = EditionStore(tx).edition(order.period), EditionStore(tx).bulletin(order.period)
        if edition is None or bulletin is None:
            raise not_built(order.period)
        after(edition.status, Step.PUBLISH)
        if order.seen is not None:
            demand_seen(order.seen, edition.content_hash)
        store = IssueStore(tx)
        earlier = tuple(store.issues(order.period))
        year = earlier[0].year if earlier else _day(edition, order, now).year
        hashes = {picture.sha256 for article in bulletin.articles for picture in article.pictures}
        taken = store.numbers(bulletin.letterhead.document_type, year)
        return _Held(edition, bulletin, earlier, taken, store.blobs(hashes))


def _day(edition: Edition, order: Order, now: datetime) -> date:
    return order.issued_on or edition.issued_on or now.astimezone(BUSINESS_ZONE).date()


def _issue(held: _Held, order: Order, now: datetime) -> Issue:
    edition, day = held.edition, _day(held.edition, order, now)
    if order.issued_on is not None:
        demand_possible(day, max([held.bulletin.as_of, *(each.issued_on for each in held.earlier)]), now)
    if held.earlier:
        number, year = held.earlier[0].number, held.earlier[0].year
    else:
        year = day.year
        number = free_number(order.period, year, edition.number, order.number, held.taken, order.registered)
    return Issue(
        period=order.period,
        issue=edition.issue,
        kind=held.bulletin.letterhead.document_type,
        number=number,
        year=year,
        issued_on=day,
        known_at=edition.built_at,
        published_at=now,
        published_by=order.by,
        content_hash="",
        made_with=edition.made_with,
    )


def _issued(bulletin: Bulletin, issue: Issue) -> Bulletin:
    """The text that is published: approved before, now with its number and day."""
    issuance = Issuance(
        kind=issue.kind,
        number=issue.number,
        year=issue.year,
        issue=issue.issue,
        issued_on=issue.issued_on,
        known_at=issue.known_at,
    )
    letterhead = registered(bulletin.letterhead, issue.number, issue.issue, issue.issued_on)
    update = {"status": "published", "issuance": issuance, "letterhead": letterhead}
    return sealed(bulletin.model_copy(update=update))


def _keep(database: Database, held: _Held, made: _Made, order: Order) -> Published | None:
    """Write it all down at once; None where somebody else took the number or changed the edition meanwhile."""
    issue, bulletin = made.issue, made.bulletin
    with database.write() as tx:
        store, issues, register = EditionStore(tx), IssueStore(tx), RegisterStore(tx)
        issues.hold()
        if store.edition(issue.period, hold=True) != held.edition:
            return None
        if not held.earlier and issues.numbers(issue.kind, issue.year) != held.taken:
            return None
        kept = issues.keep(issue, bulletin_json(bulletin), made.files)
        issues.keep_extracts(issue, extracts_json(made.extracts))
        known = {key_of(each): each for each in register.told()}
        corrected = [retold(each, known[key_of(each)]) for each in bulletin.corrections if key_of(each) in known]
        register.tell({key_of(each): each for each in (*corrected, *printed_figures(bulletin, issue.label))}.values())
        register.register(bulletin.corrections, issue.period, issue.issue)
        status = Status.PUBLISHED
        store.change(replace(held.edition, status=status, content_hash=issue.content_hash), bulletin)
        done = (issue.published_at, order.by, Step.PUBLISH, held.edition.status, status, issue.issue)
        store.note(
            Deed(issue.period, *done, issue.content_hash, order.note or f"{issue.kind} {issue.label}", order.editor)
        )
        replaces = held.earlier[-1].content_hash if held.earlier else None
        event = published_event(issue, bulletin, made.extracts, kept, trace=order.trace, replaces=replaces)
        announce(tx, [event], issue.published_at)
    facts = {"period": issue.period, "number": issue.label, "content_hash": issue.content_hash, "by": order.by}
    traced = trace_id(order.trace)
    log.info("edition published", **facts, files=len(kept), corrections=len(bulletin.corrections), trace_id=traced)
    return Published(issue, kept)
