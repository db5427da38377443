"""What the source says about itself: every module of the product, read but not run."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One source file. `path` is relative to the root of the project."""

    path: PurePosixPath
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @cached_property
    def imports(self) -> tuple[str, ...]:
        """Every imported name in full: `from a.b import c` is "a.b.c"."""
        return tuple(_imports(self.tree))

    @property
    def lines(self) -> int:
        return len(self.source.splitlines())

    @property
    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    @property
    def service(self) -> str | None:
        """The folder of services/ it is in."""
        return self.path.parts[1] if self.path.parts[0] == "services" and len(self.path.parts) > 2 else None

    def under(self, *folders: str) -> bool:
        """Say whether it is one of these files or in one of these folders."""
        return any(self.path.is_relative_to(folder) for folder in folders)

    def within(self, folder: str) -> bool:
        """Say whether a folder of this name is on its way, such as services/*/domain/."""
        return folder in self.path.parts[:-1]

    def importing(self, *packages: str) -> list[str]:
        """What it imports of these packages or modules."""
        return [name for name in self.imports if is_in(name, packages)]


def is_in(name: str, packages: Iterable[str]) -> bool:
    """Say whether a dotted name is one of these, or inside one of them."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def modules(*folders: str) -> list[Module]:
    """The modules of these folders of the project; migrations, which are history, are left out."""
    paths = (path.relative_to(ROOT) for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return [
        Module(PurePosixPath(path), (ROOT / path).read_text(encoding="utf-8"))
        for path in paths
        if "migrations" not in path.parts[:-1] or path.parts[0] == "shared"
    ]


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = f"{'.' * node.level}{node.module or ''}"
            yield from (f"{start}.{alias.name}" for alias in node.names)
