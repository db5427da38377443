"""What commands print: data to stdout, everything else to stderr, an expected failure as one line."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NoReturn

import typer
from rich.console import Console
from rich.table import Table

WIDEST = 400


class Format(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSON = "json"


class Terminal:
    """Standard error as it is when something is written, beside the data of a command."""

    def write(self, text: str) -> int:
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()

    def isatty(self) -> bool:
        return sys.stderr.isatty()


def show(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], form: Format = Format.TABLE) -> None:
    """Print rows as a table of the named columns, or as a JSON array of whole rows."""
    if form is Format.JSON:
        typer.echo(json.dumps([dict(row) for row in rows], ensure_ascii=False, indent=1, default=str))
        return
    table = Table()
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*("" if row[column] is None else str(row[column]) for column in columns))
    # A pipe has no width to fit into: nothing may be cut or folded there.
    Console(width=None if sys.stdout.isatty() else WIDEST).print(table, soft_wrap=not sys.stdout.isatty())


def tell(message: str) -> None:
    """Say something to the person at the terminal, beside the data."""
    typer.echo(message, err=True)


def fail(message: str, code: int = 1) -> NoReturn:
    """End the command with one clear line."""
    sys.stdout.flush()
    typer.echo(f"nhipso: {message}", err=True)
    raise typer.Exit(code)
