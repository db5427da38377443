"""Columns that follow from others: a difference of two, a ratio of two, a place by one, a sum of a group."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from services.report.domain.change_text import change_text
from services.report.domain.claims.finding import Finding
from services.report.domain.claims.numerals import Numeral, cell_numeral, differs, printed
from services.report.domain.claims.tabulation import Entry, Leaf, Tabulation
from services.report.domain.claims.totals import RELATIVE
from shared.catalogue.spelling import bare_form
from shared.figures import ratio
from shared.wording import say

MOVED = re.compile(
    r"^(?P<word>tăng|giảm|up|down)?\s*(?:thêm\s+)?(?P<number>[-−+]?\d[\d.,]*\s*%?)(?P<points>\s+points?)?"
    r"(?:\s*\([R?]\))*$",
    re.IGNORECASE,
)
ALL_OF = re.compile(r"^(?:tong|tong so|tong cong|cong)$")
#: a relation is one only where so many rows keep it, and others do not break it by chance
ENOUGH_ROWS, MOST_COLUMNS = 4, 10
MOST_KEEP = Decimal("0.75")
#: of so many rows at most one
MOST_IMPOSSIBLE = 3


def relations(table: Tabulation) -> Iterator[Finding]:
    yield from _changes(table)
    yield from _ratios(table)
    yield from _ranks(table)
    yield from _groups(table)


def moved(text: str, table: Tabulation) -> Numeral | None:
    """A printed change as a signed number: "Giảm 4%", "Down 4 points", "Bằng", "-12"."""
    bare = text.strip()
    if bare_form(bare) in {"bang", "khong doi", "equal"}:
        return Numeral(bare, Decimal(0), percent=True)
    found = MOVED.match(bare)
    number = cell_numeral(found["number"].lstrip("+"), table.notation) if found else None
    if found is None or number is None:
        return None
    down = bool(found["word"]) and bare_form(found["word"]) in {"giam", "down"}
    return Numeral(
        bare, -number.value if down else number.value, number.percent or bool(found["points"]), number.places
    )


def _changes(table: Tabulation) -> Iterator[Finding]:
    for leaf in table.of_kind("change"):
        figure = table.figure_of(leaf)
        if figure is None:
            continue
        both = [
            (entry, number, change)
            for entry in (*table.entries, *((table.total,) if table.total else ()))
            if (number := table.number(entry, figure)) and (change := moved(entry.texts[leaf.place], table))
        ]
        yield from _impossible(table, leaf, both)
        yield from _differences(table, leaf, figure, both)


Change = tuple[Entry, Numeral, Numeral]


def _impossible(table: Tabulation, leaf: Leaf, both: Sequence[Change]) -> Iterator[Finding]:
    """What most rows cannot be is no difference of figures: growth by percents, or a percent of what was."""
    found = []
    for entry, number, change in both:
        if not number.percent and (change.percent or RELATIVE.search(leaf.label)):
            continue
        before = number.value - change.value
        slack = Decimal(10) ** -change.places / 2 if number.percent else Decimal(0)
        if before < -slack or (number.percent and before > 100 + slack):
            why = f"{number.text} - ({change.text}) = {printed(before, percent=number.percent)}"
            found.append(Finding("contradicted", "change", table.place(leaf, entry), change.text, "", why))
    if len(found) * MOST_IMPOSSIBLE <= len(both):
        yield from found


def _differences(table: Tabulation, leaf: Leaf, figure: Leaf, both: Sequence[Change]) -> Iterator[Finding]:
    """Where another column is the figure of before, by most rows: the others must be so too."""
    for before in table.of_kind("figure"):
        if before.place == figure.place:
            continue
        pairs = [(entry, now, change, old) for entry, now, change in both if (old := table.number(entry, before))]
        right = [now.value - old.value for _, now, _, old in pairs]
        good = [not differs(change, now, old) for _, now, change, old in pairs]
        # That nothing changed proves nothing: two columns of 100 % differ by as much.
        telling = [fits for (_, _, change, _), fits in zip(pairs, good, strict=True) if change.value]
        if len(telling) >= ENOUGH_ROWS and sum(telling) >= MOST_KEEP * len(telling):
            for (entry, now, change, _), difference, fits in zip(pairs, right, good, strict=True):
                if not fits:
                    text = change_text(difference, "percent" if now.percent else "number")
                    yield Finding("contradicted", "change", table.place(leaf, entry), change.text, text)
            return


def _ratios(table: Tabulation) -> Iterator[Finding]:
    """A percent that is, in most rows, one count of another must be so in all, that of the whole included."""
    figures = table.of_kind("figure")[:MOST_COLUMNS]
    counts = [leaf for leaf in figures if not table.percent(leaf)]
    for share in (leaf for leaf in figures if table.percent(leaf)):
        for one, other in permutations(counts, 2):
            wrong = _broken(table, share, lambda entry, one=one, other=other: _share(table, entry, one, other))  # type: ignore[misc]
            if wrong is not None:
                yield from wrong
                break


def _share(table: Tabulation, entry: Entry, one: Leaf, other: Leaf) -> Decimal | None:
    part, whole = table.number(entry, one), table.number(entry, other)
    return ratio(part.value, whole.value, 100) if part and whole and whole.value else None


def _broken(table: Tabulation, leaf: Leaf, of: Callable[[Entry], Decimal | None]) -> list[Finding] | None:
    """The rows that break a relation, or None where it is none."""
    entries = (*table.entries, *((table.total,) if table.total else ()))
    held = [
        (entry, number, right)
        for entry in entries
        if (number := table.number(entry, leaf)) and (right := of(entry)) is not None
    ]
    good = [number.states(right) for _, number, right in held]
    if len(held) < ENOUGH_ROWS or sum(good) < MOST_KEEP * len(held):
        return None
    if len({right for *_, right in held}) < ENOUGH_ROWS:
        return None
    return [
        Finding("contradicted", "ratio", table.place(leaf, entry), number.text, printed(right, percent=number.percent))
        for (entry, number, right), fits in zip(held, good, strict=True)
        if not fits
    ]


def _ranks(table: Tabulation) -> Iterator[Finding]:
    for leaf in table.of_kind("rank"):
        for figure in table.of_kind("figure"):
            values = {entry.row: number.value for entry, number in table.figures(figure)}
            ordered = sorted(values.values())
            right = {row: 1 + len(ordered) - bisect_right(ordered, value) for row, value in values.items()}
            held = [(entry, number, right[entry.row]) for entry, number in table.figures(leaf) if entry.row in right]
            good = [number.value == place for _, number, place in held]
            if len(held) >= ENOUGH_ROWS and sum(good) >= MOST_KEEP * len(held):
                for (entry, number, place), fits in zip(held, good, strict=True):
                    if not fits:
                        yield Finding("contradicted", "rank", table.place(leaf, entry), number.text, str(place))
                break


def _groups(table: Tabulation) -> Iterator[Finding]:
    """A column "Tổng số" right after a group of counts is the sum of the group."""
    for leaf in table.of_kind("figure"):
        if len(leaf.heads) != 1 or not ALL_OF.match(bare_form(leaf.heads[0])):
            continue
        before = [other for other in table.leaves[: leaf.place] if len(other.heads) > 1 and other.kind == "figure"]
        group = [other for other in before if other.heads[0] == before[-1].heads[0]]
        if len({other.heads[0] for other in before}) != 1 or any(table.percent(other) for other in group):
            continue
        for entry in (*table.entries, *((table.total,) if table.total else ())):
            numbers = [table.number(entry, other) for other in group]
            whole = table.number(entry, leaf)
            found = sum((number.value for number in numbers if number), Decimal(0))
            if whole and all(numbers) and found != whole.value:
                right = printed(found, percent=False)
                yield Finding(
                    "contradicted",
                    "group-total",
                    table.place(leaf, entry),
                    whole.text,
                    right,
                    say("verify-sum-of-columns"),
                )
