"""`nhipso pull`: the sources that are pulled, and what became of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any, TextIO, cast
from uuid import UUID

import typer

from services.ingest.audit import record
from services.ingest.domain.audit import Action, Entry
from services.ingest.domain.pull.source import Source
from services.ingest.opened import opened, operator, operator_address
from services.ingest.pull.answers import answers_of, body_of
from services.ingest.pull.running import look_at, pull_now
from services.ingest.pull.source_files import load_sources, sources_folder
from services.ingest.pull.store import PullStore
from shared.catalogue.load import load_catalogue
from shared.clock import system_clock
from shared.logging import configure_logging
from shared.output import Format, Terminal, fail, show, tell
from shared.parts import Parts
from shared.settings import read_settings

SOME_REJECTED, UNUSABLE = 3, 2
COLUMNS = ("name", "state", "due_at", "last_at", "last_success_at", "last_outcome", "last_said")
PAGES = ("page", "id", "fetched_at", "size", "sha256", "accepted", "duplicate", "unchanged", "rejected", "receipt_id")
ERRORS = ("answer", "row", "pointer", "code", "value", "message")

pull_app = typer.Typer(
    name="pull", help="Sources that only offer a list: asked at their interval, or now.", no_args_is_help=True
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the source: its file without .yaml.")]
Form = Annotated[Format, typer.Option("--format")]


@pull_app.command("list")
def list_sources(form: Form = Format.TABLE) -> None:
    """List the sources: due when, paused or not, and how the last pull ended. Example: nhipso pull list."""
    with _parts() as (parts, sources):
        rows = _states(parts, sources)
    show(list(rows.values()), COLUMNS, form)


@pull_app.command("run")
def run(
    name: Name,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,  # noqa: FBT002
    form: Form = Format.TABLE,
) -> None:
    """Pull a source now. Ends 0 when all was accepted, 3 when some was not, 2 when the source could not be read.

    Example: nhipso pull run cong-dvc --dry-run
    """
    with _parts() as (parts, sources):
        source = _named(name, sources)
        state = _states(parts, sources)[name]
        if state["paused_at"] and not dry_run:
            fail(f"{name} is paused: {state['last_said']}; resume it with: nhipso pull resume {name}", UNUSABLE)
        if dry_run:
            with parts.database.read() as tx:
                row = PullStore(tx).known([name])[name]
            report = look_at(source, parts, row)
        else:
            found = pull_now(source, parts, early=True)
            if found is None:
                fail(f"{name} is being pulled just now; see: nhipso pull show {name}", UNUSABLE)
            report = found
    _print(report.told(), form)
    if report.failure is not None:
        fail(f"{name}: {report.failure.why}", UNUSABLE)
    if report.rejected:
        raise typer.Exit(SOME_REJECTED)


@pull_app.command("resume")
def resume(name: Name) -> None:
    """Ask a paused source again, at once. Example: nhipso pull resume cong-dvc."""
    now = system_clock()
    with _parts() as (parts, sources):
        _named(name, sources)
        with parts.database.write() as tx:
            found = PullStore(tx).resume(name, now)
            if found:
                details = {"source": name}
                record(tx, Entry(Action.PULL_RESUMED, now, operator(), address=operator_address(), details=details))
    if not found:
        fail(f"{name} is not paused; see: nhipso pull list")
    tell(f"{name} is asked again")


@pull_app.command("show")
def show_source(name: Name, form: Form = Format.TABLE) -> None:
    """Show the last pull of a source: its answers, and every record refused. Example: nhipso pull show cong-dvc."""
    with _parts() as (parts, sources):
        _named(name, sources)
        state = _states(parts, sources)[name]
        with parts.database.read() as tx:
            answers = answers_of(tx, state["last_run"])
    if form is Format.JSON:
        typer.echo(json.dumps(state | {"answers": answers}, ensure_ascii=False, indent=1, default=str))
        return
    show([{"field": field, "value": _text(value)} for field, value in state.items()], ("field", "value"))
    show([{field: _text(answer[field]) for field in PAGES} for answer in answers], PAGES)
    errors = [{"answer": answer["id"], **error} for answer in answers for error in answer["errors"]]
    if errors:
        show(errors, ERRORS)


@pull_app.command("answer")
def answer(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Id of the answer, as show and explain name it.")],
) -> None:
    """Write an answer to standard output, byte by byte as it came.

    Example: nhipso pull answer 0b54b3a5-6d0e-4a1e-9a57-0e7d6f0e3c11
    """
    try:
        wanted = UUID(identifier)
    except ValueError:
        fail(f"{identifier!r} is no id of an answer", UNUSABLE)
    with opened() as database, database.read() as tx:
        body = body_of(tx, wanted)
    if body is None:
        fail(f"the answer {identifier} is not kept, or never was", UNUSABLE)
    sys.stdout.buffer.write(body)


@contextmanager
def _parts() -> Iterator[tuple[Parts, dict[str, Source]]]:
    settings = read_settings()
    configure_logging(settings.log_format, settings.log_level, cast("TextIO", Terminal()))
    catalogue = load_catalogue(settings.province)
    sources = load_sources(sources_folder(settings), catalogue)
    with opened() as database:
        with database.write() as tx:
            PullStore(tx).meet(sources, system_clock())
        yield Parts(database, catalogue, settings), sources


def _named(name: str, sources: dict[str, Source]) -> Source:
    if name not in sources:
        fail(f"there is no source {name!r}; known: {', '.join(sources) or 'none'}", UNUSABLE)
    return sources[name]


def _states(parts: Parts, sources: dict[str, Source]) -> dict[str, dict[str, Any]]:
    now = parts.clock()
    with parts.database.read() as tx:
        rows = PullStore(tx).known(sources)
    return {name: {**dict(row._mapping), "state": _state(row, now)} for name, row in sorted(rows.items())}  # noqa: SLF001


def _state(row: Any, now: datetime) -> str:
    if row.paused_at is not None:
        return "paused"
    if row.claimed_until is not None and row.claimed_until > now:
        return "being pulled"
    return "failing" if row.failures else "waiting"


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "" if value in (None, {}) else str(value)


def _print(told: dict[str, Any], form: Format) -> None:
    if form is Format.JSON:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    counts = ", ".join(f"{name} {told[name]}" for name in ("pages", "accepted", "duplicate", "unchanged", "rejected"))
    typer.echo(counts)
    if told["errors"]:
        show(told["errors"], ERRORS[1:])
