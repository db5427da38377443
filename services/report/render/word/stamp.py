"""What makes the same bulletin the same file, byte for byte: its properties and the clock inside the package."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.pkgwriter import PackageWriter

from services.report.domain.bulletin import Bulletin
from services.report.render.labels import Labels
from services.report.render.letters import printable

EARLIEST_ZIP_YEAR = 1980


def describe(document: Document, bulletin: Bulletin, labels: Labels) -> None:
    """Fill in the core properties; `identifier` is the content hash, by which an edition is checked."""
    issued = datetime.combine(bulletin.letterhead.issued_on, time())
    core = document.core_properties
    core.title = printable(bulletin.title)[:255]
    core.author = core.last_modified_by = printable(bulletin.letterhead.issuing_body)[:255]
    core.subject = printable(bulletin.letterhead.abstract)[:255]
    core.category = printable(bulletin.letterhead.document_type)[:255]
    core.keywords = bulletin.period
    core.comments = ""
    core.content_status = bulletin.status
    core.identifier = bulletin.content_hash
    core.language = labels.locale
    core.created = core.modified = issued
    core.revision = 1


def pack(document: Document, bulletin: Bulletin) -> bytes:
    """The document as a package whose entries carry the day of issue, not the moment of writing."""
    return packed(document, bulletin.letterhead.issued_on)


def packed(document: Document, day: date) -> bytes:
    """The document as a package whose entries carry `day`."""
    written, package = BytesIO(), document.part.package
    with ZipFile(written, "w", ZIP_DEFLATED) as target:
        entries = _Entries(target, (max(day.year, EARLIEST_ZIP_YEAR), day.month, day.day, 0, 0, 0))
        for part in package.parts:
            part.before_marshal()
        # What save() does, without a first package that would only be unpacked again: pictures pack slowly.
        PackageWriter._write_content_types_stream(entries, package.parts)  # type: ignore[no-untyped-call]  # noqa: SLF001
        PackageWriter._write_pkg_rels(entries, package.rels)  # type: ignore[no-untyped-call]  # noqa: SLF001
        PackageWriter._write_parts(entries, package.parts)  # type: ignore[arg-type]  # noqa: SLF001
    return written.getvalue()


@dataclass(frozen=True)
class _Entries:
    """Writes the parts of a package as entries of one day."""

    target: ZipFile
    stamp: tuple[int, int, int, int, int, int]

    def write(self, uri: PackURI, content: bytes) -> None:
        entry = ZipInfo(uri.membername, self.stamp)
        entry.compress_type = ZIP_DEFLATED
        self.target.writestr(entry, content)
