"""A file of an office program as the archive it is, looked over before anything in it is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import dataclass

from shared.errors import Refused
from shared.wording import say

MOST_ENTRIES = 200
MOST_BYTES = 50 * 1024 * 1024
MOST_RATIO = 100
#: below this size how well an entry is packed says nothing
SMALL = 1024 * 1024
#: of the list of entries: 200 of them with long names
MOST_LIST_BYTES = 100_000

END, ZIP64 = b"PK\x05\x06", b"PK\x06\x07"
END_SIZE, COMMENT_SIZE, LOCATOR_SIZE = 22, 65_535, 20
PLAIN, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
ENCRYPTED = 0x1
#: how a file with a password begins, and one of Office 97 to 2003
SEALED = b"\xd0\xcf\x11\xe0"
ARCHIVE_STARTS = (b"PK\x03\x04", b"PK\x05\x06", SEALED, b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
SHOWN = 80


@dataclass(frozen=True)
class Rules:
    """What may be in an archive of a `kind` such as "XLSX": no part whose name holds a word of `forbidden`.

    `files_inside` allows other files in it: harmless to a reader that opens only the parts it knows.
    """

    kind: str
    forbidden: tuple[str, ...] = ()
    most_entries: int = MOST_ENTRIES
    files_inside: bool = False


@dataclass(frozen=True)
class Archive:
    """A file that may be unpacked: `names` by their small letters, for writers differ in that."""

    zip: zipfile.ZipFile
    names: dict[str, str]

    def has(self, name: str) -> bool:
        return name.lower() in self.names

    def open(self, name: str) -> io.BufferedIOBase:
        """A part to read. Raises Refused when it is not there."""
        if not self.has(name):
            raise Refused("malformed-file", say("archive-without-part", part=name[:SHOWN]))
        part: io.BufferedIOBase = self.zip.open(self.names[name.lower()])  # type: ignore[assignment]
        return part


def open_archive(content: bytes, rules: Rules) -> Archive:
    """Look the archive over and open it. Raises Refused for one that is broken, or not safe to unpack."""
    _check_end(content, rules)
    try:
        found = zipfile.ZipFile(io.BytesIO(content))
        entries = found.infolist()
        _check_size(entries, len(content), rules)
        for entry in entries:
            _check_entry(entry, rules)
        for entry in [] if rules.files_inside else entries:
            _check_start(found, entry)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError, struct.error) as error:
        raise Refused("malformed-file", say("archive-broken", kind=rules.kind, reason=error)) from None
    names = {entry.filename.lower(): entry.filename for entry in entries}
    if len(names) < len(entries):
        raise Refused("unsafe-file", say("archive-same-names"))
    return Archive(found, names)


def _check_end(content: bytes, rules: Rules) -> None:
    """The list of entries must be short before it is read, for a list alone can fill the memory."""
    if content.startswith(SEALED):
        raise Refused("malformed-file", say("archive-sealed", kind=rules.kind))
    end = content.rfind(END, max(0, len(content) - END_SIZE - COMMENT_SIZE))
    if end < 0 or len(content) < end + END_SIZE:
        raise Refused("malformed-file", say("archive-cut-off", kind=rules.kind))
    entries, list_bytes = struct.unpack("<HI", content[end + 10 : end + 16])
    long = content[max(0, end - LOCATOR_SIZE) : end].startswith(ZIP64)
    if long or entries > rules.most_entries or list_bytes > MOST_LIST_BYTES * rules.most_entries // MOST_ENTRIES:
        raise Refused("unsafe-file", say("archive-parts", most=rules.most_entries))


def _check_size(entries: list[zipfile.ZipInfo], size: int, rules: Rules) -> None:
    if len(entries) > rules.most_entries:
        raise Refused("unsafe-file", say("archive-parts", most=rules.most_entries))
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_BYTES:
        raise Refused("unsafe-file", say("archive-size", most=MOST_BYTES, size=unpacked))
    if sum(entry.compress_size for entry in entries) > size:
        raise Refused("unsafe-file", say("archive-overlap"))


def _check_entry(entry: zipfile.ZipInfo, rules: Rules) -> None:
    name = entry.filename.lower()
    if entry.flag_bits & ENCRYPTED or entry.compress_type not in (PLAIN, DEFLATED):
        raise Refused("unsafe-file", say("archive-packing"))
    if name.startswith("/") or "\\" in name or ".." in name.split("/") or "\0" in entry.orig_filename:
        raise Refused("unsafe-file", say("archive-name", part=name[:SHOWN]))
    if entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
        raise Refused("unsafe-file", say("archive-ratio", most=MOST_RATIO))
    if any(mark in name for mark in rules.forbidden):
        raise Refused("unsafe-file", say("archive-more", kind=rules.kind, what=name[:SHOWN]))


def _check_start(found: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    with found.open(entry) as part:
        if part.read(4).startswith(ARCHIVE_STARTS):
            raise Refused("unsafe-file", say("archive-file-inside", part=entry.filename[:SHOWN]))
