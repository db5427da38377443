"""`nhipso topology` and `nhipso dead-letters`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any
from uuid import UUID

import typer
from sqlalchemy.exc import SQLAlchemyError

from shared.clock import system_clock
from shared.database import Database, open_database
from shared.errors import Refused, Stop
from shared.messaging import dead_letters, declaring
from shared.messaging.dead_letters import State
from shared.messaging.topology import FLOW
from shared.output import Format, fail, show, tell
from shared.settings import read_settings

topology_app = typer.Typer(help="Exchanges, queues and bindings at the broker.", no_args_is_help=True)
dead_letters_app = typer.Typer(help="Events that could not be applied.", no_args_is_help=True)

SOME_LEFT = 3
COLUMNS = ("id", "consumer", "event_id", "at", "state", "error")

DeadId = Annotated[UUID, typer.Argument(metavar="ID", help="as shown by list")]
Consumer = Annotated[str | None, typer.Option(help="only of this consumer, such as scoring.metric")]
AsFormat = Annotated[Format, typer.Option("--format", help="table or json")]


@topology_app.command("apply")
def apply_topology() -> None:
    """Declare everything the services need at the broker.

    Example: nhipso topology apply
    """
    with _told():
        declaring.apply(read_settings().broker_url.get_secret_value())
        tell(f"{len(FLOW)} queues, each with its dead letters, are in place")


@topology_app.command("check")
def check_topology() -> None:
    """Say what is missing or different at the broker; exit 1 when something is.

    Example: nhipso topology check
    """
    with _told():
        problems = declaring.check(read_settings().broker_url.get_secret_value())
    for problem in problems:
        typer.echo(problem)
    if problems:
        raise typer.Exit(1)
    tell("the broker has everything")


@dead_letters_app.command("list")
def list_dead_letters(
    consumer: Consumer = None,
    state: Annotated[State, typer.Option(help="parked, replayed or discarded")] = State.PARKED,
    form: AsFormat = Format.TABLE,
) -> None:
    """Show what waits for a decision, newest first.

    Example: nhipso dead-letters list --consumer scoring.metric --format json
    """
    rows: list[dict[str, Any]] = []
    with _told():
        for database in _databases():
            with database.read() as tx:
                found = dead_letters.listed(tx, consumer=consumer, state=state)
            rows += [{name: getattr(row, name) for name in COLUMNS} for row in found]
    show(sorted(rows, key=lambda row: row["at"], reverse=True), COLUMNS, form)


@dead_letters_app.command("show")
def show_dead_letter(dead_id: DeadId, form: AsFormat = Format.TABLE) -> None:
    """Show one with its body, its error and where that happened.

    Example: nhipso dead-letters show 0b2a7c58-3a34-5be5-8e5c-54a7bb3e9d10
    """
    with _told():
        row = dict(_owner(dead_id)[1]._mapping)  # noqa: SLF001 # documented: a row as a mapping
    row["body"] = bytes(row["body"]).decode("utf-8", "backslashreplace")
    if form is Format.JSON:
        show([row], tuple(row), form)
        return
    for name, value in row.items():
        typer.echo(f"{name}: {value}")


@dead_letters_app.command("replay")
def replay_dead_letters(
    dead_id: Annotated[UUID | None, typer.Argument(metavar="[ID]", help="as shown by list")] = None,
    consumer: Annotated[str | None, typer.Option(help="all that are parked for this consumer")] = None,
) -> None:
    """Hand one, or all that a consumer has parked, to it again; under the same event ids, so nothing counts twice.

    What still cannot be read stays parked and is named; the command then ends with 3.

    Example: nhipso dead-letters replay --consumer scoring.metric
    """
    if (dead_id is None) == (consumer is None):
        raise typer.BadParameter("give either an ID or --consumer")
    with _told():
        chosen = [_owner(dead_id)] if dead_id else _parked(str(consumer))
        left = [reason for database, row in chosen if (reason := _unreplayed(database, row.id))]
    if consumer or not left:
        tell(f"{len(chosen) - len(left)} replayed")
    if left:
        fail("; ".join(left), SOME_LEFT if consumer else 1)


@dead_letters_app.command("discard")
def discard_dead_letter(
    dead_id: DeadId, reason: Annotated[str, typer.Option(help="why, for whoever asks later")]
) -> None:
    """Decide that one is never to be applied. It stays listed, with the reason, under --state discarded.

    Example: nhipso dead-letters discard 0b2a7c58-3a34-5be5-8e5c-54a7bb3e9d10 --reason "sent again in the right form"
    """
    with _told():
        database, _row = _owner(dead_id)
        with database.write() as tx:
            dead_letters.discard(tx, dead_id, reason, system_clock())
        tell("discarded")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (Refused, Stop) as error:
        fail(str(error))
    except SQLAlchemyError as error:
        fail(f"the database: {str(error).splitlines()[0]}")


def _unreplayed(database: Database, dead_id: UUID) -> str:
    """Replay one; say why it could not be, "" when it was."""
    try:
        with database.write() as tx:
            dead_letters.replay(tx, dead_id, system_clock())
    except Refused as error:
        return str(error)
    return ""


def _databases() -> list[Database]:
    url = read_settings().database_url.get_secret_value()
    services = dict.fromkeys(subscription.service for subscription in FLOW)
    return [open_database(service, url) for service in services]


def _owner(dead_id: UUID) -> tuple[Database, Any]:
    for database in _databases():
        with database.read() as tx:
            row = dead_letters.found(tx, dead_id)
        if row is not None:
            return database, row
    raise Refused("unknown-dead-letter", f"there is no dead letter {dead_id}")


def _parked(consumer: str) -> list[tuple[Database, Any]]:
    chosen: list[tuple[Database, Any]] = []
    for database in _databases():
        with database.read() as tx:
            chosen += [(database, row) for row in dead_letters.listed(tx, consumer=consumer)]
    return chosen
