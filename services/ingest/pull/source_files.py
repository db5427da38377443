"""The files of the sources that are pulled: one YAML file each, named after its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from services.ingest.domain.pull.source import NAME, Source
from shared.catalogue import Catalogue
from shared.catalogue.check import inspect
from shared.catalogue.load import load_catalogue
from shared.catalogue.problem import Problem
from shared.catalogue.yaml_lines import YamlFile, read_yaml
from shared.errors import Stop
from shared.settings import Settings

SOURCES = "sources"


def sources_folder(settings: Settings) -> Path:
    """Where the files are: in the folder that is set, else in the province's."""
    return settings.sources or settings.province / SOURCES


def load_sources(folder: Path, catalogue: Catalogue) -> dict[str, Source]:
    """Every source by its name; none where the folder is not there. Raises Stop naming every mistake."""
    sources, problems = _read(folder, catalogue)
    if problems:
        raise Stop("; ".join(f"{folder.parent}/{problem}" for problem in problems))
    return sources


def source_problems(province: Path) -> list[Problem]:
    """What is wrong with the sources of a province's folder; not looked at while its catalogue is inconsistent."""
    return problems_in(province / SOURCES, province)


def problems_in(folder: Path, province: Path) -> list[Problem]:
    """What is wrong with the sources in a folder, by file and line."""
    if not folder.is_dir() or inspect(province)[1]:
        return []
    return sorted(_read(folder, load_catalogue(province))[1])


def _read(folder: Path, catalogue: Catalogue) -> tuple[dict[str, Source], list[Problem]]:
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        file = read_yaml(path, f"{folder.name}/{path.name}")
        if isinstance(file, Problem):
            problems.append(file)
            continue
        source = _source(file, path.stem, problems)
        if source is not None:
            sources[source.name] = source
            problems.extend(file.problem(place, reason) for place, reason in _unknown(source, catalogue))
    return sources, problems


def _source(file: YamlFile, name: str, problems: list[Problem]) -> Source | None:
    if not NAME.fullmatch(name):
        problems.append(file.problem((), f"{name!r} is no name of a source; name the file with a-z, 0-9 and -"))
    elif not isinstance(file.content, Mapping) or "name" in file.content:
        problems.append(file.problem(("name",), "is not a list of `name: value` lines, or gives a name: the file's is"))
    else:
        try:
            return Source.model_validate({**file.content, "name": name})
        except ValidationError as error:
            problems.extend(file.problems(error))
    return None


def _unknown(source: Source, catalogue: Catalogue) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What the figures of a source name that the catalogue does not have."""
    for place, rule in enumerate(source.figures):
        for field, known in (("unit", catalogue.units), ("indicator", catalogue.indicators)):
            named = rule.fields[field]
            for text in (*named.words.values(), *([named.fixed] if named.fixed else [])):
                if text not in known:
                    yield ("figures", place, field), f"the catalogue has no {field} {text!r}"
        indicator = catalogue.indicators.get(rule.fields["indicator"].fixed or "")
        for key in rule.dimension if indicator else ():
            if indicator and key not in (indicator.dimensions or {}):
                yield ("figures", place, "dimension"), f"{indicator.id} has no dimension {key!r}"
