"""What stands in the library: issues with their files, found by the folder that they have in the archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from services.report.domain.bulletin import Bulletin
from services.report.domain.extract.parts import Extracts
from services.report.extracting import issued_extracts
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
    """The published editions of a database; drafts do not stand here."""

    database: Database
    catalogue: Catalogue

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

    def content(self, volume: Volume, name: str) -> bytes:
        """A file as it was issued. Raises Refused where there is none, Stop where it is not what was issued."""
        file = next((file for file in volume.files if file.name == name), None)
        if file is None:
            raise nothing()
        with self.database.read() as tx:
            content = IssueStore(tx).content(file)
        if sha256(content) != file.sha256:
            raise Stop(f"{file.name} of edition {volume.issue.label} is not what was published")
        return content

    def bulletin(self, volume: Volume) -> Bulletin:
        with self.database.read() as tx:
            found = IssueStore(tx).bulletin(volume.issue.period, volume.issue.issue)
        if found is None:
            raise nothing()
        return found

    def extracts(self, volume: Volume) -> Extracts:
        with self.database.read() as tx:
            return issued_extracts(tx, volume.issue, self.catalogue)


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
