"""`nhipso audit`: who did what with keys and figures, and whether the record of it is whole."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from itertools import islice
from typing import Annotated, Any

import typer
from sqlalchemy import Connection

from services.ingest import audit
from services.ingest.domain.audit import Entry, Seal, breaks
from services.ingest.opened import writing
from shared.clock import BUSINESS_ZONE
from shared.output import Format, fail, show, tell

COLUMNS = ("at", "action", "actor", "key_id", "address", "details", "trace_id")
HEAD = re.compile(r"([1-9][0-9]{0,18}):([0-9a-f]{64})")
BREAKS_SHOWN = 20

audit_app = typer.Typer(name="audit", help="The audit trail of keys and accepted figures.", no_args_is_help=True)


@audit_app.command("list")
def list_command(
    since: Annotated[str | None, typer.Option(help="Day, such as 2026-01-31, from which on; by default all.")] = None,
    key: Annotated[str | None, typer.Option(help="Id of a key.")] = None,
    most: Annotated[int, typer.Option(min=1, help="The newest so many.")] = 1000,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """List who did what, oldest first. Example: nhipso audit list --since 2026-01-31 --format json."""
    start = _start_of(since)
    with writing() as tx:
        entries = audit.list_entries(tx, since=start, key_id=key, most=most)
    show([_line(entry, form) for entry in entries], COLUMNS, form)


@audit_app.command("verify")
def verify_command(
    head: Annotated[
        str | None, typer.Option(metavar="PLACE:HASH", help="A head noted earlier, which must still be in it.")
    ] = None,
) -> None:
    """Check that no entry was changed or cut out; print the head to note it elsewhere. Exit 1 when one was.

    Example: nhipso audit verify
    """
    wanted = _read_head(head)
    with writing() as tx:
        problems = _problems(tx, wanted)
        place, sha256 = audit.head(tx)
        waiting = audit.unsealed(tx)
    for problem in problems:
        typer.echo(problem)
    if problems:
        fail("the audit trail is not whole")
    tell(f"{place} entries are whole, {waiting} wait for their seal; the head of the chain:")
    typer.echo(f"{place}:{sha256}")


def _problems(tx: Connection, wanted: tuple[int, str] | None) -> list[str]:
    met: list[Seal] = []

    def watched() -> Any:
        for seal in audit.seals(tx):
            if wanted is not None and (seal.place, seal.sha256) == wanted:
                met.append(seal)
            yield seal

    found = list(islice(breaks(watched()), BREAKS_SHOWN))
    if wanted is not None and not met and len(found) < BREAKS_SHOWN:
        found.append(f"the head {wanted[0]}:{wanted[1]} is not in the chain: it was cut or made anew")
    found.extend(f"entry number {number} was never sealed" for number in audit.never_sealed(tx))
    return found


def _line(entry: Entry, form: Format) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(entry, name) for name in ("number", *COLUMNS)}
    row["action"] = str(entry.action)
    if form is Format.TABLE:
        row["at"] = f"{entry.at:%Y-%m-%d %H:%M:%S}"
        row["details"] = ", ".join(f"{name}={value}" for name, value in entry.details.items())
    else:
        row["at"], row["details"] = entry.at.isoformat(), dict(entry.details)
    return row


def _start_of(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.combine(date.fromisoformat(text), time(), BUSINESS_ZONE)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day such as 2026-01-31") from None


def _read_head(text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    found = HEAD.fullmatch(text)
    if not found:
        raise typer.BadParameter("a head is PLACE:HASH, as this command prints it")
    return int(found[1]), found[2]
