"""The layout of a province, read from its folder: letterhead, editions and one file per table."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from services.report.domain.layout import Layout, TableRule
from services.report.domain.layout_check import table_flaws
from services.report.domain.letterhead import EditionRule, LetterheadRule
from services.report.domain.letterhead_check import letterhead_flaws
from services.report.domain.sections import UNDECLARED, SectionRule, Sections, section_flaws
from shared.catalogue import Catalogue
from shared.catalogue.check import inspect
from shared.catalogue.load import load_catalogue
from shared.catalogue.problem import Problem
from shared.catalogue.yaml_lines import YamlFile, read_yaml
from shared.errors import Stop

Model = TypeVar("Model")
LAYOUT = "layout"


def load_layout(folder: Path, catalogue: Catalogue) -> Layout:
    """The layout of the province in `folder`. Raises Stop naming every mistake."""
    layout, problems = _read(folder, catalogue)
    if layout is None or problems:
        raise Stop("; ".join(map(str, problems)))
    return layout


def layout_problems(folder: Path, catalogue: Catalogue | None = None) -> list[Problem]:
    """What is wrong with the layout of the province in `folder`, by file and line.

    Without a catalogue the folder's own is read; while that one is inconsistent the layout is not judged.
    """
    if catalogue is None:
        if inspect(folder)[1]:
            return []
        catalogue = load_catalogue(folder)
    return sorted(_read(folder, catalogue)[1])


def _read(folder: Path, catalogue: Catalogue) -> tuple[Layout | None, list[Problem]]:
    problems: list[Problem] = []
    letterhead = _letterhead(folder, problems)
    editions = _editions(folder, problems)
    sections = _sections(folder, problems)
    tables = []
    for path in sorted((folder / LAYOUT / "tables").glob("*.yaml")):
        table = _table(folder, f"{LAYOUT}/tables/{path.name}", catalogue, problems)
        if table is not None:
            tables.append(table)
    _repeated(tables, problems)
    if letterhead is None or editions is None:
        return None, problems
    return Layout(tables=tuple(tables), letterhead=letterhead, editions=editions, sections=sections), problems


def load_sections(folder: Path) -> Sections:
    """The sections of articles of the province in `folder`. Raises Stop naming every mistake."""
    problems: list[Problem] = []
    sections = _sections(folder, problems)
    if problems:
        raise Stop("; ".join(map(str, problems)))
    return sections


def _sections(folder: Path, problems: list[Problem]) -> Sections:
    """Those declared; the usual ones where an installation has not declared any yet."""
    name = f"{LAYOUT}/sections.yaml"
    if not (folder / name).exists():
        return UNDECLARED
    file = read_yaml(folder / name, name)
    if isinstance(file, Problem):
        problems.append(file)
        return UNDECLARED
    rules = _checked(file, TypeAdapter(tuple[SectionRule, ...]), problems)
    if not rules:
        problems.extend([] if rules is None else [file.problem((), "declares no section")])
        return UNDECLARED
    problems.extend(file.problem(place, reason) for place, reason in section_flaws(rules))
    return Sections(rules)


def _table(folder: Path, name: str, catalogue: Catalogue, problems: list[Problem]) -> TableRule | None:
    file = read_yaml(folder / name, name)
    if isinstance(file, Problem):
        problems.append(file)
        return None
    table = _checked(file, TypeAdapter(TableRule), problems)
    if table is not None:
        problems.extend(file.problem(place, reason) for place, reason in table_flaws(table, catalogue))
    return table


def _letterhead(folder: Path, problems: list[Problem]) -> LetterheadRule | None:
    name = f"{LAYOUT}/letterhead.yaml"
    file = read_yaml(folder / name, name)
    if isinstance(file, Problem):
        problems.append(file)
        return None
    rule = _checked(file, TypeAdapter(LetterheadRule), problems)
    problems.extend(file.problem(place, reason) for place, reason in (letterhead_flaws(rule) if rule else ()))
    return rule


def _editions(folder: Path, problems: list[Problem]) -> tuple[EditionRule, ...] | None:
    """Those registered; none where the province has not issued any yet."""
    name = f"{LAYOUT}/editions.yaml"
    if not (folder / name).exists():
        return ()
    file = read_yaml(folder / name, name)
    if isinstance(file, Problem):
        problems.append(file)
        return None
    return _checked(file, TypeAdapter(tuple[EditionRule, ...]), problems)


def _checked(file: YamlFile, shape: TypeAdapter[Model], problems: list[Problem]) -> Model | None:
    try:
        return shape.validate_python(file.content)
    except ValidationError as error:
        problems.extend(file.problems(error))
        return None


def _repeated(tables: list[TableRule], problems: list[Problem]) -> None:
    seen: set[str] = set()
    for table in tables:
        if table.id in seen:
            problems.append(Problem(f"{LAYOUT}/tables", 1, f"two tables are called {table.id!r}"))
        seen.add(table.id)
