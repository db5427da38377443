"""indices/*.yaml: one file a version of an index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from shared.catalogue.draft import StatedIndex
from shared.catalogue.index import Band, Component, Index, IndexGroup, Scored, Step
from shared.catalogue.problem import Problem
from shared.catalogue.yaml_lines import YamlFile, read_yaml

FOLDER = "indices"
SHAPE = TypeAdapter(Index)
SHOWN = 60
PARTS = {"scores": Scored, "groups": IndexGroup, "components": Component, "steps": Step, "bands": Band}


def read_indices(folder: Path) -> tuple[list[StatedIndex], list[Problem]]:
    """The indices in the order of their files, none without the folder, and what could not be read."""
    stated, problems = [], []
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        # A number read as a float would no longer be the number that the file states.
        file = read_yaml(path, f"{FOLDER}/{path.name}", yaml.BaseLoader)
        if isinstance(file, Problem):
            problems.append(file)
            continue
        problems += _repeated_keys(file)
        try:
            stated.append(StatedIndex(SHAPE.validate_python(file.content), file.name, 1, file))
        except ValidationError as error:
            problems += [file.problem(found["loc"], _reason(found)) for found in error.errors(include_url=False)]
    return stated, problems


def _reason(error: Any) -> str:
    """The field, what is wrong with it, and the value where it is short enough to be one."""
    names = [str(step) for step in error["loc"] if isinstance(step, str)]
    field = names[-1] if names else "the file"
    if error["type"] == "missing":
        return f"{field}: is missing"
    if error["type"] == "unexpected_keyword_argument":
        known = PARTS.get(names[-2] if names[1:] else "", Index)
        return f"{field}: is not known; known: {', '.join(part.name for part in fields(known))}"
    value = error.get("input")
    shown = f", not {value!r}" if isinstance(value, str) and len(value) < SHOWN else ""
    return f"{field}: {error['msg']}{shown}"


def _repeated_keys(file: YamlFile) -> list[Problem]:
    """A name given twice in one place: YAML itself would keep the last and say nothing."""
    return [
        Problem(file.name, key.start_mark.line + 1, f"{key.value}: is given twice")
        for node in _mappings(file.root)
        for place, (key, _) in enumerate(node.value)
        if key.value in [other.value for other, _ in node.value[:place]]
    ]


def _mappings(node: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    children: list[yaml.Node] = []
    if isinstance(node, yaml.MappingNode):
        yield node
        children = [value for _, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        children = node.value
    for child in children:
        yield from _mappings(child)
