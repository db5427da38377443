"""A sentence of any wording read as claims: the phrases reports use, in the order in which one rules another out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from services.report.domain.claims import sayings
from services.report.domain.claims.claim import (
    AllAt,
    Claim,
    Direction,
    Growth,
    Relation,
    Selected,
    Share,
    Top,
    Total,
    Trend,
)
from services.report.domain.claims.listing import listed
from services.report.domain.claims.names import Names
from services.report.domain.claims.numerals import Numeral, cell_numeral
from services.report.domain.claims.sayings import number

MOVES: Mapping[str, Direction] = {"tăng": "up", "giảm": "down"}
SIDES: Mapping[str, Relation] = {
    "dưới": "<", "thấp hơn": "<", "chưa đạt": "<", "không đạt": "<", "trên": ">", "cao hơn": ">", "vượt": ">",
}  # fmt: skip
#: no sentence of a report is longer, and what is would only cost time
LONGEST = 3000
LAST = ("thấp nhất", "ít nhất")
SENTENCE_END = re.compile(r"(?<=[^\W\d_][^\W\d_])\.\s+(?=[^\W\d_a-zà-ỹ])|(?<=[\d%)])\.\s+(?=[^\W\d_a-zà-ỹ])")
NONE_LEFT = re.compile(r"\bkhông có\b", re.IGNORECASE)
ROUGH = re.compile(r"\b(?:trên|hơn|gần|khoảng|ước|xấp xỉ|ít nhất)\s+\d", re.IGNORECASE)
LIKELY = re.compile(r"\b(?:nếu|dự kiến|phấn đấu|đặt mục tiêu|chỉ tiêu đến|hằng năm)\b", re.IGNORECASE)


def sentences(passage: str) -> list[str]:
    """The sentences of a paragraph; the point after "TP." or in a number ends none."""
    return [one.strip() for one in SENTENCE_END.split(passage) if one.strip()]


def claims_in(sentence: str, names: Names) -> list[Claim]:
    """The claims of a sentence; none where it says nothing that tables could bear out, or only hopes."""
    if len(sentence) > LONGEST or LIKELY.search(sentence):
        return []
    for reader in READERS:
        found = list(reader(sentence, names))
        if found:
            return found
    return []


def _trends(sentence: str, _: Names) -> Iterator[Claim]:
    for found in sayings.TREND.finditer(sentence):
        start, end = number(found["start"]), number(found["end"])
        yield Trend(start, end, MOVES[found["move"].lower()], sayings.day_in(found["b"]))
    for found in sayings.SAME.finditer(sentence):
        end = number(found["end"])
        yield Trend(end, end, "equal", sayings.day_in(found["b"]))
    for found in sayings.SLIGHT.finditer(sentence):
        end = number(found["end"])
        yield Trend(end, end, MOVES[found["move"].lower()], sayings.day_in(found["b"]), slight=True)


def _shares(sentence: str, _: Names) -> Iterator[Claim]:
    for found in sayings.SHARE.finditer(sentence):
        if sayings.SOME.match(sentence, found.start()) or not cell_numeral(found["denominator"]):
            continue
        target, gap = found["target"], found["gap"]
        yield Share(
            number(found["numerator"]),
            number(found["denominator"]),
            number(found["value"]),
            number(target) if target else None,
            number(gap) if gap else None,
            beyond=(found["over"] or "vượt").lower() == "vượt",
        )


def _some(sentence: str, names: Names) -> Iterator[Claim]:
    for found in sayings.SOME.finditer(sentence):
        units = tuple(listed(found["units"], names)) if found["units"] else ()
        value = number(found["value"])
        yield Selected("=", value, units, int(found["count"]), int(found["of"]), rest=bool(found["units"]))


def _side(sentence: str, names: Names) -> Iterator[Claim]:
    found = sayings.SIDE.search(sentence)
    if found is None or NONE_LEFT.search(sentence):
        return
    first = sayings.COUNT_FIRST.match(sentence)
    relation = "≥" if found["more"] else SIDES[found["side"].lower()]
    count = sayings.count(first["count"]) if first else None
    yield Selected(relation, number(found["value"]), tuple(listed(found["units"], names)), count)


def _top(sentence: str, names: Names) -> Iterator[Claim]:
    found = sayings.TOP.search(sentence)
    if found is None:
        return
    first = sayings.COUNT_FIRST.match(sentence)
    value = number(found["value"]) if found["value"] else None
    units = tuple(listed(found["units"], names))
    yield Top(units, sayings.count(first["count"]) if first else None, value, lowest=found["end"].lower() in LAST)


def _none(sentence: str, _: Names) -> Iterator[Claim]:
    for found in sayings.NONE.finditer(sentence):
        reached: Relation = "≥" if found["aim"] or found["from"] else "="
        relation = SIDES.get(found["side"].lower(), reached)
        yield Selected(relation, number(found["value"]), (), 0)


def _all(sentence: str, _: Names) -> Iterator[Claim]:
    for found in sayings.ALL.finditer(sentence):
        relation: Relation = "≥" if found["aim"] or found["from"] else "="
        yield AllAt(relation, number(found["value"]), sayings.count(found["of"]) if found["of"] else None)


def _growth(sentence: str, _: Names) -> Iterator[Claim]:
    for found in sayings.GROWTH.finditer(sentence):
        move = MOVES[found["move"].lower()]
        yield Growth(number(found["now"]), number(found["before"]), number(found["by"]), move)


def _total(sentence: str, names: Names) -> Iterator[Claim]:
    """One number and no more: that of the whole, or of the one unit that is named."""
    numbers = plain_numbers(sentence)
    units = [unit for unit in dict.fromkeys(names.mentioned(sentence)) if not names.is_province(unit)]
    if len(numbers) == 1 and len(units) <= 1:
        yield Total(numbers[0], next(iter(units), ""), about=bool(ROUGH.search(sentence)))


def plain_numbers(sentence: str) -> list[Numeral]:
    """The numbers of a sentence that are no days, no document's and no name's."""
    bare = sayings.CODES.sub(" ", sayings.DAYS.sub(" ", sentence))
    found = (cell_numeral(text.strip().rstrip(".")) for text in re.findall(sayings.NUMBER, bare))
    return [number for number in found if number is not None]


Reader = Callable[[str, Names], Iterator[Claim]]
READERS: tuple[Reader, ...] = (_trends, _some, _shares, _none, _top, _side, _all, _growth, _total)
