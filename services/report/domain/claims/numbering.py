"""The running numbers of tables, charts and annexes, and what refers to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from services.report.domain.claims.document import Document, PageTable, Passage
from services.report.domain.claims.finding import Finding, Place
from services.report.domain.claims.kept_head import ISSUED

CAPTION = re.compile(r"^(?P<kind>Bảng|Table|Hình|Figure)\s+(?P<number>\d+)\.\s", re.IGNORECASE)
#: "(1) Bảng 4. Kết quả … – Tỷ lệ …": what a column of a summary stands for
KEY = re.compile(r"^\((?P<place>\d+)\)\s+(?P<caption>(?:Bảng|Table)\s+\d+\.\s.+?)\s+–\s+(?P<what>.+?)\.?$")
POINTER = re.compile(r"^[^.:]{0,40}:\s+(?P<table>(?:Bảng|Table)\s+\d+)\s+\((?:Phụ lục|Annex)\b", re.IGNORECASE)
ATTACHED = re.compile(r"^\(Kèm theo\s.+?\bsố\s+(?P<number>\d[\w()]*)(?P<rest>/[\w&/-]+)", re.IGNORECASE)
HEAD_NUMBER = re.compile(r"\bsố\s*:\s*(?P<number>\d[\w()]*)(?P<rest>/[\w&/-]+)", re.IGNORECASE)
#: fewer say nothing of a series; of one that has more gaps only a part is there
LEAST, MOST_GAPS = 3, 2


def numbering(document: Document) -> Iterator[Finding]:
    """Tables and charts count from 1 on without a gap and without one number twice."""
    captions = [(table.caption, _at(table)) for table in document.tables]
    captions += [(one.text, Place(one.heading, paragraph=one.number)) for one in document.passages]
    for kinds in (("bảng", "table"), ("hình", "figure")):
        series: dict[int, list[tuple[str, Place]]] = {}
        for text, place in captions:
            if (found := CAPTION.match(text)) and found["kind"].lower() in kinds:
                series.setdefault(int(found["number"]), []).append((found[0].rstrip(". "), place))
        yield from _series(series)


def pointers(document: Document) -> Iterator[Finding]:
    """What names a table by its number names one that is there, and the key of a summary quotes it rightly."""
    captions = [table.caption for table in document.tables if table.caption]
    place = 0
    for passage in document.passages:
        key, pointer = KEY.match(passage.text), POINTER.match(passage.text)
        place = place + 1 if key else 0
        at = Place(passage.heading, paragraph=passage.number)
        if pointer and captions and not any(text.startswith(f"{pointer['table']}.") for text in captions):
            yield Finding("contradicted", "pointer", at, pointer["table"])
        if key and len(captions) >= LEAST:
            if int(key["place"]) != place:
                yield Finding("contradicted", "pointer", at, f"({key['place']})", f"({place})")
            if key["caption"] not in captions:
                yield Finding("contradicted", "pointer", at, key["caption"], _nearest(key["caption"], captions))


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


def _series(series: Mapping[int, Sequence[tuple[str, Place]]]) -> Iterator[Finding]:
    gaps = [number for number in range(1, max(series, default=0)) if number not in series]
    if len(series) < LEAST or len(gaps) > MOST_GAPS or 1 not in series:
        return
    for number in gaps:
        named = next(iter(series.values()))[0][0].split()[0]
        yield Finding("missing", "number-gap", Place(""), "", f"{named} {number}")
    for those in series.values():
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


def _nearest(caption: str, captions: Sequence[str]) -> str:
    number, _, title = caption.partition(". ")
    alike = Counter({text: (text.startswith(f"{number}.")) + (text.partition(". ")[2] == title) for text in captions})
    return next((text for text, count in alike.most_common(1) if count), "")


def _at(table: PageTable) -> Place:
    return Place(table.heading, table=table.number, caption=table.caption)
