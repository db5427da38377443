"""YAML files read together with the lines their parts stand on, so that a mistake can be pointed at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from shared.catalogue.problem import Problem

SHOWN = 60
#: how pydantic calls the name of an entry that is wrong itself
KEY = "[key]"


@dataclass(frozen=True)
class YamlFile:
    """A file's content; `name` is how problems call it."""

    name: str
    content: Any
    root: yaml.Node | None

    def line(self, place: Sequence[str | int]) -> int:
        """The line of the part at `place` (keys and indexes from the root), or of the nearest part that exists."""
        node = self.root
        found = node.start_mark.line if node else 0
        for step in place:
            child = _child(node, step)
            if child is not None:
                node, found = child
        return found + 1

    def problem(self, place: Sequence[str | int], reason: str) -> Problem:
        return Problem(self.name, self.line(place), reason)

    def repeated_keys(self) -> list[Problem]:
        """A name given twice in one place: YAML itself would keep the last and say nothing."""
        return [
            Problem(self.name, key.start_mark.line + 1, f"{key.value}: is given twice")
            for node in _mappings(self.root)
            for place, (key, _) in enumerate(node.value)
            if key.value in [other.value for other, _ in node.value[:place]]
        ]

    def problems(self, error: ValidationError) -> list[Problem]:
        """What a model found wrong in this file."""
        return [self.problem(found["loc"], _reason(found["loc"], found["msg"])) for found in error.errors()]

    def mistakes(self, error: ValidationError, whole: type, parts: Mapping[str, type]) -> list[Problem]:
        """What is wrong by a strict shape: `whole` is the file's dataclass, `parts` those under its keys."""
        return [self.problem(found["loc"], _mistake(found, whole, parts)) for found in error.errors(include_url=False)]


Loader = type[yaml.SafeLoader] | type[yaml.BaseLoader]


def read_yaml(path: Path, name: str, loader: Loader = yaml.SafeLoader) -> YamlFile | Problem:
    """Read a YAML file, or say where it cannot be read; with the BaseLoader every scalar is text."""
    try:
        text = path.read_text(encoding="utf-8")
        return YamlFile(name, *_parsed(text, loader))
    except (OSError, UnicodeDecodeError) as error:
        return Problem(name, 1, f"cannot be read: {error}")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Problem(name, mark.line + 1 if mark else 1, f"not YAML: {error.problem or error.context}")


def _parsed(text: str, loader: Loader) -> tuple[Any, yaml.Node | None]:
    """The content and the nodes it was made of. Raises MarkedYAMLError."""
    if yaml.__with_libyaml__:
        quick = yaml.CBaseLoader if loader is yaml.BaseLoader else yaml.CSafeLoader
        # What is wrong with a file is said below, in the same words with and without libyaml.
        with suppress(yaml.MarkedYAMLError):
            return yaml.load(text, Loader=quick), yaml.compose(text, Loader=yaml.CSafeLoader)  # noqa: S506
    return yaml.load(text, Loader=loader), yaml.compose(text, Loader=yaml.SafeLoader)  # noqa: S506


def _mappings(node: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    children: list[yaml.Node] = []
    if isinstance(node, yaml.MappingNode):
        yield node
        children = [value for _, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        children = node.value
    for child in children:
        yield from _mappings(child)


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark.line
    return None


def _reason(place: Sequence[str | int], message: str) -> str:
    names = [step for step in place if isinstance(step, str)]
    return f"{names[-1]}: {message}" if names else message


def _mistake(error: Any, whole: type, parts: Mapping[str, type]) -> str:
    """The field, what is wrong with it, and the value where it is short enough to be one."""
    names = [str(step) for step in error["loc"] if isinstance(step, str) and step != KEY]
    field = names[-1] if names else "the file"
    if error["type"] == "missing":
        return f"{field}: is missing"
    if error["type"] == "unexpected_keyword_argument":
        known = parts.get(names[-2] if names[1:] else "", whole)
        return f"{field}: is not known; known: {', '.join(part.name for part in fields(known))}"
    value = error.get("input")
    shown = f", not {value!r}" if isinstance(value, str) and len(value) < SHOWN else ""
    return f"{field}: {error['msg']}{shown}"
