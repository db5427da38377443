"""What an edition was made with: the versions of the catalogue, the layout and the program."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path


def made_with(province: Path) -> dict[str, str]:
    """The program's version, and a SHA-256 over the names and contents of each set of files."""
    catalogue = [path for path in province.iterdir() if path.suffix in {".csv", ".yaml"}]
    return {
        "program": version("nhipso"),
        "catalogue": _digest(province, [*catalogue, *(province / "indices").glob("*.yaml")]),
        "layout": _digest(province, (province / "layout").rglob("*.yaml")),
    }


def _digest(province: Path, paths: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for path in sorted(paths):
        content = path.read_bytes()
        found.update(f"{path.relative_to(province).as_posix()}\n{len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()
