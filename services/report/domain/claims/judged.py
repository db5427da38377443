"""The verdict column against the figure and its target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from services.report.domain.claims.aims import Named, named_target
from services.report.domain.claims.finding import Finding
from services.report.domain.claims.matching import Matched
from services.report.domain.claims.numerals import Numeral
from services.report.domain.claims.tabulation import Entry, Leaf, Tabulation
from services.report.domain.pattern import names_in
from shared.catalogue import Catalogue
from shared.catalogue.spelling import bare_form

Bearing = Literal["up", "down", "varied"]
MET, NOT_MET = frozenset({"dat", "vuot", "met"}), frozenset({"khong dat", "chua dat", "not met"})

#: of so many verdicts most are not wrong: then the target is another
ENOUGH = 4


def verdicts(table: Tabulation, bearings: Mapping[Leaf, Bearing] | None = None) -> Iterator[Finding]:
    """Each verdict by the target in its heading; without one, no unit may miss what a lower figure meets.

    `bearings` say of the columns of a known table where less is better, and where each unit has its own target.
    """
    for leaf in table.of_kind("verdict"):
        figure = table.figure_of(leaf)
        if figure is None:
            continue
        judged = list(_judged(table, leaf, figure))
        target = named_target(leaf.heads[-1]) if leaf.heads else None
        bearing = (bearings or {}).get(leaf, "up")
        if target is not None:
            yield from _by_target(table, leaf, judged, target, known=leaf in (bearings or {}))
        elif bearing != "varied":
            yield from _by_order(table, leaf, judged, down=bearing == "down", known=leaf in (bearings or {}))


Judged = tuple[Entry, Numeral, bool]


def _judged(table: Tabulation, leaf: Leaf, figure: Leaf) -> Iterator[Judged]:
    for entry in (*table.entries, *((table.total,) if table.total else ())):
        number, said = table.number(entry, figure), bare_form(entry.texts[leaf.place])
        if number is not None and said in MET | NOT_MET:
            yield entry, number, said in MET


def bearings_of(table: Tabulation, known: Iterable[Matched], catalogue: Catalogue) -> dict[Leaf, Bearing]:
    """Of each column of verdicts what the layout says of it. One that would name the common target has none to name."""
    found: dict[Leaf, Bearing] = {}
    for match in known:
        for rule in match.variant.columns if match.table is table else ():
            leaf = table.beside(match.leaves[rule.key], "verdict")
            if leaf is not None:
                better: Bearing = "up" if catalogue.indicators[rule.indicator].higher_is_better else "down"
                found[leaf] = "varied" if "target" in names_in(rule.verdict_heading) else better
    return found


def _by_target(table: Tabulation, leaf: Leaf, judged: list[Judged], target: Named, *, known: bool) -> Iterator[Finding]:
    turned = [one for one in judged if one[2] != target.meets(one[1].value)]
    if not known and len(judged) >= ENOUGH and 2 * len(turned) > len(judged):
        return
    for entry, number, met in turned:
        says, right = ("Đạt", "Không đạt") if met else ("Không đạt", "Đạt")
        why = f"{number.text} {target.text}"
        yield Finding("contradicted", "verdict", table.place(leaf, entry), says, right, why)


def _by_order(table: Tabulation, leaf: Leaf, judged: list[Judged], *, down: bool, known: bool) -> Iterator[Finding]:
    """The fewest verdicts whose turning would leave all who met above all who did not.

    Where nothing says that the verdicts are those of this figure, the rarer ones must follow from it for the most part.
    """
    good = {entry.row: -number.value if down else number.value for entry, number, _ in judged}
    bounds = sorted(set(good.values()))
    if not bounds or len({met for *_, met in judged}) == 1:
        return
    wrong = min(
        ([one for one in judged if one[2] != (good[one[0].row] >= bound)] for bound in [*bounds, bounds[-1] + 1]),
        key=len,
    )
    rarer = min(sum(met for *_, met in judged), sum(not met for *_, met in judged))
    if 0 < len(wrong) * 3 <= len(judged) and (known or 2 * len(wrong) <= rarer):
        for entry, number, met in wrong:
            says, right = ("Đạt", "Không đạt") if met else ("Không đạt", "Đạt")
            yield Finding("contradicted", "verdict", table.place(leaf, entry), says, right, number.text)
