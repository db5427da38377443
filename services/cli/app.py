"""Every command of `nhipso`, in one table."""

from __future__ import annotations

import sys

import typer
from shared.messaging.commands import dead_letters_app, topology_app

from services.cli.check import check
from services.cli.database import db_app
from services.cli.demo import demo
from services.cli.explain import explain
from services.cli.run import run
from services.ingest.commands import import_figures, key_app
from services.notify.commands import alerts_app
from services.report.commands import bulletin_app
from services.report.layout_files import layout_problems
from shared.catalogue.commands import make_catalogue_app
from shared.errors import NhipSoError

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
app.command("import")(import_figures)
app.add_typer(db_app, name="db")
app.add_typer(key_app, name="key")
app.add_typer(make_catalogue_app(extra_checks=(layout_problems,)), name="catalogue")
app.add_typer(bulletin_app, name="bulletin")
app.add_typer(alerts_app, name="alerts")
app.add_typer(topology_app, name="topology")
app.add_typer(dead_letters_app, name="dead-letters")


def run_app() -> None:
    """Run a command; an expected failure is one line on standard error and exit code 1."""
    try:
        app()
    except NhipSoError as error:
        sys.stdout.flush()
        sys.stderr.write(f"nhipso: {error}\n")
        sys.exit(1)
