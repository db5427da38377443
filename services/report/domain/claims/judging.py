"""A claim held against the columns it can be about; where several can be meant, nothing is guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from services.report.domain.claims import arithmetic, selections, wholes
from services.report.domain.claims.claim import AllAt, Claim, Dated, Growth, Parts, Selected, Share, Top, Total, Trend
from services.report.domain.claims.doubting import SURE, doubt, figures_that_fit
from services.report.domain.claims.levels import meant
from services.report.domain.claims.names import Names
from services.report.domain.claims.ruling import HOLDS, Ruling, open_question, wrong
from services.report.domain.claims.sayings import days_in
from services.report.domain.claims.spoken import Spoken
from services.report.domain.claims.tabulation import Entry, Leaf, Tabulation
from services.report.domain.claims.words import likeness, weights, words
from shared.vietnamese import date_text
from shared.wording import say

#: of a heading's words, in thousandths: what a sentence must speak of, and how near the best another may come
SPOKEN_OF, NEARLY = 330, 850
#: of a table that stands elsewhere a sentence must speak more plainly
FAR_SPOKEN_OF = 750
BY_THEMSELVES = (Share, Parts, Growth)
Column = tuple[Tabulation, Leaf]


@dataclass(frozen=True)
class Court:
    """The tables under the heading of a sentence, and how often each day is named under it.

    `far`: they stand elsewhere in the document, as for an article: then only what is plainly wrong counts.
    """

    tables: Sequence[Tabulation]
    names: Names
    days: Counter[date] = field(default_factory=Counter)
    far: bool = False
    times: Counter[str] = field(default_factory=Counter)

    def rule(self, spoken: Spoken) -> Ruling | None:
        """None where the sentence makes no claim that these tables could bear out."""
        claim = spoken.claim
        if spoken.table is not None and spoken.leaf is not None and not isinstance(claim, BY_THEMSELVES):
            return ruled(claim, spoken.table, spoken.leaf, self.names)
        if isinstance(claim, BY_THEMSELVES):
            return alone(claim)
        if isinstance(claim, Dated):
            return self._dated(claim, spoken.text)
        return self._from_afar(claim, spoken.text) if self.far else self.by_words(claim, spoken.text)

    def _from_afar(self, claim: Claim, text: str) -> Ruling | None:
        """An article speaks of much that no table holds: of other days, of parts, of single cases."""
        if isinstance(claim, Total) and not claim.unit:
            return None
        tables = [table for table in self.tables if _same_days(text, table)]
        ruling = replace(self, tables=tables).by_words(claim, text) if tables else None
        return None if ruling is None or ruling.result == "undecided" else ruling

    def _dated(self, claim: Dated, text: str) -> Ruling:
        """A day must be named by something else of the section: a heading, a caption, a note."""
        said = days_in(text)
        if self.days[claim.day] > said.count(claim.day):
            return HOLDS
        others = [day for day in self.days if day not in said or self.days[day] > said.count(day)]
        right = " / ".join(date_text(day) for day in others)
        return wrong(date_text(claim.day), right) if others else open_question(say("verify-no-day"))

    def by_words(self, claim: Claim, text: str) -> Ruling | None:
        """The claim by the columns that the words of a sentence fit best."""
        columns = self.columns(claim, text) or self._by_figures(claim)
        if not columns:
            return None if isinstance(claim, Total) or not self.tables else open_question(say("verify-no-column"))
        rulings = [self._ruled(claim, text, column) for column in columns]
        if HOLDS in rulings:
            return HOLDS
        contradicted = [ruling for ruling in rulings if ruling.result == "contradicted"]
        if len(rulings) == 1 or not contradicted:
            return self._unless_elsewhere(claim, rulings[0])
        return open_question(say("verify-columns", count=len(rulings)))

    def _by_figures(self, claim: Claim) -> list[Column]:
        """Where no heading fits, the one column that holds the figures given to the units."""
        if self.far:
            return []
        fitting = [column for column in self._all() if figures_that_fit(claim, *column) >= SURE]
        return fitting if len(fitting) == 1 else []

    def _ruled(self, claim: Claim, text: str, column: Column) -> Ruling:
        """By all rows, or by those of the level that the sentence speaks of; open where something else may be meant."""
        subject = _subject(claim, text)
        rulings = [ruled(claim, table, column[1], self.names) for table in meant(claim, subject, column[0], self.names)]
        if HOLDS in rulings:
            return HOLDS
        why = doubt(claim, text, subject, column, self.times) if rulings[-1].result == "contradicted" else ""
        return open_question(why) if why else rulings[-1]

    def _unless_elsewhere(self, claim: Claim, ruling: Ruling) -> Ruling:
        """A number that stands in another cell near by may be that cell's: who knows which was meant."""
        if ruling.result == "contradicted" and isinstance(claim, Total):
            cells = (table.number(entry, leaf) for table, leaf in self._all() for entry in _rows(table))
            if any(cell is not None and cell.value == claim.value.value for cell in cells):
                return open_question(say("verify-other-cell"))
        return ruling

    def columns(self, claim: Claim, text: str) -> list[Column]:
        """The columns that the words of a sentence fit best."""
        fitting = [column for column in self._all() if _fits(claim, *column)]
        labels = [self._words(*column) for column in fitting]
        weight, spoken = weights(labels), words(_subject(claim, text))
        scores = [likeness(spoken, label, weight) for label in labels]
        best = max(scores, default=0)
        if best < (FAR_SPOKEN_OF if self.far else SPOKEN_OF):
            return []
        return [column for column, score in zip(fitting, scores, strict=True) if 1000 * score >= NEARLY * best]

    def _words(self, table: Tabulation, leaf: Leaf) -> frozenset[str]:
        """Of a heading such as "Tỷ lệ (%)" those of the count before it."""
        counted = table.figure_of(leaf)
        return words(leaf.label) or (words(counted.label) if counted else frozenset()) or words(table.page.caption)

    def _all(self) -> Iterator[Column]:
        for table in self.tables:
            for leaf in table.of_kind("figure"):
                yield table, leaf


