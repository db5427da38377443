"""Every command of `nhipso`, in one table."""

from __future__ import annotations

import sys
from typing import NoReturn

import typer
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from services.cli.check import check
from services.cli.database import db_app
from services.cli.demo import demo
from services.cli.explain import explain
from services.cli.rebuild import rebuild_app
from services.cli.run import run
from services.ingest.account_commands import link_key, show_accounts, unlink_key
from services.ingest.audit_commands import audit_app
from services.ingest.commands import export_figures, import_figures
from services.ingest.form_commands import write_unit_form
from services.ingest.key_commands import key_app
from services.ingest.pages.link_commands import make_upload_link
from services.ingest.pull.commands import pull_app
from services.ingest.pull.source_files import source_problems
from services.notify.commands import alerts_app
from services.report.commands import bulletin_app
from services.report.layout_files import layout_problems
from services.scoring.completeness import completeness_command
from services.scoring.doubt_commands import doubts_app
from services.scoring.index_commands import index_app
from services.scoring.task_commands import tasks_app
from services.scoring.whatif import whatif
from shared.catalogue.commands import make_catalogue_app
from shared.errors import NhipSoError
from shared.messaging.commands import dead_letters_app, topology_app

app = typer.Typer(
    name="nhipso",
    help="Nhịp Số: figures in; verdicts, alerts and a bulletin out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"max_content_width": 120},
)
app.command("demo")(demo)
app.command("run")(run)
app.command("check")(check)
app.command("explain")(explain)
app.command("whatif")(whatif)
app.command("import")(import_figures)
app.command("export")(export_figures)
app.command("form")(write_unit_form)
app.command("upload-link")(make_upload_link)
app.command("completeness")(completeness_command)
app.add_typer(db_app, name="db")
app.add_typer(rebuild_app, name="rebuild")
key_app.command("link")(link_key)
key_app.command("unlink")(unlink_key)
key_app.command("accounts")(show_accounts)
app.add_typer(key_app, name="key")
app.add_typer(pull_app, name="pull")
app.add_typer(audit_app, name="audit")
app.add_typer(make_catalogue_app(extra_checks=(layout_problems, source_problems)), name="catalogue")
app.add_typer(bulletin_app, name="bulletin")
app.add_typer(alerts_app, name="alerts")
app.add_typer(tasks_app, name="tasks")
app.add_typer(index_app, name="index")
app.add_typer(doubts_app, name="doubts")
app.add_typer(topology_app, name="topology")
app.add_typer(dead_letters_app, name="dead-letters")


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
