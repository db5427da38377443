"""indices/*.yaml: one file a version of an index."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from shared.catalogue.draft import StatedIndex
from shared.catalogue.index import Band, Component, Index, IndexGroup, Scored, Step
from shared.catalogue.problem import Problem
from shared.catalogue.yaml_lines import read_yaml

FOLDER = "indices"
SHAPE = TypeAdapter(Index)
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
        problems += file.repeated_keys()
        try:
            stated.append(StatedIndex(SHAPE.validate_python(file.content), file.name, 1, file))
        except ValidationError as error:
            problems += file.mistakes(error, Index, PARTS)
    return stated, problems
