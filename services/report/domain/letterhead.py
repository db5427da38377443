"""The head and foot of the administrative document an edition is issued as."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from services.report.domain.issuance import FIRST
from services.report.domain.letter_blocks import NO_NUMBER, Letterhead
from services.report.domain.pattern import fill
from services.report.domain.periods import Rule
from services.report.domain.tongue import ENGLISH, VIETNAMESE, Tongue
from services.report.domain.twins import beside
from shared.facts import Period
from shared.vietnamese import issue_text


class EditionRule(Rule):
    """The number and date under which the edition of a period was registered; `issue` counts what bears the number."""

    period: Period
    number: Annotated[int, Field(ge=1)]
    issued_on: date
    issue: Annotated[int, Field(ge=1)] = FIRST


class LetterheadRule(Rule):
    """The blocks of the document. What its texts may hold says letterhead_check.py."""

    parent_body: str
    issuing_body: str
    number: str
    place: str
    document_type: str
    title: str
    abstract: str
    opening: tuple[str, ...] = ()
    closing: str = ""
    authority: str = ""
    signer_title: str = ""
    recipients: tuple[str, ...] = ()
    circulation: str = ""
    parent_body_en: str = ""
    issuing_body_en: str = ""
    document_type_en: str = ""
    title_en: str = ""
    abstract_en: str = ""
    opening_en: tuple[str, ...] = ()
    closing_en: str = ""
    authority_en: str = ""
    signer_title_en: str = ""
    recipients_en: tuple[str, ...] = ()
    circulation_en: str = ""


def letterhead_of(rule: LetterheadRule, edition: EditionRule | None, period: str, as_of: date) -> Letterhead:
    """The letterhead of the edition of `period`; without a registered edition its number is left blank."""
    return beside(*(_filled(*said, edition, period, as_of) for said in _both(rule)))


def _both(rule: LetterheadRule) -> tuple[tuple[LetterheadRule, Tongue], tuple[LetterheadRule, Tongue]]:
    return (rule, VIETNAMESE), (rule.in_english(), ENGLISH)


def _filled(  # a letterhead is made of these
    rule: LetterheadRule, tongue: Tongue, edition: EditionRule | None, period: str, as_of: date
) -> Letterhead:
    values: dict[str, str | None] = {**_of(period, tongue), "as_of": tongue.day(as_of)}
    values["number"] = issue_text(edition.number, edition.issue) if edition else NO_NUMBER
    return Letterhead(
        parent_body=rule.parent_body,
        issuing_body=rule.issuing_body,
        number=fill(rule.number, values) or "",
        place=rule.place,
        issued_on=edition.issued_on if edition else as_of,
        document_type=rule.document_type,
        abstract=fill(rule.abstract, values) or "",
        opening=tuple(fill(text, values) or "" for text in rule.opening),
        closing=rule.closing,
        authority=rule.authority,
        signer_title=rule.signer_title,
        recipients=rule.recipients,
        circulation=rule.circulation,
    )


def registered(letterhead: Letterhead, number: int, issue: int, issued_on: date) -> Letterhead:
    """The letterhead once the number and the day are given out; a number that stands in it already stays."""
    before, gap, behind = letterhead.number.rpartition(NO_NUMBER)
    text = f"{before}{issue_text(number, issue)}{behind}" if gap else letterhead.number
    return letterhead.model_copy(update={"number": text, "issued_on": issued_on})


def titles_of(rule: LetterheadRule, period: str) -> dict[str, str]:
    """The title of the edition of `period`, and its English."""
    title, english = (fill(said.title, _of(period, tongue)) or "" for said, tongue in _both(rule))
    return {"title": title, "title_en": english}


def _of(period: str, tongue: Tongue) -> dict[str, str | None]:
    return {"month": tongue.month(period), "quarter": tongue.quarter(period)}
