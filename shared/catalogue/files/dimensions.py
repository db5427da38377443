"""dimensions.csv: what the keys and values of dimensions are called."""

from __future__ import annotations

from pathlib import Path

from shared.catalogue.dimension import DimensionName
from shared.catalogue.draft import Stated
from shared.catalogue.files.table import read_rows
from shared.catalogue.problem import Problem

COLUMNS = ("key", "value", "name_vi", "name_en")


def read_dimensions(folder: Path) -> tuple[list[Stated[DimensionName]], list[Problem]]:
    """The names; none without the file."""
    rows, problems = read_rows(folder, "dimensions.csv", COLUMNS, may_lack=True)
    names = [
        Stated(
            DimensionName(row.needed("key"), row.text("value"), row.needed("name_vi"), row.needed("name_en")),
            row.file,
            row.line,
        )
        for row in rows
    ]
    return names, problems + [problem for row in rows for problem in row.problems]
