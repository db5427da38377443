"""How an official document is cited: its kind, number, day, issuer and what it is about."""

from __future__ import annotations

import re
from typing import Final

from services.report.domain.article import Directive
from shared.vietnamese import full_date_text

ABOUT: Final = re.compile(r"^(?:v/v|về việc|về)\b[:\s]*", re.IGNORECASE)


def citation(directive: Directive) -> str:
    """The citation as Nghị định 30 has it: "Công văn số 12/UBND-KGVX ngày 06 tháng 3 năm 2023 của … về việc …"."""
    number = f" số {directive.number}" if directive.number else ""
    dated = full_date_text(directive.date)
    return f"{directive.kind}{number} {dated} của {directive.issuer} {_about(directive.abstract)}"


def _about(abstract: str) -> str:
    given = ABOUT.match(abstract)
    if given is None:
        return f"về việc {abstract}"
    rest = abstract[given.end() :]
    return f"về {rest}" if given[0].strip().casefold() == "về" else f"về việc {rest}"
