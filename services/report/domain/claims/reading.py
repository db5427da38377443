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
    Total,
    Trend,
)
from services.report.domain.claims.fractions import shares, without_codes
from services.report.domain.claims.listed_claims import SIDES, sides, tops
from services.report.domain.claims.listing import listed
from services.report.domain.claims.names import Names
from services.report.domain.claims.numerals import Numeral, cell_numeral
from services.report.domain.claims.sayings import number

MOVES: Mapping[str, Direction] = {"tăng": "up", "giảm": "down"}
#: no sentence of a report is longer, and what is would only cost time
LONGEST = 3000
SENTENCE_END = re.compile(r"(?<=[^\W\d_][^\W\d_])\.\s+(?=[^\W\d_a-zà-ỹ])|(?<=[\d%)])\.\s+(?=[^\W\d_a-zà-ỹ])")
ROUGH = re.compile(r"\b(?:trên|hơn|gần|khoảng|ước|xấp xỉ|ít nhất)\s+\d", re.IGNORECASE)
LIKELY = re.compile(
    r"\b(?:nếu|dự kiến|phấn đấu|đặt mục tiêu|chỉ tiêu đến|hằng năm|yêu cầu|đề nghị|tối thiểu|theo kế hoạch|được giao"
    r"|(?:cần|phải)\s+(?:\S+\s+){0,3}?(?:đạt|hoàn thành|nâng|bảo đảm|đảm bảo))\b|^(?:chỉ tiêu|mục tiêu)\b",
    re.IGNORECASE,
)
#: "tăng 5%", "vượt chỉ tiêu 4,2%", "gấp 2 lần": how far from something else, not how much
DIFFERENCE = re.compile(
    r"\b(?:tăng|giảm|vượt|cao hơn|thấp hơn|nhiều hơn|ít hơn|gấp|bằng|thiếu|chênh lệch)"
    r"(?:\s+(?!lên\b|xuống\b|còn\b|là\b|đạt\b|mức\b|thành\b)[^\s\d,;:]+){0,5}\s*$",
    re.IGNORECASE,
)
#: "105% kế hoạch", "2,5 điểm %", "1,5 lần": a measure by something else
MEASURED = re.compile(r"\s*(?:điểm|lần|kế hoạch|chỉ tiêu|dự toán|mục tiêu|so với|cùng kỳ)\b", re.IGNORECASE)
#: "Các đơn vị đạt 100%: Sở Y tế" names those that are
LIST_AFTER = re.compile(r"[^:.;]{0,60}(?::|\bgồm:?|\blà:?)\s*(?P<units>.+)$", re.IGNORECASE)


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
    return shares(sentence)


def _some(sentence: str, names: Names) -> Iterator[Claim]:
    for found in sayings.SOME.finditer(sentence):
        units = tuple(listed(found["units"], names)) if found["units"] else ()
        value = number(found["value"])
        yield Selected("=", value, units, int(found["count"]), int(found["of"]), rest=bool(found["units"]))


def _none(sentence: str, _: Names) -> Iterator[Claim]:
    for found in sayings.NONE.finditer(sentence):
        reached: Relation = "≥" if found["aim"] or found["from"] else "="
        relation = SIDES.get(found["side"].lower(), reached)
        yield Selected(relation, number(found["value"]), (), 0)


def _all(sentence: str, names: Names) -> Iterator[Claim]:
    for found in sayings.ALL.finditer(sentence):
        relation: Relation = "≥" if found["aim"] or found["from"] else "="
        value = number(found["value"])
        named = LIST_AFTER.match(sentence, found.end())
        if named is None:
            yield AllAt(relation, value, sayings.count(found["of"]) if found["of"] else None)
        elif units := tuple(listed(named["units"], names)):
            yield Selected(relation, value, units)


def _growth(sentence: str, _: Names) -> Iterator[Claim]:
    for found in sayings.GROWTH.finditer(sentence):
        move = MOVES[found["move"].lower()]
        yield Growth(number(found["now"]), number(found["before"]), number(found["by"]), move)


def _total(sentence: str, names: Names) -> Iterator[Claim]:
    """One number and no more: that of the whole, or of the one unit that is named; no difference and no aim."""
    bare = without_codes(sentence)
    found = list(re.finditer(sayings.NUMBER, bare))
    units = [unit for unit in dict.fromkeys(names.mentioned(sentence)) if not names.is_province(unit)]
    if len(found) != 1 or len(units) > 1:
        return
    value = cell_numeral(found[0][0].strip().rstrip("."))
    if value is None or DIFFERENCE.search(bare, 0, found[0].start()) or MEASURED.match(bare, found[0].end()):
        return
    yield Total(value, next(iter(units), ""), about=bool(ROUGH.search(sentence)))


def has_figures(text: str) -> bool:
    """Whether a paragraph states a number that is no day's and no document's."""
    return len(text) <= LONGEST and re.search(sayings.NUMBER, without_codes(text)) is not None


def plain_numbers(sentence: str) -> list[Numeral]:
    """The numbers of a sentence that are no days, no document's and no name's."""
    found = (cell_numeral(text.strip().rstrip(".")) for text in re.findall(sayings.NUMBER, without_codes(sentence)))
    return [number for number in found if number is not None]


Reader = Callable[[str, Names], Iterator[Claim]]
READERS: tuple[Reader, ...] = (_trends, _some, _shares, _none, tops, sides, _all, _growth, _total)
