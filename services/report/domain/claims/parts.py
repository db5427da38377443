"""A whole and its parts inside one sentence: "1.767 thủ tục, trong đó 1.632 …, gồm 310 … và 1.322 …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.report.domain.claims.claim import Claim, Parts, Share
from services.report.domain.claims.numerals import Numeral, cell_numeral
from services.report.domain.claims.sayings import CODES, DAYS, NUMBER

COUNTED = re.compile(rf"(?P<number>{NUMBER})\s+(?P<noun>[^\W\d_]+)")
OPENS = re.compile(r"\btrong đó\b|\bgồm\b|:", re.IGNORECASE)
COMPLETE = re.compile(r"\bgồm\b|:", re.IGNORECASE)
PERCENT_AFTER = re.compile(r"[^;\d%]{0,60}?(?:chiếm|\()\s*(?:tỷ lệ\s+)?(?P<share>\d[\d.]*(?:,\d+)?\s?%)")
LEAST_PARTS, LONGEST = 2, 3000


def parts_in(sentence: str) -> Iterator[Claim]:
    """Counts of one noun on both sides of "trong đó" or "gồm", and the percents given of the first count."""
    if len(sentence) > LONGEST:
        return
    text = CODES.sub(lambda code: " " * len(code[0]), DAYS.sub(lambda day: " " * len(day[0]), sentence))
    opening = OPENS.search(text)
    if opening is None:
        return
    yield from _added(text, opening)
    yield from _shares(text)


def _added(text: str, opening: re.Match[str]) -> Iterator[Claim]:
    before: dict[str, Numeral] = {}
    after: dict[str, list[Numeral]] = {}
    # What follows a semicolon is said of something else.
    ends = text.find(";", opening.end()) % (len(text) + 1)
    for found in COUNTED.finditer(text):
        counted = cell_numeral(found["number"].strip().rstrip("."))
        if counted is None or counted.percent:
            continue
        noun = found["noun"].lower()
        if found.start() > ends:
            break
        if found.start() < opening.start():
            before[noun] = counted
        else:
            after.setdefault(noun, []).append(counted)
    for noun, whole in before.items():
        if len(after.get(noun, ())) >= LEAST_PARTS:
            yield Parts(whole, tuple(after[noun]), complete=bool(COMPLETE.match(opening[0])))


def _shares(text: str) -> Iterator[Claim]:
    numbers = [
        (found, counted)
        for found in re.finditer(NUMBER, text)
        if (counted := cell_numeral(found[0].strip().rstrip("."))) and not counted.percent
    ]
    for found, counted in numbers[1:]:
        share = PERCENT_AFTER.match(text, found.end())
        whole = numbers[0][1]
        percent = cell_numeral(share["share"]) if share else None
        if percent and 0 < counted.value <= whole.value:
            yield Share(counted, whole, percent)
