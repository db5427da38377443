"""`nhipso catalogue`: whether a province's folder is consistent, and what it says of one thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from shared.catalogue.catalogue import Catalogue
from shared.catalogue.check import problems
from shared.catalogue.load import load_catalogue
from shared.catalogue.problem import Problem
from shared.output import Format, fail, show, tell
from shared.settings import read_settings

Check = Callable[[Path], list[Problem]]


class Kind(StrEnum):
    """What can be shown."""

    UNIT = "unit"
    INDICATOR = "indicator"
    TARGET = "target"
    INDEX = "index"


def make_catalogue_app(extra_checks: Sequence[Check] = ()) -> typer.Typer:
    """The command group; `extra_checks` look at what else the folder holds, such as the layout of the bulletin."""
    app = typer.Typer(
        help="The province's catalogue: units, indicators, targets, calendar, contacts.", no_args_is_help=True
    )

    @app.command("check")
    def check_command(
        folder: Annotated[Path | None, typer.Argument(help="folder of the province; default: the set one")] = None,
    ) -> None:
        """List every problem of a province's folder as FILE:LINE: REASON; exit 1 when there is one.

        Example: nhipso catalogue check deploy/provinces/binh-phuoc
        """
        _check(_folder(folder), extra_checks)

    @app.command("show")
    def show_command(
        kind: Kind,
        identifier: Annotated[str, typer.Argument(metavar="ID")],
        folder: Annotated[Path | None, typer.Option("--dir", help="folder of the province")] = None,
        form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    ) -> None:
        """Show one unit, one indicator, or every version of a target or an index.

        Example: nhipso catalogue show target qd27-services --format json
        """
        _show(kind, identifier, _folder(folder), form)

    return app


def _folder(given: Path | None) -> Path:
    return given if given is not None else read_settings().province


def _check(folder: Path, extra_checks: Sequence[Check]) -> None:
    if not folder.is_dir():
        fail(f"{folder} is not a folder")
    found = [problem for check in (problems, *extra_checks) for problem in check(folder)]
    for problem in found:
        typer.echo(str(folder / problem.file) + str(problem).removeprefix(problem.file))
    if found:
        fail(f"{len(found)} problem(s) in {folder}")
    tell(f"{folder}: {_counts(load_catalogue(folder))}")


def _counts(catalogue: Catalogue) -> str:
    return (
        f"{len(catalogue.units)} units, {len(catalogue.indicators)} indicators, {len(catalogue.targets)} targets, "
        f"{len(catalogue.programmes)} programmes, {len(catalogue.contacts)} contacts, "
        f"{len(catalogue.indices)} indices: consistent"
    )


def _show(kind: Kind, identifier: str, folder: Path, form: Format) -> None:
    catalogue = load_catalogue(folder)
    of_kind: Mapping[Kind, Mapping[Any, Any]] = {
        Kind.UNIT: catalogue.units,
        Kind.INDICATOR: catalogue.indicators,
        Kind.TARGET: catalogue.targets,
        Kind.INDEX: catalogue.indices,
    }
    found = [asdict(one) for one in of_kind[kind].values() if one.id == identifier]
    if not found:
        fail(f"{kind} {identifier!r} is not in the catalogue of {folder}")
    if form is Format.JSON:
        show(found, (), form)
        return
    for facts in found:
        show([{"field": name, "value": _text(value)} for name, value in facts.items()], ("field", "value"), form)


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_text(part)}" for key, part in value.items() if part not in (None, "", ()))
    if isinstance(value, list | tuple):
        return " | ".join(_text(part) for part in value)
    return "" if value is None else str(value)
