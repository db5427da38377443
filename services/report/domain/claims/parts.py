"""A whole and its parts inside one sentence: "1.767 thủ tục, trong đó 1.632 …, gồm 310 … và 1.322 …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from services.report.domain.claims.claim import Claim, Parts, Share
from services.report.domain.claims.fractions import without_codes
from services.report.domain.claims.numerals import Numeral, cell_numeral
from services.report.domain.claims.sayings import NUMBER
from shared.figures import ratio

COUNTED = re.compile(rf"(?P<number>{NUMBER})\s+(?P<noun>[^\W\d_]+)")
OPENS = re.compile(r"\btrong đó\b|\bgồm\b|:", re.IGNORECASE)
COMPLETE = re.compile(r"\bgồm\b|:", re.IGNORECASE)
PERCENT_AFTER = re.compile(r"[^;\d%]{0,60}?(?:chiếm|đạt tỷ lệ|\()\s*(?:tỷ lệ\s+)?(?P<share>\d[\d.]*(?:,\d+)?\s?%)")
LEAST_PARTS, LONGEST = 2, 3000
ASIDE = re.compile(r"\([^()]*\)")
#: "trong 120 người có: 80 nữ, 60 đảng viên" counts some of them twice
OF_WHICH_SOME = re.compile(r"\btrong\b[^:;]{0,80}\bcó\s*$", re.IGNORECASE)
#: what is counted in one of these cannot be added to what is counted in another
SCALES = frozenset({"tỷ", "tỉ", "triệu", "nghìn", "ngàn"})


def parts_in(sentence: str) -> Iterator[Claim]:
    """Counts of one noun on both sides of "trong đó" or "gồm", and the percents given of the first count."""
    if len(sentence) > LONGEST:
        return
    text = without_codes(sentence)
    if OPENS.search(text) is not None:
        yield from _added(ASIDE.sub(_blank, text))
        yield from _shares(text)


def _added(text: str) -> Iterator[Claim]:
    """Each opening with the count before it and those after it, as far as the next one; a semicolon ends them all."""
    openings = list(OPENS.finditer(text))
    ends = text.find(";", openings[0].end()) % (len(text) + 1) if openings else 0
    openings = [one for one in openings if one.start() < ends and not _goes_on(one, text)]
    counts = [found for found in COUNTED.finditer(text) if found.start() < ends]
    for place, opening in enumerate(openings):
        last = place + 1 == len(openings)
        end = ends if last else openings[place + 1].start()
        before = {found["noun"].lower(): _count(found) for found in counts if found.start() < opening.start()}
        after = [found for found in counts if opening.start() < found.start() < end]
        yield from _sums(before, after, complete=last and _is_complete(opening, text))


def _sums(before: Mapping[str, Numeral | None], after: Sequence[re.Match[str]], *, complete: bool) -> Iterator[Claim]:
    parts: dict[str, list[Numeral]] = {}
    for found in after:
        if (counted := _count(found)) is not None:
            parts.setdefault(found["noun"].lower(), []).append(counted)
    if len(SCALES & parts.keys()) > 1:
        return
    for noun, whole in before.items():
        if whole is not None and len(parts.get(noun, ())) >= LEAST_PARTS:
            yield Parts(whole, tuple(parts[noun]), complete)


def _goes_on(opening: re.Match[str], text: str) -> bool:
    """The colon of "gồm:" and "trong đó:"."""
    return opening[0] == ":" and bool(
        re.search(r"\b(?:trong đó|gồm)\s*(?:có\s*)?$", text[: opening.start()], re.IGNORECASE)
    )


def _is_complete(opening: re.Match[str], text: str) -> bool:
    return bool(COMPLETE.match(opening[0])) and not OF_WHICH_SOME.search(text[: opening.start()])


def _count(found: re.Match[str]) -> Numeral | None:
    counted = cell_numeral(found["number"].strip().rstrip("."))
    return None if counted is None or counted.percent else counted


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _shares(text: str) -> Iterator[Claim]:
    """Each percent of a count that a greater one of the same noun goes before; of another noun only of the first."""
    counted = [(found, count) for found in COUNTED.finditer(text) if (count := _count(found))]
    for place, (found, part) in enumerate(counted):
        share = PERCENT_AFTER.match(text, found.end("number"))
        percent = cell_numeral(share["share"]) if share else None
        wholes = [(one["noun"].lower(), count) for one, count in counted[:place] if count.value >= part.value > 0]
        if percent is None or not wholes:
            continue
        fitting = [count for _, count in wholes if percent.states(ratio(part.value, count.value, 100))]
        same = [count for noun, count in wholes if noun == found["noun"].lower()]
        if fitting or same:
            yield Share(part, (fitting or same)[0], percent)
