"""How figures, days and counts are said in each language of a bulletin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from shared import english, vietnamese

Language = Literal["vi", "en"]


@dataclass(frozen=True)
class Tongue:
    """One language; what is printed the Vietnamese way is `said` in its own."""

    language: Language

    @property
    def is_english(self) -> bool:
        return self.language == "en"

    def said(self, printed: str) -> str:
        """A printed figure, such as 88,9%: in English 88.9%."""
        return english.numbers_text(printed) if self.is_english else printed

    def day(self, day: date) -> str:
        """A day: 16/6/2022, in English 16 June 2022."""
        return english.date_text(day) if self.is_english else vietnamese.date_text(day)

    def month(self, period: str) -> str:
        """A period: 02/2023, in English February 2023."""
        return english.month_text(period) if self.is_english else vietnamese.month_text(period)

    def quarter(self, period: str) -> str:
        """The quarter of a period: III/2025, in English Q3 2025."""
        return english.quarter_text(period) if self.is_english else vietnamese.quarter_text(period)

    def count(self, number: int) -> str:
        """A number of things, in Vietnamese documents of two digits at least: 07, in English 7."""
        return str(number) if self.is_english else f"{number:02d}"

    def words(self, vietnamese_words: str, english_words: str) -> str:
        """Those of the two that are of this language."""
        return english_words if self.is_english else vietnamese_words


VIETNAMESE: Final = Tongue("vi")
ENGLISH: Final = Tongue("en")
