"""What frames the text of an administrative document: its head, and who signs and receives it."""

from __future__ import annotations

from datetime import date

from services.report.domain.part import English, EnglishLines, Part

#: the gap a clerk writes the number into when it has not been given out yet
NO_NUMBER = "     "


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

    @property
    def day(self) -> date | None:
        """The day to print: None while there is no number, for a clerk to write in."""
        return None if NO_NUMBER in self.number else self.issued_on
