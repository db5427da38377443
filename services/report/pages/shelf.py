"""What stands in the library: issues with their files, found by the folder that they have in the archive."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from services.report.away import Away, at_once
from services.report.extracting import issued_content
from services.report.issue_store import Issue, IssuedFile, IssueStore, sha256
from services.report.published_event import media_type
from shared.catalogue import Catalogue
from shared.database import Database
from shared.errors import Refused, Stop


class Volume(NamedTuple):
    """An issue with its files; `newer` is the issue that stands in its place, if it was issued again."""

    issue: Issue
    files: list[IssuedFile]
    newer: Issue | None


@dataclass(frozen=True)
class Shelf:
    """The published editions of a database; drafts do not stand here. What takes long is done `away`."""

    database: Database
    catalogue: Catalogue
    away: Away = at_once

    def volumes(self) -> list[Volume]:
        """Everything that was published, the newest first."""
        with self.database.read() as tx:
            store = IssueStore(tx)
            issues = store.issues()
            newest = {issue.period: issue for issue in issues}
            return [
                Volume(issue, store.files(issue), None if newest[issue.period] == issue else newest[issue.period])
                for issue in reversed(issues)
            ]

    def volume(self, folder: str) -> Volume:
        """The issue of a folder such as "2023/02". Raises Refused where there is none."""
        found = next((volume for volume in self.volumes() if volume.issue.folder == folder), None)
        if found is None:
            raise nothing()
        return found

    def content(self, volume: Volume, file: IssuedFile) -> bytes:
        """A file as it was issued. Raises Stop where it is not what was issued."""
        return self.away(partial(_content, self.database, volume.issue.label, file))

    def body(self, volume: Volume) -> str:
        """The text of an issue as bulletin.json."""
        with self.database.read() as tx:
            found = IssueStore(tx).body(volume.issue.period, volume.issue.issue)
        if found is None:
            raise nothing()
        return found

    def extracts(self, volume: Volume) -> bytes:
        """The extracts of an issue as they were kept. Raises Stop where they are not what was issued."""
        with self.database.read() as tx:
            return issued_content(tx, volume.issue, self.catalogue)


def _content(database: Database, label: str, file: IssuedFile) -> bytes:
    with database.read() as tx:
        content = IssueStore(tx).content(file)
    if sha256(content) != file.sha256:
        raise Stop(f"{file.name} of edition {label} is not what was published")
    return content


def stated(volume: Volume) -> dict[str, Any]:
    """A volume for programs."""
    issue = volume.issue
    return {
        "edition": issue.label,
        "period": issue.period,
        "kind": issue.kind,
        "issued_on": issue.issued_on.isoformat(),
        "content_hash": issue.content_hash,
        "path": f"/editions/{issue.folder}",
        "replaced_by": None if volume.newer is None else volume.newer.label,
        "files": [
            {
                "name": file.name,
                "path": f"/editions/{issue.folder}/{file.name}",
                "media_type": media_type(file.name),
                "size": file.size,
                "sha256": file.sha256,
            }
            for file in volume.files
        ],
    }


def nothing() -> Refused:
    return Refused("not-found", "there is no such edition or file")
