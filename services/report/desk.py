"""What every command of an editor needs: settings, the database, options, and one line where something is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Annotated, Final, TextIO, cast

import typer

from shared.catalogue import Catalogue
from shared.catalogue.load import load_catalogue
from shared.clock import system_clock
from shared.database import Database, open_database
from shared.errors import NhipSoError, Refused
from shared.figures import is_period, nfc
from shared.logging import configure_logging
from shared.output import Format, Terminal, fail
from shared.settings import Settings, read_settings

LONGEST_NAME, LONGEST_REASON = 120, 1000
#: how a command ends when the edition waits for figures, and when somebody else has changed it
WAITS, CHANGED = 3, 4
CODES: Final = {"edition-incomplete": WAITS, "edition-open": WAITS, "edition-changed": CHANGED}


def month(given: str | None) -> str | None:
    """A month as it is given at the terminal."""
    if given is not None and not is_period(given):
        raise typer.BadParameter(f"{given!r} is not a month such as 2023-02")
    return given


def name(given: str | None) -> str | None:
    """The name of somebody, on one line."""
    return _line(given, LONGEST_NAME)


def reason(given: str | None) -> str | None:
    """A reason, on one line."""
    return _line(given, LONGEST_REASON)


Month = Annotated[str, typer.Option(help="month of the edition, such as 2023-02", callback=month)]
SomeMonth = Annotated[str | None, typer.Option(help="month of the edition, such as 2023-02", callback=month)]
Number = Annotated[str | None, typer.Option("--edition", help="number of a published edition: 02/2023, 02(R)/2023")]
By = Annotated[str, typer.Option("--by", help="who does it", callback=name)]
Seen = Annotated[str, typer.Option("--hash", help="beginning of the hash of the edition that you have read")]
Why = Annotated[str, typer.Option("--reason", help="why, in one line", callback=reason)]
Note = Annotated[str, typer.Option(help="what is to be remembered with it", callback=reason)]
Form = Annotated[Format, typer.Option("--format", help="table or json")]


@dataclass
class Desk:
    """The settings and the report service's database, for one command."""

    settings: Settings
    database: Database
    now: datetime

    @cached_property
    def catalogue(self) -> Catalogue:
        return load_catalogue(self.settings.province)


@contextmanager
def opened() -> Iterator[Desk]:
    """The desk; an expected failure ends the command with one line."""
    try:
        settings = read_settings()
        configure_logging(settings.log_format, settings.log_level, cast("TextIO", Terminal()))
        database = open_database("report", settings.database_url.get_secret_value())
        try:
            yield Desk(settings, database, system_clock())
        finally:
            database.close()
    except NhipSoError as error:
        fail(str(error), CODES.get(error.code, 1) if isinstance(error, Refused) else 1)


def _line(given: str | None, longest: int) -> str | None:
    if given is None or given == "":
        return given
    text = " ".join(nfc(given).split())
    if not text or len(text) > longest or not text.isprintable():
        raise typer.BadParameter(f"must be one line of at most {longest} letters")
    return text
