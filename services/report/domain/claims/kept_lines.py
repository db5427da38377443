"""The paragraphs of a document beside those of the edition that was kept: which are which, which are gone or new."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from services.report.domain.claims.document import Document, Passage
from services.report.domain.claims.edition import Kind, PrintedLine
from services.report.domain.claims.finding import Place
from services.report.domain.claims.forms import open_form, text_form
from services.report.domain.claims.joining import joined

#: how much of the words of a paragraph must be there still for it to be the same one, in hundredths
SAME = 60


@dataclass(frozen=True)
class Line:
    """A paragraph of a document; of one in a table that is no table of figures the place is that table."""

    text: str
    place: Place
    head: bool = False


def lines_in(document: Document, figures: Container[int]) -> list[Line]:
    """All paragraphs in reading order, without those in the tables of `figures`."""
    found: list[Line] = []
    for block in document.blocks:
        if isinstance(block, Passage):
            found.append(Line(block.text, Place(block.heading, paragraph=block.number), block.head))
        elif block.number not in figures:
            place = Place(block.heading, table=block.number, caption=block.caption)
            found.extend(Line(text, place) for text in block.lines)
    return found


@dataclass
class Pairing:
    """The lines of an edition and of a document; `found` are the places of these by the places of those.

    What has one of the forms `also` may stand in the document, and is then not new.
    """

    ours: Sequence[PrintedLine]
    theirs: Sequence[Line]
    also: Container[str] = ()
    found: dict[int, int] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)
    new: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """What stands in both word for word is paired first, each as often as it stands in both."""
        self.gone, self.new = list(range(len(self.ours))), list(range(len(self.theirs)))
        self._exact(self.gone, text_form)
        self._exact([place for place in self.gone if self.ours[place].open], open_form)
        self.new = [other for other in self.new if text_form(self.theirs[other].text) not in self.also]
        for places, others in joined(self.gone, self._ours, self.new, self._theirs):
            self._settle(places, others)
        for others, places in joined(self.new, self._theirs, self.gone, self._ours):
            self._settle(places, others)

    def there(self, group: str) -> bool:
        """Whether at least half of the lines of a group are there."""
        members = [place for place, line in enumerate(self.ours) if line.group == group]
        return 2 * sum(place in self.found for place in members) >= len(members)

    def alike(self, kind: Kind) -> Iterator[tuple[PrintedLine, Line]]:
        """Pair the lines of a kind that are gone with the new ones most like them."""
        for place in [place for place in self.gone if self.ours[place].kind == kind]:
            other = self._most_like(self.ours[place].text)
            if other is not None:
                yield self._pair(place, other)

    def between(self, needed: Container[str]) -> Iterator[tuple[PrintedLine, Line]]:
        """Pair what stands between the same lines, though nothing of it is alike; what is `needed` is not replaced."""
        for step in (-1, 1):
            for place in sorted(self.gone, reverse=step > 0):
                beside = self.found.get(place + step)
                if beside is not None and beside - step in self.new and self.ours[place].text not in needed:
                    yield self._pair(place, beside - step)

    def _ours(self, place: int) -> str:
        return self.ours[place].text

    def _theirs(self, other: int) -> str:
        return self.theirs[other].text

    def _settle(self, places: Sequence[int], others: Sequence[int]) -> None:
        """The same text in other paragraphs."""
        self.found.update(dict.fromkeys(places, others[0]))
        self.gone = [place for place in self.gone if place not in places]
        self.new = [other for other in self.new if other not in others]

    def _exact(self, ours: Sequence[int], form: Callable[[str], str]) -> None:
        places: defaultdict[str, deque[int]] = defaultdict(deque)
        for other in self.new:
            places[form(self.theirs[other].text)].append(other)
        for place in list(ours):
            if others := places[form(self.ours[place].text)]:
                self._pair(place, others.popleft())

    def _most_like(self, text: str) -> int | None:
        mine = text.split()
        best, found = SAME - 1, None
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(mine)
        for other in self.new:
            theirs = self.theirs[other].text.split()
            # Cheap first: a document may have thousands of paragraphs.
            if 200 * min(len(mine), len(theirs)) < SAME * (len(mine) + len(theirs)):
                continue
            matcher.set_seq1(theirs)
            if 100 * matcher.quick_ratio() > best and (like := round(100 * matcher.ratio())) > best:
                best, found = like, other
        return found

    def _pair(self, place: int, other: int) -> tuple[PrintedLine, Line]:
        self.found[place] = other
        self.gone.remove(place)
        self.new.remove(other)
        return self.ours[place], self.theirs[other]
