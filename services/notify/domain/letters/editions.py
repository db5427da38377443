"""The letter to a unit when an edition is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from services.notify.domain.letters.overview_lines import plain
from services.notify.domain.published import NewEdition, Paper, Revised
from services.notify.domain.wording import Language, amount_text, count_text, day_text, period_text
from shared.facts import FigureState

#: the formats that people read, the first of which is the link that stands out
READ = ("html", "pdf", "docx", "xlsx")
#: a figure that did not come or was withdrawn, and a unit that had nothing to count
NONE: Mapping[Language, str] = {"vi": "không có số liệu", "en": "no figure"}
NO_ACTIVITY: Mapping[Language, str] = {"vi": "không phát sinh", "en": "no activity"}


@dataclass(frozen=True)
class PaperLine:
    """A file to read: its format, and its path below the address of editions."""

    form: str
    path: str


@dataclass(frozen=True)
class RevisedLine:
    """A corrected figure, in words; `gone` where there is no figure any more."""

    name: str
    edition: str
    published: str
    corrected: str
    reason: str
    of: str = ""
    gone: bool = False


@dataclass(frozen=True)
class EditionLetter:
    """All texts of the letter; paths are empty where there is nothing to read.

    `replaces` is the number it takes the place of; `everything` says that it tells of any unit's corrected figures.
    """

    language: Language
    unit: str
    subject: str
    as_of: str
    period: str
    title: str
    number: str
    issued_on: str
    again: bool
    replaces: str
    tally: str
    missing: str
    papers: tuple[PaperLine, ...]
    page: str
    extract: str
    revised: tuple[RevisedLine, ...]
    more_revised: str
    revisions: str
    everything: bool
    traces: tuple[str, ...] = ()
    template: Literal["bulletin"] = "bulletin"


def edition_letter(said: NewEdition, language: Language) -> EditionLetter:
    """Put word of an edition into a letter."""
    words = ("báo cáo số", "phát hành lại báo cáo số") if language == "vi" else ("edition", "issued again: edition")
    period = period_text(said.period, language)
    return EditionLetter(
        language=language,
        unit=plain(said.name),
        subject=f"[Nhịp Số] {plain(said.name)}: {words[said.again]} {said.label} – {period}",
        as_of=day_text(said.as_of, language),
        period=period,
        title=plain(said.title),
        number=said.label,
        issued_on=day_text(said.issued_on, language),
        again=said.again,
        replaces=said.replaces,
        tally=_tally(said, language),
        missing="" if not said.result or not said.result.missing else count_text(said.result.missing, language),
        papers=tuple(_papers(said.papers)),
        page=said.folder,
        extract=f"{said.folder}/units/{said.unit}.html" if said.result is not None and said.folder else "",
        revised=tuple(_revised(each, language) for each in said.revised),
        more_revised=count_text(more, language) if (more := said.concerned - len(said.revised)) > 0 else "",
        revisions=count_text(said.revisions, language) if said.revisions else "",
        everything=said.everything,
        traces=said.traces,
    )


def _tally(said: NewEdition, language: Language) -> str:
    result = said.result
    if result is None or not result.met + result.not_met:
        return ""
    met, behind = count_text(result.met, language), count_text(result.not_met, language)
    if language == "vi":
        return f"{met} kết quả đạt mục tiêu, {behind} kết quả chưa đạt"
    return f"{met} on target, {behind} behind"


def _papers(papers: tuple[Paper, ...]) -> list[PaperLine]:
    found = {paper.name.rpartition(".")[2]: paper.path for paper in papers}
    return [PaperLine(form.upper(), found[form]) for form in READ if form in found]


def _revised(each: Revised, language: Language) -> RevisedLine:
    name = each.name_vi if language == "vi" else each.name_en
    dimension = each.dimension_vi if language == "vi" else each.dimension_en
    published = _amount(each.published, each.published_status, each, language)
    corrected = _amount(each.corrected, each.corrected_status, each, language)
    whole = f"{name} ({dimension})" if dimension else name
    return RevisedLine(whole, each.edition, published, corrected, each.reason, plain(each.of), each.corrected is None)


def _amount(value: Decimal | None, status: FigureState | None, each: Revised, language: Language) -> str:
    if value is not None:
        return amount_text(value, each.measure, language)
    return NO_ACTIVITY[language] if status == "no_activity" else NONE[language]
