"""The passages of a document beside those of the edition that was kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from services.report.domain.claims.document import Document, Passage
from services.report.domain.claims.finding import Finding, Place, Result
from services.report.domain.claims.names import Names
from services.report.domain.claims.stated import stated
from shared.catalogue.spelling import normal_form

#: how much of the words of a passage must be there still for it to be the same one, in hundredths
SAME = 60
#: a document that has as much of the text of an edition, in hundredths, is that edition worked on
COPY = 50


@dataclass(frozen=True)
class Comparison:
    """Both texts without what stands in both word for word."""

    gone: tuple[Passage, ...]
    new: tuple[Passage, ...]


def compared(document: Document, passages: Sequence[Passage]) -> Comparison:
    """A passage that stands there more often than in the other text is left as often as it is more."""
    theirs, ours = _forms(document.passages), _forms(passages)
    return Comparison(tuple(_without(passages, theirs)), tuple(_without(document.passages, ours)))


def is_copy(document: Document, kept: Document) -> bool:
    """Whether a document is the edition worked on, and not another text about the same figures."""
    forms = _forms(document.passages)
    there = [normal_form(passage.text) in forms for passage in kept.passages]
    return 100 * sum(there) >= COPY * len(there) > 0


def sentences(gone: Iterable[Passage], new: list[Passage], names: Names, needed: frozenset[str]) -> Iterator[Finding]:
    """Each sentence that is not there word for word, beside the one most like it; that one is taken out of `new`.

    Wording is free, facts are not. `needed` are those that must not be left out.
    """
    for passage in gone:
        like = most_like(passage, new)
        if like is not None:
            new.remove(like)
            if stated(passage.text, names) != stated(like.text, names):
                yield _changed(like, passage)
        elif passage.text in needed and stated(passage.text, names):
            place = Place(passage.heading)
            yield Finding("missing", "edition-sentence-missing", place, "", passage.text, source="edition")


def articles(gone: Iterable[Passage], new: list[Passage]) -> Iterator[Finding]:
    """What has become of the words of authors, for information: they may have been worked on."""
    for passage in gone:
        like = most_like(passage, new)
        if like is None:
            yield Finding("changed", "article-text", Place(passage.heading), "", passage.text, source="edition")
        else:
            new.remove(like)
            yield _changed(like, passage, "changed", "article-text")


def most_like(passage: Passage, others: Sequence[Passage]) -> Passage | None:
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


def _changed(now: Passage, before: Passage, result: Result = "contradicted", rule: str = "edition-sentence") -> Finding:
    """Only the words that differ are shown."""
    mine, theirs = before.text.split(), now.text.split()
    steps = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    changed = [step for step in steps if step[0] != "equal"]
    says = " … ".join(" ".join(theirs[start:end]) or "∅" for _, _, _, start, end in changed)
    right = " … ".join(" ".join(mine[start:end]) or "∅" for _, start, end, _, _ in changed)
    place = Place(now.heading, paragraph=now.number)
    return Finding(result, rule, place, says, right, before.text, source="edition")


def _forms(passages: Iterable[Passage]) -> Counter[str]:
    return Counter(normal_form(passage.text) for passage in passages)


def _without(passages: Iterable[Passage], others: Counter[str]) -> Iterator[Passage]:
    left = others.copy()
    for passage in passages:
        form = normal_form(passage.text)
        if left[form]:
            left[form] -= 1
        else:
            yield passage