def ruled(claim: Claim, table: Tabulation, leaf: Leaf, names: Names) -> Ruling:
    """The claim by this very column."""
    match claim:
        case Selected():
            return selections.selected(claim, table, leaf, names)
        case Top():
            return selections.top(claim, table, leaf, names)
        case AllAt():
            return selections.all_at(claim, table, leaf, names)
        case Total():
            return wholes.total(claim, table, leaf, names)
        case Trend():
            return wholes.trend(claim, table, leaf)
        case _:
            return alone(claim)


def alone(claim: Claim) -> Ruling:
    match claim:
        case Share():
            return arithmetic.share(claim)
        case Parts():
            return arithmetic.parts(claim)
        case Growth():
            return arithmetic.growth(claim)
        case _:
            return open_question(say("verify-no-column"))


def _fits(claim: Claim, table: Tabulation, leaf: Leaf) -> bool:
    percent = table.percent(leaf)
    match claim:
        case Selected(value=value) | AllAt(value=value) | Total(value=value):
            return value.percent == percent
        case Trend(end=end):
            return end.percent == percent
        case Top(units=units, value=value):
            stated = [unit.number for unit in units if unit.number] + ([value] if value else [])
            return not stated or stated[0].percent == percent
        case _:
            return False


def _same_days(text: str, table: Tabulation) -> bool:
    """Whether every day that a text names is one of the table's."""
    known = days_in(" ".join((table.page.caption, *(leaf.label for leaf in table.leaves))))
    return all(day in known for day in days_in(text))


def _subject(claim: Claim, text: str) -> str:
    """What a sentence speaks of, without the units it lists: their names are made of the same words."""
    units = claim.units if isinstance(claim, Selected | Top) else ()
    return text.partition(units[0].name)[0] if units else text


def _rows(table: Tabulation) -> list[Entry]:
    return [*table.entries, *([table.total] if table.total else [])]
