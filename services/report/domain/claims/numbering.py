"""The running numbers of tables, charts and annexes, and what refers to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from services.report.domain.claims.document import Document, PageTable, Passage
from services.report.domain.claims.finding import Finding, Place
from services.report.domain.claims.kept_head import ISSUED

CAPTION = re.compile(r"^(?P<kind>Bảng|Table|Hình|Figure)\s+(?P<number>\d{1,3})\.\s", re.IGNORECASE)
#: "(1) Bảng 4. Kết quả … – Tỷ lệ …": what a column of a summary stands for
KEY = re.compile(r"^\((?P<place>\d{1,3})\)\s+(?P<caption>(?:Bảng|Table)\s+\d+\.\s.+?)\s+–\s+(?P<what>.+?)\.?$")
POINTER = re.compile(
    r"^[^.:]{0,40}:\s+(?P<table>(?:Bảng|Table)\s+\d+)\s+\((?P<annex>(?:Phụ lục|Annex)(?:\s+[IVXLC\d]+)?)\b",
    re.IGNORECASE,
)
ANNEX = re.compile(r"^(?:Phụ lục|Annex)(?:\s+[IVXLC\d]+)?$", re.IGNORECASE)
ATTACHED = re.compile(r"^\(Kèm theo\s.+?\bsố\s+(?P<number>\d[\w()]*)(?P<rest>/[\w&/-]+)", re.IGNORECASE)
HEAD_NUMBER = re.compile(r"\bsố\s*:\s*(?P<number>\d[\w()]*)(?P<rest>/[\w&/-]+)", re.IGNORECASE)
#: a line of a list of tables ends in a page
LISTED = re.compile(r"(?:\.{3,}|…|\t)\s*\d+\s*$")
LINE = 60
#: fewer say nothing of a series; of one that has more gaps only a part is there
LEAST, MOST_GAPS = 3, 2


def numbering(document: Document) -> Iterator[Finding]:
    """Tables and charts count from 1 on without a gap and without one number twice."""
    tables = [(table.caption, _at(table)) for table in document.tables]
    texts = [(one.text, Place(one.heading, paragraph=one.number)) for one in document.passages]
    # A list of the tables, or a sentence about one, names a number that its caption has as well.
    yield from _series(_numbered(tables, ("bảng", "table")), _numbered(texts, ("bảng", "table")))
    yield from _series(_numbered(texts, ("hình", "figure")))


Series = Mapping[int, Sequence[tuple[str, Place]]]


def _numbered(captions: Sequence[tuple[str, Place]], kinds: Sequence[str]) -> Series:
    series: dict[int, list[tuple[str, Place]]] = {}
    for text, place in captions:
        if (found := CAPTION.match(text)) and found["kind"].lower() in kinds and not LISTED.search(text[-LINE:]):
            series.setdefault(int(found["number"]), []).append((found[0].rstrip(". "), place))
    return series


def pointers(document: Document) -> Iterator[Finding]:
    """What names a table by its number names one that is there, and the key of a summary quotes it rightly."""
    annexes = _annexes(document)
    place = 0
    for passage in document.passages:
        key, pointer = KEY.match(passage.text), POINTER.match(passage.text)
        place = place + 1 if key else 0
        at = Place(passage.heading, paragraph=passage.number)
        if pointer and annexes:
            yield from _pointed(pointer, at, annexes)
        if key and len(annexes) >= LEAST:
            if int(key["place"]) != place:
                yield Finding("contradicted", "pointer", at, f"({key['place']})", f"({place})")
            if key["caption"] not in annexes:
                yield Finding("contradicted", "pointer", at, key["caption"], _nearest(key["caption"], annexes))


def _pointed(pointer: re.Match[str], at: Place, annexes: Mapping[str, str]) -> Iterator[Finding]:
    """A page on a screen has no annexes: then the table must only be there."""
    named = [annex for caption, annex in annexes.items() if caption.startswith(f"{pointer['table']}.")]
    if not named or (any(annexes.values()) and pointer["annex"].casefold() != named[0].casefold()):
        there = (caption for caption, annex in annexes.items() if annex.casefold() == pointer["annex"].casefold())
        right = next((found[0].rstrip(". ") for caption in there if (found := CAPTION.match(caption))), "")
        yield Finding("contradicted", "pointer", at, f"{pointer['table']} ({pointer['annex']})", right)


def _annexes(document: Document) -> dict[str, str]:
    """The captions with the annex that each table stands in; in none where that is empty."""
    found, annex = {}, ""
    for block in document.blocks:
        if isinstance(block, PageTable):
            found.update({block.caption: annex} if block.caption else {})
        elif ANNEX.match(block.text):
            annex = block.text
    return found


def attached(document: Document) -> Iterator[Finding]:
    """An annex belongs to the document by its number and day, wherever both are of one series."""
    texts = _above(document)
    number = next((found for text in texts if (found := HEAD_NUMBER.search(text))), None)
    day = next((found for text in texts if (found := ISSUED.search(text))), None)
    for passage in document.passages:
        found = ATTACHED.match(passage.text)
        if found is None or number is None or found["rest"].casefold() != number["rest"].casefold():
            continue
        at = Place(passage.heading, paragraph=passage.number)
        if found["number"].lstrip("0") != number["number"].lstrip("0"):
            yield Finding("contradicted", "annex-of", at, f"{found['number']}{found['rest']}", number[0].split()[-1])
        said = ISSUED.search(passage.text)
        if said and day and [int(part) for part in said.groups()] != [int(part) for part in day.groups()]:
            yield Finding("contradicted", "annex-of", at, said[0], day[0])


def keys(document: Document) -> Mapping[int, list[tuple[Passage, re.Match[str]]]]:
    """The keys of summaries by the number of the table before or after which they stand."""
    found: dict[int, list[tuple[Passage, re.Match[str]]]] = {}
    waiting: list[tuple[Passage, re.Match[str]]] = []
    last: PageTable | None = None
    for block in document.blocks:
        if isinstance(block, PageTable):
            found[block.number], waiting, last = waiting, [], block
        elif key := KEY.match(block.text):
            waiting.append((block, key))
            if last is not None:
                found[last.number].append((block, key))
        elif block.head:
            waiting, last = [], None
    return found


def _series(series: Series, also: Series | None = None) -> Iterator[Finding]:
    """Where many numbers stand twice, they begin anew in every part."""
    gaps = [
        number for number in range(1, max(series, default=0)) if number not in series and number not in (also or {})
    ]
    if len(series) < LEAST or len(gaps) > MOST_GAPS or 1 not in series:
        return
    for number in gaps:
        named = next(iter(series.values()))[0][0].split()[0]
        yield Finding("missing", "number-gap", Place(""), "", f"{named} {number}")
    twice = [those for those in series.values() if len(those) > 1]
    for those in twice if LEAST * len(twice) <= len(series) else ():
        for text, place in those[1:]:
            yield Finding("contradicted", "number-twice", place, text)


def _above(document: Document) -> list[str]:
    """What stands above the first heading."""
    texts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Passage) and block.head:
            break
        texts.extend([block.text] if isinstance(block, Passage) else block.lines if not block.caption else [])
    return texts


def _nearest(caption: str, captions: Iterable[str]) -> str:
    number, _, title = caption.partition(". ")
    alike = Counter({text: (text.startswith(f"{number}.")) + (text.partition(". ")[2] == title) for text in captions})
    return next((text for text, count in alike.most_common(1) if count), "")


def _at(table: PageTable) -> Place:
    return Place(table.heading, table=table.number, caption=table.caption)
