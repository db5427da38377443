"""A letter: what a message says as ready texts in one language, for the templates to lay out."""

from __future__ import annotations

from services.notify.domain.content import Content
from services.notify.domain.letters.alerts import AlertLetter, alert_letter
from services.notify.domain.letters.editions import EditionLetter, edition_letter
from services.notify.domain.letters.overviews import (
    OverviewLetter,
    digest_letter,
    escalation_letter,
    notice_letter,
    summary_letter,
)
from services.notify.domain.overview import Digest, Escalation, Summary
from services.notify.domain.published import NewEdition
from services.notify.domain.said import Said
from services.notify.domain.wording import Language

Letter = AlertLetter | OverviewLetter | EditionLetter


def write_letter(said: Said, language: Language, reason: str = "first") -> Letter:
    """Put what a message says into words; `reason` is why it is written."""
    if isinstance(said, Content):
        return alert_letter(said, reason, language)
    if isinstance(said, NewEdition):
        return edition_letter(said, language)
    if isinstance(said, Escalation):
        return escalation_letter(said, language)
    if isinstance(said, Digest):
        return digest_letter(said, language)
    if isinstance(said, Summary):
        return summary_letter(said, language)
    return notice_letter(said, language)
