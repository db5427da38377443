"""What was issued, byte for byte, as one transaction sees it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, text

from services.report.domain.bulletin import Bulletin
from services.report.edition_tables import BLOB, ISSUE, ISSUE_EXTRACTS, ISSUE_FILE
from shared.bulk import insert_missing
from shared.vietnamese import issue_text


@dataclass(frozen=True)
class Issue:
    """One issue of an edition; nothing of it ever changes."""

    period: str
    issue: int
    kind: str
    number: int
    year: int
    issued_on: date
    known_at: datetime
    published_at: datetime
    published_by: str
    content_hash: str
    made_with: Mapping[str, str]

    @property
    def label(self) -> str:
        return f"{issue_text(self.number, self.issue)}/{self.year}"

    @property
    def folder(self) -> str:
        """Where its files lie in the archive: "2023/02", of a re-issue "2023/02-R1"."""
        again = f"-R{self.issue - 1}" if self.issue > 1 else ""
        return f"{self.year}/{self.number:02d}{again}"


@dataclass(frozen=True)
class IssuedFile:
    """A file of an issue: its size in bytes and what it holds."""

    name: str
    size: int
    sha256: str


FIELDS = tuple(Issue.__dataclass_fields__)


class IssueStore:
    """The issues in one transaction."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def hold(self) -> None:
        """Let nobody else give out a number until the transaction ends; SQLite has one writer anyway."""
        if self._tx.dialect.name == "postgresql":
            self._tx.execute(text("LOCK TABLE issue IN EXCLUSIVE MODE"))

    def keep(self, issue: Issue, body: str, files: Mapping[str, bytes]) -> list[IssuedFile]:
        """Keep an issue with its files for ever."""
        row = {name: getattr(issue, name) for name in FIELDS} | {"made_with": dict(issue.made_with), "body": body}
        self._tx.execute(insert(ISSUE), [row])
        kept = [IssuedFile(name, len(content), sha256(content)) for name, content in files.items()]
        self.keep_blobs(files.values())
        place = {"period": issue.period, "issue": issue.issue}
        self._tx.execute(insert(ISSUE_FILE), [place | vars(file) for file in kept])
        return kept

    def keep_extracts(self, issue: Issue, content: bytes) -> None:
        """Keep the extracts of an issue for ever."""
        self.keep_blobs([content])
        row = {"period": issue.period, "issue": issue.issue, "sha256": sha256(content)}
        self._tx.execute(insert(ISSUE_EXTRACTS), [row])

    def extracts(self, issue: Issue) -> tuple[str, bytes | None] | None:
        """The hash and bytes of the extracts of an issue; None where it was issued without any."""
        name = self.extracts_hash(issue)
        return None if name is None else (name, self.blobs([name]).get(name))

    def extracts_hash(self, issue: Issue) -> str | None:
        """The hash of the extracts of an issue; None where it was issued without any."""
        mine = (ISSUE_EXTRACTS.c.period == issue.period) & (ISSUE_EXTRACTS.c.issue == issue.issue)
        found: str | None = self._tx.execute(select(ISSUE_EXTRACTS.c.sha256).where(mine)).scalar_one_or_none()
        return found

    def keep_blobs(self, contents: Iterable[bytes]) -> None:
        """Keep contents under their hashes; what is there already stays."""
        for content in contents:
            known = select(BLOB.c.sha256).where(BLOB.c.sha256 == sha256(content))
            if self._tx.execute(known).first() is None:
                insert_missing(self._tx, BLOB, [{"sha256": sha256(content), "content": content}])

    def blobs(self, hashes: Collection[str]) -> dict[str, bytes]:
        """The contents with these hashes, as far as they are kept."""
        found = select(BLOB.c.sha256, BLOB.c.content).where(BLOB.c.sha256.in_(hashes))
        return {row.sha256: bytes(row.content) for row in self._tx.execute(found)}

    def issues(self, period: str | None = None) -> list[Issue]:
        """All issues (of one period), in the order of publication."""
        query = select(*(ISSUE.c[name] for name in FIELDS)).order_by(ISSUE.c.published_at, ISSUE.c.period)
        rows = self._tx.execute(query if period is None else query.where(ISSUE.c.period == period))
        return [Issue(**{name: row[name] for name in FIELDS}) for row in rows.mappings()]

    def numbers(self, kind: str, year: int) -> dict[int, str]:
        """The numbers given out in a year, with the period of each."""
        query = select(ISSUE.c.number, ISSUE.c.period).where(ISSUE.c.kind == kind, ISSUE.c.year == year)
        return {row.number: row.period for row in self._tx.execute(query)}

    def bulletin(self, period: str, issue: int | None = None) -> Bulletin | None:
        """The text of an issue, of the last one where none is named."""
        body = self.body(period, issue)
        return None if body is None else Bulletin.model_validate_json(body)

    def body(self, period: str, issue: int | None = None) -> str | None:
        """The same as bulletin.json."""
        query = select(ISSUE.c.body).where(ISSUE.c.period == period)
        one = query.where(ISSUE.c.issue == issue) if issue else query.order_by(ISSUE.c.issue.desc()).limit(1)
        return self._tx.execute(one).scalar_one_or_none()

    def files(self, issue: Issue) -> list[IssuedFile]:
        """The files of an issue, by name."""
        mine = (ISSUE_FILE.c.period == issue.period) & (ISSUE_FILE.c.issue == issue.issue)
        columns = (ISSUE_FILE.c.name, ISSUE_FILE.c.size, ISSUE_FILE.c.sha256)
        return [IssuedFile(*row) for row in self._tx.execute(select(*columns).where(mine).order_by(ISSUE_FILE.c.name))]

    def content(self, file: IssuedFile) -> bytes:
        """The bytes of a file as they were issued."""
        found: Any = self._tx.execute(select(BLOB.c.content).where(BLOB.c.sha256 == file.sha256)).scalar_one()
        return bytes(found)

    def count(self) -> int:
        """How many issues there are."""
        return self._tx.execute(select(func.count()).select_from(ISSUE)).scalar_one()


def sha256(content: bytes) -> str:
    """The name of a content: its SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
