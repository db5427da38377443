"""Whether everything that was issued is still kept as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, select

from services.report.domain.content import stated_hash
from services.report.edition_tables import BLOB, ISSUE
from services.report.issue_store import Issue, IssueStore, sha256
from shared.database import Database


class _Kept(NamedTuple):
    """Something kept under the hash of its content, and what it is."""

    name: str
    sha256: str


def flaws_in(database: Database) -> tuple[int, list[str]]:
    """How many editions were issued, and what is no longer there or not as it was, a line each."""
    with database.read() as tx:
        issues = IssueStore(tx).issues()
        return len(issues), [f"edition {issue.label}: {flaw}" for issue in issues for flaw in _flaws(tx, issue)]


def _flaws(tx: Connection, issue: Issue) -> Iterator[str]:
    if not _has_its_text(tx, issue):
        yield "its text is not what was issued"
        return
    for kept in _parts(tx, issue):
        # One at a time: a library may be larger than the memory.
        content = tx.execute(select(BLOB.c.content).where(BLOB.c.sha256 == kept.sha256)).scalar_one_or_none()
        if content is None:
            yield f"{kept.name} is gone"
        elif sha256(bytes(content)) != kept.sha256:
            yield f"{kept.name} is not what was issued"


def _has_its_text(tx: Connection, issue: Issue) -> bool:
    mine = (ISSUE.c.period == issue.period) & (ISSUE.c.issue == issue.issue)
    text = tx.execute(select(ISSUE.c.body).where(mine)).scalar_one()
    try:
        return stated_hash(text) == issue.content_hash
    except ValueError:
        return False


def _parts(tx: Connection, issue: Issue) -> Iterator[_Kept]:
    store = IssueStore(tx)
    yield from (_Kept(file.name, file.sha256) for file in store.files(issue))
    extracts, bulletin = store.extracts_hash(issue), store.bulletin(issue.period, issue.issue)
    if extracts is not None:
        yield _Kept("a page of units or of leaders", extracts)
    for article in () if bulletin is None else bulletin.articles:
        yield from (_Kept(f"a picture of {article.id}", picture.sha256) for picture in article.pictures)
