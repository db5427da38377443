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
from services.report.render.paper_size import BLOCK_MM, LEFT_EM, PORTRAIT_MM
from services.report.render.pdf.proof import picture_flaw
from services.report.render.pdf.stated import Stated, sheets
from services.report.render.printing import printed
from services.report.render.recipients import recipient_lines
from services.report.render.typesetting import STANDARDS
from services.report.render.underlines import ABSTRACT_PT, ISSUER_PT, rule_mm
from services.report.render.widths import balanced
from shared.errors import Stop

TEMPLATE: Final = Path(__file__).parent / "edition.typ"


def pdf_bytes(bulletin: Bulletin, labels: Labels, pictures: Pictures = NO_PICTURES) -> bytes:
    """The edition as a PDF/A-2a and PDF/UA-1 file; the same bulletin gives the same bytes.

    Raises Stop naming article and picture where one cannot be printed.
    """
    given = edition_stated(bulletin, labels, sheets(flow(bulletin, labels, pictures)))
    day = bulletin.letterhead.issued_on
    try:
        return printed(TEMPLATE.read_bytes(), given, day, format="pdf", pdf_standards=list(STANDARDS))
    except Stop as error:
        raise picture_flaw(bulletin, pictures) or error from error


def edition_stated(bulletin: Bulletin, labels: Labels, laid: list[Stated]) -> dict[str, str]:
    """What the template is given: the head and the foot, and the sheets between them."""
    letterhead = bulletin.letterhead
    stated = {
        "title": bulletin.title,
        "author": letterhead.issuing_body,
        "keywords": [bulletin.period, bulletin.content_hash],
        "language": labels.language,
        "looks": {look.name: asdict(look) for look in LOOKS},
        "head": _head(bulletin, labels),
        "foot": _foot(letterhead, labels),
        "sheets": laid,
    }
    return {"edition": json.dumps(_clean(stated), ensure_ascii=False)}


def _head(bulletin: Bulletin, labels: Labels) -> dict[str, Any]:
    letterhead = bulletin.letterhead
    draft = labels.draft if bulletin.status == "draft" else ""
    boxes = (("Circulation", letterhead.circulation), ("Draft Mark", draft))
    parent, issuing = (balanced(body, LEFT_EM) for body in (letterhead.parent_body, letterhead.issuing_body))
    return {
        "bodies": [parent, issuing],
        "issuer_rule": rule_mm(issuing, ISSUER_PT, BLOCK_MM),
        "abstract_rule": rule_mm(letterhead.abstract, ABSTRACT_PT, PORTRAIT_MM),
        "nation": labels.nation,
        "motto": labels.motto,
        "number": labels.numbered(letterhead.number),
        "boxes": [{"style": style, "text": text} for style, text in boxes if text],
        "date": labels.place_date(letterhead.place, letterhead.day),
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
