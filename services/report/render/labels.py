"""The words the renderings add to a bulletin in one language, and how it writes days and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.report.domain.bulletin import Cell
from shared import english
from shared.vietnamese import date_text, full_date_text, month_text

DASH = "-"
NUMBER = "Số:"
SWAPPED = str.maketrans(".,", ",.")
#: for a clerk to write in
NO_DAY = {"vi": "ngày … tháng … năm …", "en": "…"}


@dataclass(frozen=True)
class Labels:
    """One language's words; `verdict` and `status` are keyed as in the bulletin."""

    language: str
    locale: str
    nation: str
    motto: str
    number: str
    draft: str
    results: str
    ordinal: str
    unit: str
    change: str
    verdict_heading: str
    verdict: Mapping[str, str]
    status: Mapping[str, str]
    how: Mapping[str, str]
    table: str
    figure: str
    after: str
    revised: str
    recipients: str
    target: str
    legal_basis: str
    as_of: str
    events: str
    compared_with: str
    more_events: str
    contents: str
    skip: str
    met_bar: str
    not_met_bar: str
    unjudged_bar: str
    figures_to: str
    content_hash: str
    rank: str
    numerator: str
    whole: str
    highest: str
    lowest: str
    annex: str
    annexed: str
    annex_of: str
    heat: str
    heat_legend: str
    met_units: str
    provenance: str
    sources: str
    heat_sheet: str
    trend_sheet: str
    trends: str
    period: str
    full_text: str
    articles: str
    as_written: str

    def figure_text(self, text: str) -> str:
        """Plain decimal text as it is printed: 1234.5 is 1.234,5, in English 1,234.5."""
        whole, _, rest = text.partition(".")
        grouped = f"{int(whole):,}" + (f".{rest}" if rest else "")
        return grouped.translate(SWAPPED) if self.language == "vi" else grouped

    def numbered(self, number: str) -> str:
        """The number of the document after its word, which a province may have written into it already."""
        return f"{self.number} {number.removeprefix(NUMBER).removeprefix(' ')}"

    def cited(self, number: str) -> str:
        """The numbered document inside running text: số 02/BC-STTTT, in English No. 02/BC-STTTT."""
        return number if self.language == "en" else number[:1].lower() + number[1:].replace(":", "", 1)

    def place_date(self, place: str, day: date | None) -> str:
        """Place and date as the decree has them: days below 10 and months 1 and 2 are padded; blanks for None."""
        if day is None:
            return f"{place}, {NO_DAY[self.language]}"
        if self.language == "en":
            return f"{place}, {english.date_text(day)}"
        return f"{place}, {full_date_text(day)}"

    def day(self, day: date) -> str:
        """A date inside running text: 08/3/2023, in English 8 March 2023."""
        return english.date_text(day) if self.language == "en" else date_text(day)

    def full_day(self, day: date | None) -> str:
        """A date as the decree has it: ngày 05 tháng 02 năm 2026."""
        return self.place_date("", day).removeprefix(", ")

    def month(self, period: str) -> str:
        """A period inside running text: 2022-06 is tháng 06/2022, in English June 2022."""
        return english.month_text(period) if self.language == "en" else f"tháng {month_text(period)}"

    def judged(self, cell: Cell | None) -> str:
        """The verdict in words; the dash of a figure that is a dash; else empty."""
        if cell is None:
            return ""
        return self.verdict[cell.verdict] if cell.verdict else DASH if cell.text == DASH else ""
