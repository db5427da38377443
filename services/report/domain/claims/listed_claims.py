"""Claims that end in a list of units: which are on one side of a value, which are the first, which are the last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from services.report.domain.claims import sayings
from services.report.domain.claims.claim import Claim, Relation, Selected, Top
from services.report.domain.claims.listing import listed
from services.report.domain.claims.names import Names
from services.report.domain.claims.sayings import NUMBER, number

SIDES: Mapping[str, Relation] = {
    "dưới": "<", "thấp hơn": "<", "chưa đạt": "<", "không đạt": "<", "trên": ">", "cao hơn": ">", "vượt": ">",
}  # fmt: skip
ENDS: Mapping[str, Relation] = {"lên": "≥", "xuống": "≤"}
LAST = ("thấp nhất", "ít nhất")
NONE_LEFT = re.compile(r"\bkhông có\b", re.IGNORECASE)
#: what is named after these words need not be all there is
EXAMPLES = re.compile(
    r"\b(?:điển hình|tiêu biểu|ví dụ|chẳng hạn|nhất là|cá biệt|đặc biệt|đáng chú ý|còn lại|trong đó có|như)\b",
    re.IGNORECASE,
)
OPEN_END = re.compile(r"(?:…|\.\.\.|v\.v\.?)[\s.)]*$")
OTHERS = re.compile(r"\bcòn lại\b", re.IGNORECASE)
#: a value on either side of the named one: "từ 80% đến dưới 90%", "dưới 100% và trên 80%"
TO = re.compile(rf"{NUMBER}\s+(?:đến|tới|và|-|–)\s*$", re.IGNORECASE)
BETWEEN = re.compile(
    rf"^\s*(?:(?:đến|tới|–|-)\s*{NUMBER}|(?:đến|tới|và|nhưng)\s+(?:dưới|trên|từ)\s+{NUMBER})", re.IGNORECASE
)


def sides(sentence: str, names: Names) -> Iterator[Claim]:
    """The units below or above a value, list by list."""
    for clause in _clauses(sentence, sayings.SIDE):
        found = sayings.SIDE.search(clause)
        if found is None or NONE_LEFT.search(clause) or _is_range(found, clause):
            continue
        relation = ENDS.get((found["more"] or "").lower()) or SIDES.get(found["side"].lower())
        if relation is None:
            continue
        first, units = sayings.COUNT_FIRST.match(clause), found["units"]
        some = bool(EXAMPLES.search(clause[: found.start("units")]) or OPEN_END.search(units))
        counted = first if not OTHERS.search(clause) else None
        count = sayings.count(counted["count"]) if counted else None
        of = int(counted["of"]) if counted and counted["of"] else None
        yield Selected(relation, number(found["value"]), tuple(listed(units, names)), count, of, some=some)


def tops(sentence: str, names: Names) -> Iterator[Claim]:
    """The first units and the last ones."""
    first, place = sayings.COUNT_FIRST.match(sentence), 0
    while (found := sayings.TOP.search(sentence, place)) is not None:
        value = number(found["value"]) if found["value"] else None
        count = sayings.count(first["count"]) if first and not place else None
        yield Top(tuple(listed(found["units"], names)), count, value, lowest=found["end"].lower() in LAST)
        place = found.end()


def _is_range(found: re.Match[str], clause: str) -> bool:
    after = clause[found.end("value") :]
    return bool(TO.search(clause[: found.start("side")]) or BETWEEN.match(after))


def _clauses(sentence: str, opening: re.Pattern[str]) -> Iterator[str]:
    """The parts between semicolons that open a list of their own; names of a list may be divided so as well."""
    begun = ""
    for piece in re.split(r";\s+", sentence):
        if begun and opening.search(piece):
            yield begun
            begun = piece
        else:
            begun = f"{begun}; {piece}" if begun else piece
    yield begun
