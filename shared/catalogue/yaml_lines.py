"""YAML files read together with the lines their parts stand on, so that a mistake can be pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from shared.catalogue.problem import Problem


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

    def problems(self, error: ValidationError) -> list[Problem]:
        """What a model found wrong in this file."""
        return [self.problem(found["loc"], _reason(found["loc"], found["msg"])) for found in error.errors()]


Loader = type[yaml.SafeLoader] | type[yaml.BaseLoader]


def read_yaml(path: Path, name: str, loader: Loader = yaml.SafeLoader) -> YamlFile | Problem:
    """Read a YAML file, or say where it cannot be read; with the BaseLoader every scalar is text."""
    try:
        text = path.read_text(encoding="utf-8")
        return YamlFile(name, yaml.load(text, Loader=loader), yaml.compose(text, Loader=yaml.SafeLoader))  # noqa: S506
    except (OSError, UnicodeDecodeError) as error:
        return Problem(name, 1, f"cannot be read: {error}")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Problem(name, mark.line + 1 if mark else 1, f"not YAML: {error.problem or error.context}")


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
