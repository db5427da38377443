"""The extracts of an edition: of a draft as it stands, of a published one as they were kept with it."""

from __future__ import annotations

import json

from sqlalchemy import Connection

from services.report.domain.bulletin import Bulletin
from services.report.domain.extract.extracting import extracts_of
from services.report.domain.extract.parts import Extracts
from services.report.domain.records import Records
from services.report.issue_store import Issue, IssueStore, sha256
from services.report.store import ReportStore
from shared.catalogue import Catalogue
from shared.errors import Stop


def extracts_now(tx: Connection, bulletin: Bulletin, catalogue: Catalogue) -> Extracts:
    """The extracts of `bulletin`, with places, earlier figures and tasks as they are known now."""
    store = ReportStore(tx)
    records = Records.of(store.evaluations(bulletin.period), store.rankings(bulletin.period)).standing()
    return extracts_of(bulletin, records, store.tasks(), catalogue)


def issued_extracts(tx: Connection, issue: Issue, catalogue: Catalogue) -> Extracts:
    """The extracts of an issue; raises Stop as `issued_content` does."""
    return Extracts.model_validate_json(issued_content(tx, issue, catalogue))


def issued_content(tx: Connection, issue: Issue, catalogue: Catalogue) -> bytes:
    """The extracts of an issue as they were kept with it; made now for one from before they were.

    Raises Stop where what is kept is not what was issued.
    """
    store = IssueStore(tx)
    kept = store.extracts(issue)
    if kept is not None:
        name, content = kept
        if content is None or sha256(content) != name:
            raise Stop(f"the extracts of edition {issue.label} are damaged: restore the database of report")
        return content
    bulletin = store.bulletin(issue.period, issue.issue)
    if bulletin is None or bulletin.content_hash != issue.content_hash:
        raise Stop(f"the text of edition {issue.label} is damaged: restore the database of report")
    return extracts_json(extracts_now(tx, bulletin, catalogue))


def extracts_json(extracts: Extracts) -> bytes:
    """Extracts as they are kept: the same extracts give the same bytes."""
    stated = extracts.model_dump(mode="json")
    return json.dumps(stated, ensure_ascii=False, separators=(",", ":")).encode()
