"""relations.csv: one relation between indicators a line, each side written as a small sum."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import cast, get_args

from shared.catalogue.draft import Stated
from shared.catalogue.files.table import NUMBER, Row, read_rows
from shared.catalogue.problem import Problem
from shared.catalogue.relation import Comparator, Part, Relation, Severity, Side, Term
from shared.figures import dimension_text, parse_dimension

FILE = "relations.csv"
COLUMNS = ("id", "left", "comparator", "right", "severity", "tolerance", "note_vi", "note_en")
COMPARATORS: tuple[Comparator, ...] = get_args(Comparator)
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
PARTS: tuple[Part, ...] = get_args(Part)
TERM = re.compile(r"([a-z0-9][a-z0-9-]*)(?:\[([^\]]*)\])?(?:\.([a-z]+))?")
TOLERANCE = re.compile(rf"({NUMBER.pattern})(%?)")


def read_relations(folder: Path) -> tuple[list[Stated[Relation]], list[Problem]]:
    """The relations; none without the file."""
    rows, problems = read_rows(folder, FILE, COLUMNS, may_lack=True)
    relations = [Stated(_relation(row), row.file, row.line) for row in rows]
    return relations, problems + [problem for row in rows for problem in row.problems]


def _relation(row: Row) -> Relation:
    tolerance, relative = _tolerance(row)
    return Relation(
        id=row.needed("id"),
        left=_side(row, "left"),
        comparator=row.choice("comparator", COMPARATORS),
        right=_side(row, "right"),
        severity=row.choice("severity", SEVERITIES),
        note_vi=row.needed("note_vi"),
        note_en=row.needed("note_en"),
        tolerance=tolerance,
        relative=relative,
    )


def _tolerance(row: Row) -> tuple[Decimal, bool]:
    text = row.text("tolerance")
    found = TOLERANCE.fullmatch(text) if text else None
    if text and found is None:
        row.wrong(f"tolerance is {text!r}, not a number such as 0.5, or a share such as 5%")
    return (Decimal(found[1]), found[3] == "%") if found else (Decimal(0), False)


def _side(row: Row, column: str) -> Side:
    """`100 * a[k=v] + b / c`: spaces stand around every sign."""
    text = row.needed(column)
    factor, mark, rest = text.partition(" * ")
    if not mark:
        factor, rest = "1", text
    if not NUMBER.fullmatch(factor):
        row.wrong(f"{column}: {factor!r} before * is not a number")
        factor = "1"
    terms, _, divisor = rest.partition(" / ")
    return Side(_sum(row, column, terms), _sum(row, column, divisor) if divisor else (), Decimal(factor))


def _sum(row: Row, column: str, text: str) -> tuple[Term, ...]:
    return tuple(_term(row, column, part.strip()) for part in text.split(" + "))


def _term(row: Row, column: str, text: str) -> Term:
    found = TERM.fullmatch(text)
    if found is None:
        row.wrong(f"{column}: {text!r} is not an indicator such as app-users or hotline-reports[status=spam]")
        return Term("")
    indicator, pairs, part = found.groups()
    if part is not None and part not in PARTS:
        row.wrong(f"{column}: .{part} is not one of {', '.join(PARTS)}")
    try:
        dimension = dimension_text(parse_dimension(pairs or ""))
    except ValueError as error:
        row.wrong(f"{column}: {error}")
        dimension = ""
    return Term(indicator, dimension, cast("Part", part) if part in PARTS else "value")
