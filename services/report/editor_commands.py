"""`nhipso bulletin editors add|list|revoke`: the keys of those who work on editions."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import structlog
import typer

from services.report.desk import KEY, Form, needed_name, opened
from services.report.domain.editor import Right
from services.report.editor_store import EditorStore
from shared.clock import business_time
from shared.output import Format, fail, show, tell

log = structlog.get_logger()
LISTED = ("id", "name", "may", "state", "created_at")
EVERYTHING = ",".join(Right)

editors_app = typer.Typer(name="editors", help="Keys of those who work on editions.", no_args_is_help=True)


@editors_app.command("add")
def add(
    called: Annotated[str, typer.Option("--name", help="who it is, as the history names them", callback=needed_name)],
    may: Annotated[str, typer.Option(help="what they may do, with commas")] = EVERYTHING,
) -> None:
    """Register an editor and print their key, once. From the first one on, a name alone is not enough.

    Example: nhipso bulletin editors add --name "Trần Thị B" --may write,check
    """
    rights = _rights(may)
    with opened() as desk:
        with desk.database.write() as tx:
            editor, secret = EditorStore(tx).add(called, rights, desk.now)
        log.info("editor added", editor=editor.id, may=list(rights))
        tell(f"This key is shown only now; {called} signs in with it at /editions/desk, or puts it into {KEY}")
        typer.echo(secret)


@editors_app.command("list")
def list_editors(form: Form = Format.TABLE) -> None:
    """List the editors, without their keys. Example: nhipso bulletin editors list --format json."""
    with opened() as desk, desk.database.read() as tx:
        rows: list[dict[str, Any]] = [asdict(each) for each in EditorStore(tx).registered()]
    told = [row | {"may": ",".join(row["may"]), "created_at": business_time(row["created_at"])} for row in rows]
    show(told, LISTED, form)


@editors_app.command("revoke")
def revoke(editor: Annotated[str, typer.Argument(metavar="ID", help="id, as `editors list` shows it")]) -> None:
    """End the key of an editor at once. Example: nhipso bulletin editors revoke 5f0c12ab34cd."""
    with opened() as desk:
        with desk.database.write() as tx:
            found = EditorStore(tx).revoke(editor, desk.now)
        if not found:
            fail(f"there is no key {editor!r}; see: nhipso bulletin editors list")
        log.info("editor revoked", editor=editor)
        tell(f"the key {editor} is revoked")


def _rights(may: str) -> tuple[Right, ...]:
    given = [each.strip() for each in may.split(",") if each.strip()]
    strange = [each for each in given if each not in set(Right)]
    if strange or not given:
        raise typer.BadParameter(f"--may is some of {EVERYTHING}")
    return tuple(right for right in Right if right in given)
