"""What a text states in numbers, whichever of the two languages it is in."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal

from shared.english import MONTHS, SWAPPED

VIETNAMESE_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
ENGLISH_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
NUMBER = re.compile(r"\d(?:[\d.,]*\d)?%?")


def stated_in_vietnamese(text: str) -> Counter[date | str]:
    """Days, numbers and percents of a Vietnamese text, as often as they stand there."""
    days = [date(int(year), int(month), int(day)) for day, month, year in VIETNAMESE_DAY.findall(text)]
    return _counted(days, VIETNAMESE_DAY.sub(" ", text).translate(SWAPPED))


def stated_in_english(text: str) -> Counter[date | str]:
    """The same of an English text."""
    days = [date(int(year), MONTHS.index(month) + 1, int(day)) for day, month, year in ENGLISH_DAY.findall(text)]
    return _counted(days, ENGLISH_DAY.sub(" ", text))


def _counted(days: list[date], rest: str) -> Counter[date | str]:
    numbers = [found.replace(",", "") for found in NUMBER.findall(rest)]
    plain = [f"{Decimal(number.rstrip('%')).normalize():f}{'%' * number.endswith('%')}" for number in numbers]
    return Counter([*days, *plain])
