"""The PDF from its first line to the last annex."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from services.report.domain.bulletin import Bulletin
from services.report.domain.letter_blocks import Letterhead
from services.report.domain.picture import NO_PICTURES, Pictures
from services.report.render.flow import flow
from services.report.render.labels import Labels
from services.report.render.letters import printable
from services.report.render.looks import LOOKS
from services.report.render.paper_size import LEFT_EM
from services.report.render.pdf.stated import sheets
from services.report.render.recipients import recipient_lines
from services.report.render.typesetting import typeset
from services.report.render.widths import balanced

TEMPLATE: Final = Path(__file__).parent / "edition.typ"
#: archivable for ever, with tags for who listens to it
STANDARD: Final = "a-2a"


def pdf_bytes(bulletin: Bulletin, labels: Labels, pictures: Pictures = NO_PICTURES) -> bytes:
    """The edition as a PDF/A-2a file; the same bulletin gives the same bytes.

    Raises Refused when a letter of it cannot be printed.
    """
    letterhead = bulletin.letterhead
    stated = {
        "title": bulletin.title,
        "author": letterhead.issuing_body,
        "keywords": [bulletin.period, bulletin.content_hash],
        "language": labels.language,
        "looks": {look.name: asdict(look) for look in LOOKS},
        "head": _head(bulletin, labels),
        "foot": _foot(letterhead, labels),
        "sheets": sheets(flow(bulletin, labels, pictures)),
    }
    given = {"edition": json.dumps(_clean(stated), ensure_ascii=False)}
    return typeset(TEMPLATE.read_bytes(), given, letterhead.issued_on, format="pdf", pdf_standards=STANDARD)


def _head(bulletin: Bulletin, labels: Labels) -> dict[str, Any]:
    letterhead = bulletin.letterhead
    return {
        "bodies": [balanced(body, LEFT_EM) for body in (letterhead.parent_body, letterhead.issuing_body)],
        "nation": labels.nation,
        "motto": labels.motto,
        "number": labels.numbered(letterhead.number),
        "boxes": [*filter(None, (letterhead.circulation, labels.draft if bulletin.status == "draft" else ""))],
        "date": labels.place_date(letterhead.place, letterhead.issued_on),
        "type": letterhead.document_type,
        "abstract": letterhead.abstract,
    }


def _foot(letterhead: Letterhead, labels: Labels) -> dict[str, Any]:
    return {
        "title": labels.recipients if letterhead.recipients else "",
        "recipients": recipient_lines(letterhead.recipients),
        "authority": letterhead.authority.splitlines(),
        "signer_title": letterhead.signer_title.splitlines(),
        "signer": letterhead.signer_name,
    }


def _clean(stated: Any) -> Any:
    """Everything stated, without control characters."""
    if isinstance(stated, str):
        return printable(stated)
    if isinstance(stated, dict):
        return {key: _clean(value) for key, value in stated.items()}
    return [_clean(each) for each in stated] if isinstance(stated, list | tuple) else stated
