"""A sentence in the wording of the layout read as claims, about the very columns that its rule names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from services.report.domain.claims.aims import MISSED, target_in
from services.report.domain.claims.claim import AllAt, Claim, Dated, Growth, Selected, Share, Top, Total
from services.report.domain.claims.listing import listed
from services.report.domain.claims.matching import Matched
from services.report.domain.claims.names import Names
from services.report.domain.claims.numerals import Numeral, cell_numeral, printed
from services.report.domain.claims.reading import MOVES, claims_in
from services.report.domain.claims.sayings import days_in
from services.report.domain.claims.spoken import Spoken
from services.report.domain.claims.wordings import likely, unfilled
from services.report.domain.sentence_rules import (
    AllAtRule,
    AnySentence,
    BehindRule,
    ShareRule,
    StatementRule,
    TopRule,
    TotalRuleSentence,
    TrendRule,
)
from shared.catalogue.spelling import normal_form

Values = Mapping[str, str]


def by_layout(text: str, tables: Sequence[Matched], names: Names) -> list[Spoken]:
    """What `text` states, if it is a sentence of one of these tables."""
    for table in tables:
        for rule in table.variant.sentences:
            for pattern in (*rule.wordings, *rule.others):
                values = unfilled(pattern, text) if likely(pattern, text) else None
                if values is not None:
                    return list(_spoken(rule, pattern, values, text, table, names))
    return []


def _spoken(  # noqa: PLR0917  # what is said, by which rule, of which table
    rule: AnySentence, pattern: str, values: Values, text: str, table: Matched, names: Names
) -> Iterator[Spoken]:
    for day in _days(values):
        yield Spoken(Dated(day), text)
    if isinstance(rule, StatementRule):
        for key, claim in _statement(rule, values, table):
            yield Spoken(claim, text, table.table, table.leaves[key])
        return
    for claim in _claims(rule, values, text, names, pattern):
        yield Spoken(claim, text, table.table, table.leaves[rule.column])


def _days(values: Values) -> Iterator[date]:
    """The days of the figures; those of figures before, or that counts begin at, are no days of this table."""
    for name, value in values.items():
        if name.rpartition(".")[2] == "as_of":
            yield from days_in(value)


def _claims(
    rule: TrendRule | BehindRule | TopRule | AllAtRule | ShareRule | TotalRuleSentence,
    values: Values,
    text: str,
    names: Names,
    pattern: str,
) -> Iterator[Claim]:
    match rule:
        case TrendRule():
            yield from claims_in(text, names)
        case BehindRule():
            yield from _behind(rule, values, names, pattern)
        case TopRule():
            yield from _top(rule, values, names, pattern)
        case AllAtRule():
            yield from _all_at(rule, values, names, pattern)
        case ShareRule():
            yield from _share(rule, values)
        case TotalRuleSentence():
            if (stated := _number(values, "value")) is not None:
                yield Total(stated)


def _behind(rule: BehindRule, values: Values, names: Names, pattern: str) -> Iterator[Claim]:
    aim = target_in(values.get("target", ""))
    if aim is None:
        return
    target, missed = aim.bound, MISSED[aim.relation]
    if pattern == rule.none:
        yield AllAt(aim.relation, target, _count(values, "of"), judged=True, upper=aim.upper)
    elif "units" not in values and pattern == rule.every:
        yield AllAt(missed, target, _count(values, "count"), judged=True, upper=aim.upper)
    else:
        units, counts = tuple(listed(values.get("units", ""), names)), (_count(values, "count"), _count(values, "of"))
        yield Selected(missed, target, units, *counts, judged=True, upper=aim.upper)


def _top(rule: TopRule, values: Values, names: Names, pattern: str) -> Iterator[Claim]:
    value = _number(values, "value")
    if "units" in values or "names" in values:
        named = tuple(listed(values.get("units") or values["names"], names))
        # Where each is given its own figure, the first one's is not that of all.
        first = None if "units" in values else value
        yield Top(named, _count(values, "count"), first, lowest=rule.order == "lowest")
    elif pattern == rule.every and value is not None:
        yield AllAt("=", value, _count(values, "count"))


def _all_at(rule: AllAtRule, values: Values, names: Names, pattern: str) -> Iterator[Claim]:
    value = _number(values, "value") or Numeral(printed(rule.value, percent=True), rule.value, percent=True)
    if pattern in rule.wordings:
        yield AllAt("=", value, _count(values, "of"))
    elif pattern == rule.nobody:
        yield Selected("=", value, (), 0, _count(values, "of"))
    else:
        others = tuple(listed(values.get("exceptions", ""), names))
        yield Selected("=", value, others, _count(values, "count"), _count(values, "of"), rest=True)


def _share(rule: ShareRule, values: Values) -> Iterator[Claim]:
    stated = _number(values, "value")
    if stated is None:
        return
    parted = {f"figure.{name}" if name != "value" else "figure": text for name, text in values.items()}
    yield from (claim for _, claim in _more("figure", stated, parted))
    yield Total(stated, rule.unit)


def _statement(rule: StatementRule, values: Values, table: Matched) -> Iterator[tuple[str, Claim]]:
    """Each figure by its column, each share by its parts, each growth by its two figures."""
    rows = table.variant.rows
    unit = rule.unit or (rows[0].unit if rows else "")
    for name, text in values.items():
        key, _, part = name.partition(".")
        stated = cell_numeral(text)
        if key in table.leaves and not part and stated is not None:
            yield key, Total(stated, _row_of(unit, table))
            yield from _more(key, stated, values)


def _row_of(unit: str, table: Matched) -> str:
    """The unit by the row that the layout prints it in, under whatever name; by its place where nobody else has it."""
    rows, entries = table.variant.rows, table.table.entries
    place = next((place for place, row in enumerate(rows) if row.unit == unit), None)
    if place is None:
        return unit
    printed_names = {normal_form(row.name): row.unit for row in rows if row.name}
    said = [printed_names.get(normal_form(entry.name), entry.key) for entry in entries]
    if unit in said:
        return entries[said.index(unit)].key
    others = {row.unit for row in rows}
    return entries[place].key if len(entries) == len(rows) and said[place] not in others else unit


def _more(key: str, stated: Numeral, values: Values) -> Iterator[tuple[str, Claim]]:
    numerator, denominator = _number(values, f"{key}.numerator"), _number(values, f"{key}.denominator")
    if numerator and denominator:
        gap, aim = values.get(f"{key}.gap", ""), target_in(values.get(f"{key}.target", ""))
        target = aim.bound if aim and aim.upper is None else None
        size = next((number for word in gap.split() if (number := cell_numeral(word))), None)
        yield key, Share(numerator, denominator, stated, target, size, beyond=not gap.startswith("thấp hơn"))
    before, grown = _number(values, f"{key}.previous"), values.get(f"{key}.growth", "")
    word, _, by = grown.partition(" ")
    share = cell_numeral(by)
    if before and share and word in MOVES:
        yield key, Growth(stated, before, share, MOVES[word])


def _number(values: Values, name: str) -> Numeral | None:
    return cell_numeral(values[name]) if name in values else None


def _count(values: Values, name: str) -> int | None:
    text = values.get(name, "")
    return int(text) if text.isdecimal() else None
