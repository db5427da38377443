"""What every command of an editor needs: settings, the database, options, and one line where something is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Final, TextIO, cast

import typer
from structlog.contextvars import bound_contextvars

from services.report.domain.editor import Editor, Right
from services.report.editor_store import EditorStore
from shared.catalogue import Catalogue
from shared.catalogue.load import load_catalogue
from shared.clock import system_clock
from shared.database import Database, open_database
from shared.errors import NhipSoError, Refused
from shared.figures import is_period, nfc
from shared.logging import configure_logging
from shared.output import Format, Terminal, fail
from shared.settings import Settings, read_settings
from shared.trace import begun, trace_id

#: where an editor puts their key for a command
KEY: Final = "NHIPSO_EDITOR_KEY"
LONGEST_NAME, LONGEST_REASON = 120, 1000
#: how a command ends when the edition waits for figures, and when somebody else has changed it
WAITS, CHANGED = 3, 4
CODES: Final = {
    "edition-incomplete": WAITS,
    "edition-open": WAITS,
    "edition-outdated": WAITS,
    "edition-changed": CHANGED,
}


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


def needed_name(given: str) -> str:
    """The name of somebody, on one line, which must be there."""
    return _line(given or " ", LONGEST_NAME) or ""


def needed_reason(given: str) -> str:
    """A reason, on one line, which must be there."""
    return _line(given or " ", LONGEST_REASON) or ""


Month = Annotated[str, typer.Option(help="month of the edition, such as 2023-02", callback=month)]
SomeMonth = Annotated[str | None, typer.Option(help="month of the edition, such as 2023-02", callback=month)]
Number = Annotated[str | None, typer.Option("--edition", help="number of a published edition: 02/2023, 02(R)/2023")]
By = Annotated[str, typer.Option("--by", help="who does it; whoever has a key needs no name", callback=name)]
Seen = Annotated[str, typer.Option("--hash", help="beginning of the hash of the edition that you have read")]
Why = Annotated[str, typer.Option("--reason", help="why, in one line", callback=needed_reason)]
Note = Annotated[str, typer.Option(help="what is to be remembered with it", callback=reason)]
Form = Annotated[Format, typer.Option("--format", help="table or json")]


class Lang(StrEnum):
    """A language that a list can be in."""

    VI = "vi"
    EN = "en"


@dataclass
class Desk:
    """The settings and the report service's database, for one command, which is a trace of its own."""

    settings: Settings
    database: Database
    now: datetime
    trace: str = field(default_factory=begun)

    def editor(self, by: str, right: Right) -> Editor:
        """Who works here: whose key is in NHIPSO_EDITOR_KEY, else who is named, where nobody has a key.

        Raises Refused for a key that is none or may not do this, and for another name than the key's.
        """
        with self.database.read() as tx:
            store = EditorStore(tx)
            secret = os.environ.get(KEY, "")
            found = store.with_secret(secret) if secret else None
            keyed = bool(store.active())
        return proved(found, by, right, shown=bool(secret), keyed=keyed)

    @cached_property
    def catalogue(self) -> Catalogue:
        return load_catalogue(self.settings.province)


def proved(found: Editor | None, by: str, right: Right, *, shown: bool, keyed: bool) -> Editor:
    """The editor that a shown key has `found`, or the one that is named where no key is needed."""
    if shown and found is None:
        raise Refused("unauthorised", f"{KEY} is not the key of an editor; see: nhipso bulletin editors list")
    if found is None and keyed:
        raise Refused("unauthorised", f"editors have keys here: put yours into {KEY}; a name alone is not enough")
    if found is None and not by:
        raise typer.BadParameter(f"say with --by who does it, or put your key into {KEY}")
    if found is not None and by and not found.is_called(by):
        raise Refused("unauthorised", f"the key in {KEY} is that of {found.name}, not of {by}", value=by)
    editor = found or Editor("", by)
    editor.demand(right)
    return editor


@contextmanager
def opened() -> Iterator[Desk]:
    """The desk; an expected failure ends the command with one line."""
    try:
        settings = read_settings()
        configure_logging(settings.log_format, settings.log_level, cast("TextIO", Terminal()))
        database = open_database("report", settings.database_url.get_secret_value())
        desk = Desk(settings, database, system_clock())
        try:
            with bound_contextvars(trace_id=trace_id(desk.trace)):
                yield desk
        finally:
            database.close()
    except NhipSoError as error:
        fail(str(error), CODES.get(error.code, 1) if isinstance(error, Refused) else 1)


def _line(given: str | None, longest: int) -> str | None:
    if given is None or given == "":
        return given
    text = " ".join(nfc(given).split())
    if not text or len(text) > longest or not text.isprintable():
        raise typer.BadParameter(f"must be one line of 1 to {longest} letters")
    return text
