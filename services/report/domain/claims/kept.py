"""A document held against the edition that was kept: the same tables cell by cell, the same facts in its sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from services.report.domain.claims.document import Document, Passage
from services.report.domain.claims.finding import Finding, Place
from services.report.domain.claims.kept_tables import cells, paired
from services.report.domain.claims.names import Names
from services.report.domain.claims.stated import stated
from shared.catalogue import Catalogue
from shared.catalogue.spelling import normal_form

#: how much of the words of a sentence must be there still for it to be the same one, in hundredths
SAME = 60


def against(document: Document, kept: Document, catalogue: Catalogue) -> list[Finding]:
    """Where the document states other figures, names or days than the edition; wording is free."""
    names = Names(catalogue)
    found = [finding for pair in paired(document.tables, kept.tables) for finding in cells(*pair, names)]
    return [*found, *_passages(document, kept, names)]


def _passages(document: Document, kept: Document, names: Names) -> Iterator[Finding]:
    """Each sentence of the edition that is not there word for word, beside the one most like it that is new."""
    ours = {normal_form(passage.text) for passage in kept.passages}
    theirs = {normal_form(passage.text) for passage in document.passages}
    new = [passage for passage in document.passages if normal_form(passage.text) not in ours]
    for passage in kept.passages:
        if normal_form(passage.text) in theirs and new == []:
            continue
        if normal_form(passage.text) in theirs:
            continue
        like = _most_like(passage, new)
        if like is not None:
            new.remove(like)
            if stated(passage.text, names) != stated(like.text, names):
                yield _changed(like, passage)


def _most_like(passage: Passage, others: Sequence[Passage]) -> Passage | None:
    mine = passage.text.split()
    best, found = 0, None
    for other in others:
        matcher = SequenceMatcher(None, mine, other.text.split(), autojunk=False)
        if 100 * matcher.quick_ratio() < SAME:
            continue
        like = round(100 * matcher.ratio())
        if like >= SAME and like > best:
            best, found = like, other
    return found


def _changed(now: Passage, before: Passage) -> Finding:
    """Only the words that differ are shown."""
    mine, theirs = before.text.split(), now.text.split()
    steps = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    changed = [step for step in steps if step[0] != "equal"]
    says = " … ".join(" ".join(theirs[start:end]) or "∅" for _, _, _, start, end in changed)
    right = " … ".join(" ".join(mine[start:end]) or "∅" for _, start, end, _, _ in changed)
    place = Place(now.heading, paragraph=now.number)
    return Finding("contradicted", "edition-sentence", place, says, right, before.text, source="edition")
