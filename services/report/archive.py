"""The archive: every issue as it was published, from the database and as files in a folder."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

import structlog

from services.report.away import Away
from services.report.build import pictures_of
from services.report.domain.issuance import FIRST
from services.report.issue_store import Issue, IssuedFile, IssueStore, sha256
from services.report.render import rendered, write_files
from shared.database import Database
from shared.errors import Refused, Stop, TryLater

log = structlog.get_logger()
LABEL: Final = re.compile(
    r"0*(?P<number>\d{1,4})(?P<again>\(R(?P<times>\d{0,3})\))?(?:/(?P<year>\d{4}))?", re.IGNORECASE
)
MANIFEST: Final = "manifest.json"
#: the language that editions are published in
ISSUED_IN: Final = "vi"
State = Literal["there", "absent", "damaged"]


class Archived(NamedTuple):
    """An issue and its files."""

    issue: Issue
    files: list[IssuedFile]


def archived(database: Database) -> list[Archived]:
    """Everything that was published, in the order of publication."""
    with database.read() as tx:
        store = IssueStore(tx)
        return [Archived(issue, store.files(issue)) for issue in store.issues()]


def find_issue(database: Database, label: str) -> Archived:
    """The issue that people cite as "02/2023", a re-issue as "02(R)/2023"; the year where it is needed.

    Raises Refused where there is none, or more than one.
    """
    wanted = LABEL.fullmatch(label.strip())
    if wanted is None:
        raise Refused("not-found", f"{label!r} is not the number of an edition such as 02/2023 or 02(R)/2023")
    times = FIRST + int(wanted["times"] or 1) if wanted["again"] else FIRST
    found = [
        each
        for each in archived(database)
        if (each.issue.number, each.issue.issue) == (int(wanted["number"]), times)
        and wanted["year"] in {None, str(each.issue.year)}
    ]
    if len(found) != 1:
        known = ", ".join(each.issue.label for each in found or archived(database)) or "nothing was published yet"
        raise Refused("not-found", f"{'no' if not found else 'more than one'} edition {label}; there is: {known}")
    return found[0]


def contents(
    database: Database, found: Archived, formats: Sequence[str], language: str = ISSUED_IN
) -> dict[str, bytes]:
    """The files of an issue by name, as they were published, whatever has changed since.

    A format or language it was not published in is made from what was frozen then. Raises Stop when what is kept does
    not have the hash that was noted.
    """
    known = {file.name: file for file in found.files} if language == ISSUED_IN else {}
    names = [f"bulletin.{form}" for form in formats]
    with database.read() as tx:
        store = IssueStore(tx)
        kept = {name: _sound(store.content(known[name]), known[name]) for name in names if name in known}
        bulletin = store.bulletin(found.issue.period, found.issue.issue)
        if bulletin is None or bulletin.content_hash != found.issue.content_hash:
            raise Stop(f"the text of edition {found.issue.label} is damaged: restore the database of report")
    pictures = pictures_of(database, bulletin)
    made = rendered(bulletin, [form for form in formats if f"bulletin.{form}" not in kept], language, pictures)
    return {name: kept[name] if name in kept else made[name] for name in names}


def write_archive(database: Database, root: Path, found: Archived) -> Path:
    """Write the files of an issue and their manifest into the folder of the archive; returns the issue's own."""
    formats = [file.name.removeprefix("bulletin.") for file in found.files]
    folder = root / found.issue.folder
    write_files(folder, contents(database, found, formats) | {MANIFEST: manifest(found)})
    return folder


def try_archive(database: Database, root: Path, found: Archived) -> None:
    """Write an issue into the folder of the archive, or log why that cannot be: it is published all the same."""
    try:
        write_archive(database, root, found)
    except OSError as error:
        facts = {"path": str(error.filename), "error": error.strerror}
        log.warning("archive not written", period=found.issue.period, edition=found.issue.label, **facts)


def complete_archive(database: Database, root: Path, away: Away) -> None:
    """Write, `away`, the issues that the folder of the archive lacks a file of."""
    for each in archived(database):
        if all(_path(root, each.issue, file).is_file() for file in each.files):
            continue
        try:
            away(partial(try_archive, database, root, each))
        except (Stop, TryLater) as error:
            log.warning("archive not written", period=each.issue.period, edition=each.issue.label, error=str(error))


def manifest(found: Archived) -> bytes:
    """What lies in the folder of an issue: number, day, content hash, and each file with size and SHA-256."""
    stated: dict[str, Any] = {"edition": found.issue.label, **asdict(found.issue)}
    stated["files"] = [asdict(file) for file in found.files]
    del stated["published_by"]
    return (json.dumps(stated, ensure_ascii=False, indent=1, default=_text) + "\n").encode()


def state_of(root: Path, issue: Issue, file: IssuedFile) -> State:
    """Whether the folder of the archive has the file as it was published."""
    path = _path(root, issue, file)
    if not path.is_file():
        return "absent"
    return "there" if sha256(path.read_bytes()) == file.sha256 else "damaged"


def _path(root: Path, issue: Issue, file: IssuedFile) -> Path:
    return root / issue.folder / file.name


def _sound(content: bytes, file: IssuedFile) -> bytes:
    if sha256(content) != file.sha256:
        raise Stop(f"{file.name} is not what was published: restore the database of report")
    return content


def _text(value: Any) -> str:
    return str(value.isoformat())
