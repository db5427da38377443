"""The two blocks of an administrative document that frame its text: the head, and recipients with signature."""

from __future__ import annotations

from docx.document import Document

from services.report.domain.bulletin import Bulletin
from services.report.domain.letter_blocks import Letterhead
from services.report.render.labels import Labels
from services.report.render.paper_size import BLOCK_MM, LEFT_EM, PORTRAIT_MM
from services.report.render.recipients import recipient_lines
from services.report.render.underlines import ABSTRACT_PT, ISSUER_PT, rule_mm
from services.report.render.widths import balanced
from services.report.render.word.ink import fill, say, widths
from services.report.render.word.styles import rule
from services.report.render.word.table import keep
from services.report.render.word.table_styles import BLOCK, unpadded

# As long as the motto in 13 pt bold: measured on the letters themselves.
MOTTO_MM = {"vi": 55.9, "en": 72.8}


def head(document: Document, bulletin: Bulletin, labels: Labels) -> None:
    """Issuing body and nation, number and date, then the type of document and what it is about."""
    letterhead = bulletin.letterhead
    table = document.add_table(2, 2, BLOCK)
    unpadded(table)
    widths(table, (BLOCK_MM, PORTRAIT_MM - BLOCK_MM))
    (issuer, nation), (number, date) = (row.cells for row in table.rows)
    parent, issuing = (balanced(text, LEFT_EM) for text in (letterhead.parent_body, letterhead.issuing_body))
    issuer_rule = _rule(document, "Rule Issuing Body", BLOCK_MM, rule_mm(issuing, ISSUER_PT, BLOCK_MM))
    bodies = [("Parent Body", parent), ("Issuing Body", issuing)]
    fill(issuer, [*((style, text) for style, text in bodies if text), (issuer_rule, "")])
    motto_rule = _rule(document, "Rule Motto", PORTRAIT_MM - BLOCK_MM, MOTTO_MM[labels.language])
    fill(nation, [("Nation", labels.nation), ("Motto", labels.motto), (motto_rule, "")])
    boxes = [
        ("Circulation", letterhead.circulation),
        ("Draft Mark", labels.draft if bulletin.status == "draft" else ""),
    ]
    fill(
        number,
        [
            ("Document Number", labels.numbered(letterhead.number)),
            *((style, text) for style, text in boxes if text),
        ],
    )
    fill(date, [("Place Date", labels.place_date(letterhead.place, letterhead.day))])
    say(document, "Document Type", letterhead.document_type)
    say(document, "Abstract", letterhead.abstract)
    abstract_mm = rule_mm(letterhead.abstract, ABSTRACT_PT, PORTRAIT_MM)
    say(document, _rule(document, "Rule Abstract", PORTRAIT_MM, abstract_mm), "")
    say(document, "After Abstract", "")


def foot(document: Document, letterhead: Letterhead, labels: Labels) -> None:
    """Recipients on the left, signature on the right; the pen and the seal come later."""
    table = document.add_table(1, 2, BLOCK)
    unpadded(table)
    widths(table, (BLOCK_MM, PORTRAIT_MM - BLOCK_MM))
    keep(table.rows[0], heading=False)
    recipients, signature = table.rows[0].cells
    if letterhead.recipients:
        fill(
            recipients,
            [
                ("Recipients Title", labels.recipients),
                *(("Recipients", line) for line in recipient_lines(letterhead.recipients)),
            ],
        )
    signing = [("Authority", line) for line in letterhead.authority.splitlines()]
    title = [("Signer Title", line) for line in letterhead.signer_title.splitlines()]
    fill(signature, [*signing, *title, ("Signature Space", ""), ("Signer", letterhead.signer_name)])


def _rule(document: Document, name: str, width_mm: float, rule_mm: float) -> str:
    spare = (width_mm - rule_mm) / 2
    return rule(document, name, spare, spare)
