"""`nhipso run`: run services until SIGTERM."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from services.cli.alone import alone_in
from services.cli.assembly import assemble
from services.cli.names import SERVICES
from services.cli.runner import Runner
from shared.database import folder_of
from shared.logging import configure_logging
from shared.messaging.declaring import apply
from shared.settings import read_settings

ALL, DOOR = "all", "ingest"
#: how far the others step back on a machine that they share with the door: a sender waits for it, nobody for them
GIVING_WAY = 5


def run(service: Annotated[str, typer.Argument(help="all, ingest, scoring, notify or report")] = ALL) -> None:
    """Run one service, or all of them in one process, until SIGTERM.

    Example: nhipso run all
    """
    if service not in (ALL, *SERVICES):
        raise typer.BadParameter(f"{service!r} is not a service; choose {ALL}, {', '.join(SERVICES)}")
    settings = read_settings()
    configure_logging(settings.log_format, settings.log_level)
    if service not in (ALL, DOOR):
        os.nice(GIVING_WAY)
    assembly = assemble(settings)
    if assembly.embedded:
        if service != ALL:
            raise typer.BadParameter("the in-memory broker lives in one process: run all, or set NHIPSO_BROKER_URL")
        apply(settings.broker_url.get_secret_value())
    with alone_in(folder_of(settings.database_url.get_secret_value()) if assembly.embedded else None):
        runner = Runner(assembly, list(SERVICES) if service == ALL else [service])
        runner.stop_on_signals()
        runner.start()
        raise typer.Exit(runner.wait())
