"""Making the edition of a period from what the report service remembers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import structlog

from services.report.article_files import Manuscripts, load_articles
from services.report.domain.absence import Absences, explained
from services.report.domain.assemble import assemble
from services.report.domain.bulletin import Bulletin
from services.report.domain.content import sealed
from services.report.domain.issuance import FIRST
from services.report.domain.layout import Layout
from services.report.domain.letterhead import EditionRule
from services.report.domain.picture import NO_PICTURES, Pictures
from services.report.domain.records import Records
from services.report.domain.revised import revised
from services.report.domain.steps import LEADS, Status, Step, after
from services.report.edition_store import Deed, Edition, EditionStore
from services.report.issue_store import Issue, IssueStore
from services.report.layout_files import load_layout
from services.report.made_with import made_with
from services.report.manuscript_store import ManuscriptStore
from services.report.register import corrections_for
from services.report.register_store import RegisterStore
from services.report.store import ReportStore
from shared.catalogue import Catalogue
from shared.database import Database
from shared.errors import Stop

log = structlog.get_logger()


@dataclass(frozen=True)
class Draft:
    """An edition as it would be now, with the registered number and the pictures of its articles."""

    bulletin: Bulletin
    edition: Edition
    manuscripts: Manuscripts


def build_bulletin(  # noqa: PLR0917  # an edition is made of these, by somebody, at some time
    database: Database,
    catalogue: Catalogue,
    province: Path,
    period: str,
    now: datetime,
    by: str = "",
    editor: str | None = None,
) -> Bulletin:
    """Assemble the edition of `period` ("2023-02") and keep it as the draft, unless it is approved or published.

    `province` is the folder with the layout and the articles. Raises Stop when no figure of the period has come yet,
    or when the layout or an article cannot be used.
    """
    draft = draft_of(database, catalogue, province, period, now)
    with database.write() as tx:
        IssueStore(tx).keep_blobs(draft.manuscripts.pictures.values())
        kept = keep_draft(EditionStore(tx), draft.edition, draft.bulletin, by, editor)
    log.info("edition built", period=period, content_hash=draft.bulletin.content_hash, status=str(kept), by=by)
    return draft.bulletin


def draft_of(database: Database, catalogue: Catalogue, province: Path, period: str, now: datetime) -> Draft:
    """The edition of `period` as it would be now; nothing is kept. Raises Stop as `build_bulletin` does."""
    layout = load_layout(province, catalogue)
    with database.read() as tx:
        store, register = ReportStore(tx), RegisterStore(tx)
        periods = store.periods()
        if period not in periods:
            raise Stop(
                f"no figures of {period} have come yet; there are figures of: {', '.join(periods) or 'no period'}"
            )
        evaluations, rankings = list(store.evaluations(period)), list(store.rankings(period))
        doubts, absences = list(store.doubts(period)), Absences(register.absences(period))
        changed = corrections_for(tx, period, Records.of(evaluations).standing())
        order, kept = register.order(period), ManuscriptStore(tx).kept(period)
        edition = EditionStore(tx).edition(period)
        first = next(iter(IssueStore(tx).issues(period)), None)
    registered = registration(layout, edition, period, first)
    manuscripts = load_articles(province, period, order, layout.sections, kept)
    layout = layout.model_copy(update={"editions": () if registered is None else (registered,)})
    bulletin = assemble(period, evaluations, rankings, layout, catalogue, manuscripts.articles, doubts)
    issue = FIRST if edition is None else edition.issue
    return Draft(
        sealed(revised(explained(bulletin, absences), changed)),
        Edition(
            period,
            Status.DRAFT,
            "",
            now,
            issue,
            None if registered is None else registered.number,
            None if registered is None or issue > FIRST else registered.issued_on,
            made_with(province),
        ),
        manuscripts,
    )


def registration(layout: Layout, edition: Edition | None, period: str, first: Issue | None) -> EditionRule | None:
    """The number of the edition of `period`: that of its first issue, else that of the layout, else none yet."""
    if first is None:
        return next((rule for rule in layout.editions if rule.period == period), None)
    issue = FIRST if edition is None else edition.issue
    return EditionRule(period=period, number=first.number, issued_on=first.issued_on, issue=issue)


def keep_draft(store: EditionStore, edition: Edition, bulletin: Bulletin, by: str, editor: str | None = None) -> Status:
    """Keep the bulletin as the draft of its period; what is approved or published stays as it is.

    The same text again changes nothing, not even that it was checked. Returns how the edition stands.
    """
    draft = replace(edition, content_hash=bulletin.content_hash)
    held = store.edition(draft.period, hold=True)
    if held is None and store.begin(draft, bulletin):
        store.note(_built(draft, None, by, editor))
        return Status.DRAFT
    if held is None:
        # Somebody else put the first draft in this very moment.
        return keep_draft(store, edition, bulletin, by, editor)
    if held.status not in LEADS[Step.BUILD] or held.content_hash == draft.content_hash:
        return held.status
    status = after(held.status, Step.BUILD)
    store.change(replace(draft, status=status, issue=held.issue), bulletin)
    store.note(_built(replace(draft, issue=held.issue), held.status, by, editor))
    return status


def _built(draft: Edition, before: Status | None, by: str, editor: str | None) -> Deed:
    done = (Step.BUILD, before, Status.DRAFT, draft.issue, draft.content_hash)
    return Deed(draft.period, draft.built_at, by, *done, editor=editor)


def latest_bulletin(database: Database, period: str) -> Bulletin | None:
    """The edition of `period` as last built, or None."""
    with database.read() as tx:
        return EditionStore(tx).bulletin(period)


def pictures_of(database: Database, bulletin: Bulletin, beside: Pictures = NO_PICTURES) -> Pictures:
    """The bytes of the pictures in the articles of an edition: those that are kept, and those `beside` it."""
    hashes = {picture.sha256 for article in bulletin.articles for picture in article.pictures}
    with database.read() as tx:
        return {**IssueStore(tx).blobs(hashes - beside.keys()), **beside}
