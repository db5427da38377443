"""What is wrong with a table of the layout: names it uses that the catalogue or the table itself does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from services.report.domain.layout import ColumnRule, TableRule, Variant
from services.report.domain.pattern import names_in
from services.report.domain.sentence_rules import AnySentence, ColumnSentence, ShareRule, StatementRule
from services.report.domain.sentences.statement import PARTS
from shared.catalogue import Catalogue

Place = tuple[str | int, ...]
Flaw = tuple[Place, str]

#: the fields of rules with wordings for what is not usual
OTHERS = ("none", "one", "every", "some", "nobody")
WORDINGS = ("pattern", *OTHERS)
ENGLISH = "_en"
TITLE_NAMES = frozenset({"month", "quarter", "as_of", "window_start"})
HEADING_NAMES = TITLE_NAMES | {"compared_with", "compared_quarter", "target"}
SENTENCE_NAMES: Mapping[str, frozenset[str]] = {
    "trend": frozenset({"movement", "from", "from_as_of", "to", "to_as_of"}),
    "behind": frozenset({"count", "of", "target", "units", "as_of"}),
    "top": frozenset({"count", "units", "names", "value", "as_of"}),
    "all_at": frozenset({"value", "count", "of", "exceptions", "as_of"}),
    "share": frozenset({"numerator", "denominator", "rest", "value", "target", "gap", "as_of", "window_start"}),
    "total": frozenset({"value", "as_of", "window_start"}),
}


def table_flaws(table: TableRule, catalogue: Catalogue) -> Iterator[Flaw]:
    """Every flaw of a table with its place in the file."""
    for (first, one), (second, other) in combinations(enumerate(table.variants), 2):
        if one.periods.overlaps(other.periods):
            yield ("variants", second, "periods"), f"overlaps variant {first + 1}"
    for number, variant in enumerate(table.variants):
        for place, reason in _variant_flaws(variant, catalogue):
            yield ("variants", number, *place), reason


def _variant_flaws(variant: Variant, catalogue: Catalogue) -> Iterator[Flaw]:
    keys = [column.key for column in variant.columns]
    yield from _repeated("columns", keys)
    yield from _repeated("rows", [row.unit for row in variant.rows])
    yield from _repeated("sentences", [sentence.id for sentence in variant.sentences])
    if not variant.rows and not variant.levels:
        yield ("rows",), "a table needs rows or levels"
    yield from _unit_flaws(variant, catalogue)
    for number, column in enumerate(variant.columns):
        for place, reason in _column_flaws(column, catalogue):
            yield ("columns", number, *place), reason
    if variant.rank_by and variant.rank_by not in keys:
        yield ("rank_by",), f"no column {variant.rank_by!r}"
    for part in ("title", "note", "title_en", "note_en"):
        yield from _unknown_names(part, getattr(variant, part), TITLE_NAMES)
    for number, chart in enumerate(variant.charts):
        if chart.column not in keys:
            yield ("charts", number, "column"), f"no column {chart.column!r}"
    for number, sentence in enumerate(variant.sentences):
        for place, reason in _sentence_flaws(sentence, variant, keys):
            yield ("sentences", number, *place), reason


def _repeated(part: str, names: Iterable[str]) -> Iterator[Flaw]:
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            yield (part, number), f"{name!r} stands here twice"
        seen.add(name)


def _unit_flaws(variant: Variant, catalogue: Catalogue) -> Iterator[Flaw]:
    for number, row in enumerate(variant.rows):
        if row.unit not in catalogue.units:
            yield ("rows", number), f"unknown unit {row.unit!r}"
    if variant.total is not None and variant.total.unit not in catalogue.units:
        yield ("total",), f"unknown unit {variant.total.unit!r}"
    levels = {unit.level for unit in catalogue.units.values()}
    for number, level in enumerate(variant.levels):
        if level not in levels:
            yield ("levels", number), f"no unit has level {level!r}"


def _column_flaws(column: ColumnRule, catalogue: Catalogue) -> Iterator[Flaw]:
    indicator = catalogue.indicators.get(column.indicator)
    if indicator is None:
        yield ("indicator",), f"unknown indicator {column.indicator!r}"
        return
    allowed = indicator.dimensions or {}
    for key, value in column.dimension.items():
        if key not in allowed:
            yield ("dimension", key), f"{column.indicator} has no dimension {key!r}"
        elif allowed[key] and value not in allowed[key]:
            yield ("dimension", key), f"{value!r} is not one of {', '.join(allowed[key])}"
    if column.programme is not None and column.programme not in catalogue.programmes:
        yield ("programme",), f"unknown programme {column.programme!r}"
    for part in ("heading", "group", "change_heading", "verdict_heading"):
        for field in (part, f"{part}_en"):
            yield from _unknown_names(field, getattr(column, field), HEADING_NAMES)


def _sentence_flaws(sentence: AnySentence, variant: Variant, keys: list[str]) -> Iterator[Flaw]:
    known = _statement_names(keys) if isinstance(sentence, StatementRule) else SENTENCE_NAMES[sentence.kind]
    for part, pattern in _patterns(sentence):
        yield from _unknown_names(part, pattern, known)
    yield from _untold(sentence)
    rows = {row.unit for row in (*variant.rows, variant.total) if row}
    if isinstance(sentence, StatementRule | ShareRule) and sentence.unit and sentence.unit not in rows:
        yield ("unit",), f"no row {sentence.unit!r}"
    if isinstance(sentence, ColumnSentence) and sentence.column not in keys:
        yield ("column",), f"no column {sentence.column!r}"
    if sentence.kind in {"trend", "total"} and variant.total is None:
        yield ("kind",), "needs a total row"


def _patterns(sentence: AnySentence) -> Iterator[tuple[str, str]]:
    """Every wording of a rule by the name of its field, those in English too."""
    for twin in ("", ENGLISH):
        yield from (("also" + twin, text) for text in getattr(sentence, f"also{twin}"))
        yield from ((part + twin, text) for part in WORDINGS if (text := getattr(sentence, part + twin, "")))


def _untold(sentence: AnySentence) -> Iterator[Flaw]:
    """What is said in one language only, of a sentence that has English: both say the same, or there is only one."""
    if len(sentence.also_en) != len(sentence.also) and (sentence.pattern_en or sentence.also_en):
        yield ("also_en",), f"has {len(sentence.also_en)} wordings, also has {len(sentence.also)}"
    told = {part: (getattr(sentence, part, ""), getattr(sentence, part + ENGLISH, "")) for part in WORDINGS}
    if not any(english for _, english in told.values()):
        return
    for part, (text, english) in told.items():
        if text and not english:
            yield (part + ENGLISH,), f"is missing: other wordings of {sentence.id} have English"
        if english and not text:
            yield (part + ENGLISH,), f"is the English of nothing: there is no {part}"


def _statement_names(keys: list[str]) -> frozenset[str]:
    return frozenset([*keys, *(f"{key}.{part}" for key in keys for part in PARTS)])


def _unknown_names(part: str, pattern: str, known: frozenset[str]) -> Iterator[Flaw]:
    for name in names_in(pattern):
        if name not in known:
            yield (part,), f"{{{name}}} is not known here"
