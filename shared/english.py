"""Numbers, days and months as English documents print them: 1,234,567.89, 16 June 2022 and February 2023."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

SWAPPED: Final = str.maketrans(",.", ".,")
NUMBER: Final = re.compile(r"\d[\d.,]*\d")
MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def numbers_text(text: str) -> str:
    """A text with the numbers of Vietnamese print, in those of English: "1.234,5%" is "1,234.5%"."""
    return NUMBER.sub(lambda found: found[0].translate(SWAPPED), text)


def date_text(day: date) -> str:
    """A day inside running text: "16 June 2022"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_text(period: str) -> str:
    """A period ("2023-02") inside running text: "February 2023"."""
    year, month = period.split("-")
    return f"{MONTHS[int(month) - 1]} {year}"


def quarter_text(period: str) -> str:
    """The quarter that a period ("2025-09") is in, inside running text: "Q3 2025"."""
    return f"Q{(int(period[5:]) + 2) // 3} {period[:4]}"
