"""Rows that stand for several units: "I. Cấp tỉnh" above its units, "Cộng (I)" below them, "Trong đó: …" of a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from shared.catalogue.spelling import bare_form

LETTERED: Final = re.compile(r"^(?:[IVX]{1,5}|[A-H])[.)]?$")
SUBTOTAL: Final = re.compile(
    r"^(?:tong|cong)(?: so| cong)? (?:khoi|cap|nhom|cac|so nganh|so ban nganh|huyen|cum|trang|[ivx]+|[ab])\b"
    r"(?! [ivxab]+$)"
    r"|^(?:mang|chuyen) sang\b|^cong (?:trang|don|luy ke)\b"
)
OF_WHICH: Final = re.compile(r"^(?:trong do|bao gom|gom|chia ra|phan theo)\b")
#: marks of a part of the row above
DASHED: Final = re.compile(r"^\s*[-+–•*]\s*\S")
#: what only the whole is called, where other rows are called as if they were it
GRAND: Final = re.compile(r"^(?:tong|toan tinh|total|province|whole province)\b")
ANY_SUM: Final = re.compile(r"^cong\b")


def is_group(name: str, mark: str, *, numbered: bool) -> bool:
    """Whether a row sums up others: by its letter where other rows have numbers, or by its name."""
    if numbered and LETTERED.match(mark.strip()):
        return not GRAND.match(bare_form(name))
    return bool(SUBTOTAL.match(bare_form(name)))


def is_of_which(name: str) -> bool:
    """Whether a row is a part of another one."""
    return bool(OF_WHICH.match(bare_form(name)) or DASHED.match(name))


def whole_at(names: Sequence[str]) -> int | None:
    """Which of the rows that are called a whole is that of the table: the first that is a sum of more than a group."""
    forms = [bare_form(name) for name in names]
    for known in (GRAND, ANY_SUM):
        if found := [place for place, form in enumerate(forms) if known.match(form)]:
            return found[0]
    return 0 if names else None
