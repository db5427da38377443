"""How an official document is cited: its kind, number, day, issuer and what it is about."""

from __future__ import annotations

import re
from typing import Final

from services.report.domain.article import Directive

LAST_PADDED_MONTH: Final = 2
ABOUT: Final = re.compile(r"^(?:v/v|về việc|về)\b[:\s]*", re.IGNORECASE)


def citation(directive: Directive) -> str:
    """The citation as Nghị định 30 has it: "Công văn số 12/UBND-KGVX ngày 06 tháng 3 năm 2023 của … về việc …"."""
    day = directive.date
    month = f"{day.month:02}" if day.month <= LAST_PADDED_MONTH else str(day.month)
    number = f" số {directive.number}" if directive.number else ""
    dated = f"ngày {day.day:02} tháng {month} năm {day.year}"
    return f"{directive.kind}{number} {dated} của {directive.issuer} {_about(directive.abstract)}"


def _about(abstract: str) -> str:
    given = ABOUT.match(abstract)
    if given is None:
        return f"về việc {abstract}"
    rest = abstract[given.end() :]
    return f"về {rest}" if given[0].strip().casefold() == "về" else f"về việc {rest}"
