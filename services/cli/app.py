"""Every command of `nhipso`, in one table; its module is loaded when it is chosen."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import NoReturn

import typer
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from services.cli.lazy import Later, LazyGroup
from shared.errors import NhipSoError

COMMANDS: Mapping[str, Later] = {
    "demo": Later("services.cli.demo:demo", "Send the real figures of Bình Phước."),
    "run": Later("services.cli.run:run", "Run one service, or all of them in one process, until SIGTERM."),
    "check": Later("services.cli.check:check", "Tell what is right and what is wrong."),
    "explain": Later("services.cli.explain:explain", "Show where a printed number comes from."),
    "whatif": Later("services.scoring.whatif:whatif", "List the verdicts of a period that other targets would turn."),
    "import": Later("services.ingest.commands:import_figures", "Send the figures of a file."),
    "export": Later("services.ingest.commands:export_figures", "Write the figures that hold as a CSV file."),
    "form": Later("services.ingest.form_commands:write_unit_form", "Write the Excel form of a unit."),
    "upload-link": Later(
        "services.ingest.pages.link_commands:make_upload_link", "Make a key for a unit and print its link."
    ),
    "completeness": Later(
        "services.scoring.completeness:completeness_command", "Show who owes which figures of a month by when."
    ),
    "db": Later("services.cli.database:db_app", "The schemas of the services."),
    "rebuild": Later("services.cli.rebuild:rebuild_app", "Make a service's state anew from what was recorded."),
    "key": Later("services.cli.keys:key_app", "API keys of the systems that send figures."),
    "pull": Later("services.ingest.pull.commands:pull_app", "Sources that only offer a list."),
    "audit": Later("services.ingest.audit_commands:audit_app", "The audit trail of keys and accepted figures."),
    "catalogue": Later("services.cli.catalogue:catalogue_app", "The province's catalogue: units, indicators, targets."),
    "bulletin": Later("services.report.commands:bulletin_app", "Editions of the bulletin."),
    "alerts": Later("services.notify.commands:alerts_app", "What units are behind on, and what they were told."),
    "contacts": Later("services.notify.contact_commands:contacts_app", "Who is written to, and by which channel."),
    "tasks": Later("services.scoring.task_commands:tasks_app", "Tasks that directives assign to units."),
    "index": Later("services.scoring.index_commands:index_app", "Weighted indices: points, bands and places of units."),
    "doubts": Later("services.scoring.doubt_commands:doubts_app", "Figures that are hardly right."),
    "topology": Later("shared.messaging.commands:topology_app", "Exchanges, queues and bindings at the broker."),
    "dead-letters": Later("shared.messaging.commands:dead_letters_app", "Events that could not be applied."),
}


class Commands(LazyGroup):
    """The commands of the table."""

    later = COMMANDS


app = typer.Typer(
    name="nhipso",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"max_content_width": 120},
)


@app.callback()
def nhipso() -> None:
    """Nhịp Số: figures in; verdicts, alerts and a bulletin out."""


def run_app() -> None:
    """Run a command; an expected failure is one line on standard error and exit code 1."""
    try:
        app()
    except NhipSoError as error:
        end_with(str(error))
    except SQLAlchemyError as error:
        end_with(f"the database does not answer as it should ({first_line(error)}); see: nhipso check")
    except OSError as error:
        end_with(f"{error.filename or ''}: {error.strerror or error}".removeprefix(": "))


def first_line(error: SQLAlchemyError) -> str:
    """What the driver said, without the statement."""
    said = error.orig if isinstance(error, DBAPIError) else error
    return str(said).strip().partition("\n")[0]


def end_with(line: str) -> NoReturn:
    """Say what went wrong and end."""
    sys.stdout.flush()
    sys.stderr.write(f"nhipso: {line}\n")
    sys.exit(1)
