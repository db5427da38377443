"""What frames the text of an administrative document: its head, and who signs and receives it."""

from __future__ import annotations

from datetime import date

from services.report.domain.part import English, EnglishLines, Part


class Letterhead(Part):
    """The blocks of an administrative document (Nghị định 30/2020/NĐ-CP)."""

    parent_body: str
    issuing_body: str
    number: str
    place: str
    issued_on: date
    document_type: str
    abstract: str
    opening: tuple[str, ...] = ()
    closing: str = ""
    authority: str = ""
    signer_title: str = ""
    signer_name: str = ""
    recipients: tuple[str, ...] = ()
    circulation: str = ""
    parent_body_en: English = ""
    issuing_body_en: English = ""
    document_type_en: English = ""
    abstract_en: English = ""
    opening_en: EnglishLines = ()
    closing_en: English = ""
    authority_en: English = ""
    signer_title_en: English = ""
    recipients_en: EnglishLines = ()
    circulation_en: English = ""
