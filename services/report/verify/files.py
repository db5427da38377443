"""A file that somebody gives to be verified, as the document it is."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from services.report.domain.claims.document import Document
from services.report.verify.paging import Pages
from services.report.verify.plain_text import read_text
from services.report.verify.web import read_html
from services.report.verify.word import read_docx
from shared.errors import Refused
from shared.wording import say

MOST_BYTES = 20 * 1024 * 1024
KINDS = (".docx", ".html", ".htm", ".txt", ".md")


class Given(NamedTuple):
    """What was read; `keywords` are those of its properties."""

    document: Document
    keywords: str = ""


def read_file(path: Path) -> Given:
    """Read the file at `path`. Raises Refused when it is no document, or not safe to read."""
    if path.suffix.lower() == ".pdf":
        raise Refused("unsupported-media-type", say("document-pdf", kinds=", ".join(KINDS)))
    if path.suffix.lower() not in KINDS:
        raise Refused("unsupported-media-type", say("document-kinds", kinds=", ".join(KINDS)))
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Refused("unsafe-file", say("document-too-large", path=path.name, size=size, most=MOST_BYTES))
        content = path.read_bytes()
    except OSError as error:
        raise Refused("malformed-file", say("file-unreadable", path=path, reason=error.strerror or error)) from None
    return read_document(content, path.suffix.lower())


def read_document(content: bytes, suffix: str) -> Given:
    """The document in `content`, by the suffix of its name."""
    pages, keywords = Pages(), ""
    if suffix == ".docx":
        keywords = read_docx(content, pages)
    elif suffix in (".html", ".htm"):
        read_html(_text(content), pages)
    else:
        read_text(_text(content), pages)
    document = pages.document()
    if not document.blocks:
        raise Refused("malformed-file", say("file-empty"))
    return Given(document, keywords)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("malformed-file", say("file-encoding", byte=error.start)) from None
