"""What every row of a table must keep: its running number, and being there once."""

from __future__ import annotations

from collections.abc import Iterator

from services.report.domain.claims.finding import Finding
from services.report.domain.claims.tabulation import Tabulation


def lines(table: Tabulation) -> Iterator[Finding]:
    yield from _ordinals(table)
    yield from _twice(table)


def _ordinals(table: Tabulation) -> Iterator[Finding]:
    for leaf in table.of_kind("ordinal"):
        numbered = [(entry, entry.texts[leaf.place].strip()) for entry in table.entries]
        if not all(text.isdigit() for _, text in numbered):
            return
        for place, (entry, text) in enumerate(numbered, start=1):
            if int(text) != place:
                yield Finding("contradicted", "ordinal", table.place(leaf, entry), text, str(place))


def _twice(table: Tabulation) -> Iterator[Finding]:
    seen: set[str] = set()
    for entry in table.entries:
        if entry.key in seen:
            leaf = table.of_kind("unit")[0]
            yield Finding("contradicted", "row-twice", table.place(leaf, entry), entry.name, "")
        seen.add(entry.key)
