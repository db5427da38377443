"""Numbers and dates as Vietnamese documents print them: 1.234.567,89 and 08/6/2022."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final

from shared.figures import plain

QUARTERS: Final = ("I", "II", "III", "IV")
LAST_PADDED_MONTH: Final = 2


def rounded(number: Decimal, places: int = 2) -> Decimal:
    """`number` with at most `places` decimals, halves away from zero: the precision of everything printed."""
    with localcontext() as context:
        # The default 28 digits would refuse to quantize a long numerator.
        context.prec = max(context.prec, number.adjusted() + places + 3)
        return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def number_text(number: Decimal, places: int = 2) -> str:
    """A number with dot thousands and decimal comma, at most `places` decimals, no trailing zeros: "1.234.567,89"."""
    value = rounded(number, places)
    whole, mark, decimals = plain(value.copy_abs()).partition(".")
    sign = "-" if value < 0 else ""
    return f"{sign}{int(whole):,}".replace(",", ".") + (f",{decimals}" if mark else "")


def percent_text(number: Decimal) -> str:
    """A percent as printed: Decimal("88.9") -> "88,9%"."""
    return f"{number_text(number)}%"


def points_text(number: Decimal) -> str:
    """A difference between percents as printed: Decimal("3.1") -> "3,1 điểm phần trăm"."""
    return f"{number_text(number)} điểm phần trăm"


def issue_text(number: int, issue: int = 1) -> str:
    """The number of an edition, at least two digits; a re-issue keeps it and says (R), those after it (R2), (R3)."""
    again = issue - 1
    return f"{number:02d}{f'(R{again})' if again > 1 else '(R)' if again else ''}"


def date_text(day: date) -> str:
    """A day as printed in tables and sentences: "08/6/2022", "01/01/2023"."""
    return f"{day.day:02d}/{_month_of(day)}/{day.year}"


def full_date_text(day: date) -> str:
    """A day in full, as in the head of a document: "ngày 05 tháng 02 năm 2026"."""
    return f"ngày {day.day:02d} tháng {_month_of(day)} năm {day.year}"


def _month_of(day: date) -> str:
    """The month as Nghị định 30/2020/NĐ-CP has it: only 1 and 2 are padded."""
    return f"{day.month:02d}" if day.month <= LAST_PADDED_MONTH else str(day.month)


def month_text(period: str) -> str:
    """A period ("2023-02") as printed: "02/2023"."""
    return f"{period[5:]}/{period[:4]}"


def quarter_text(period: str) -> str:
    """The quarter that a period ("2025-09") is in, as printed: "III/2025"."""
    return f"{QUARTERS[(int(period[5:]) - 1) // 3]}/{period[:4]}"
