"""`nhipso check`: what is wrong with this set-up, one line each."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import typer
from sqlalchemy.exc import SQLAlchemyError

from services.cli.names import SERVICES
from services.cli.readiness import database_problems
from services.ingest.pull.source_files import problems_in, sources_folder
from services.notify.channels.faults import endpoint_faults
from services.notify.domain.reach import Reach
from services.report.layout_files import layout_problems
from services.report.render.fonts import font_faults
from services.report.soundness import flaws_in
from shared import migrations
from shared.catalogue.check import problems
from shared.catalogue.load import load_catalogue
from shared.database import database_exists, open_database
from shared.errors import NhipSoError
from shared.messaging import declaring
from shared.settings import Settings, read_settings

PATIENCE = 5.0


def check() -> None:
    """Tell what is right and what is wrong, from the settings to the fonts, a line each. Exit 1 if something is wrong.

    Example: nhipso check
    """
    settings = read_settings()
    typer.echo("ok      settings")
    wrong = [_tell(name, list(look(settings))) for name, look in CHECKS.items()]
    issued, flaws = archive_of(settings)
    wrong.append(_tell("archive", flaws, f": {issued} editions"))
    raise typer.Exit(1 if any(wrong) else 0)


def _tell(name: str, found: list[str], how: str = "") -> bool:
    """Print what was found, or that nothing was and `how` it is; says whether something was."""
    typer.echo("\n".join(f"wrong   {name}: {line}" for line in found) if found else f"ok      {name}{how}")
    return bool(found)


def catalogue_of(settings: Settings) -> Iterator[str]:
    """Inconsistencies of the province's files."""
    sources = problems_in(sources_folder(settings), settings.province)
    for problem in [*problems(settings.province), *layout_problems(settings.province), *sources]:
        yield f"{problem.file}:{problem.line}: {problem.reason}"


def databases_of(settings: Settings) -> Iterator[str]:
    """Databases that do not answer or are not up to date."""
    url = settings.database_url.get_secret_value()
    for service in SERVICES:
        if not database_exists(service, url):
            continue  # a small office's files are made at the first start
        database = open_database(service, url)
        silent = database_problems(database)
        try:
            if silent:
                yield from silent
            elif not migrations.is_current(database, service):
                yield f"{service} is not up to date; run: nhipso db upgrade {service}"
        except SQLAlchemyError as error:
            yield f"{service}: {type(error).__name__}"
        finally:
            database.close()


def broker_of(settings: Settings) -> Iterator[str]:
    """Exchanges and queues that are missing, or a broker that does not answer."""
    url = settings.broker_url.get_secret_value()
    if url.startswith("memory:"):
        return
    try:
        yield from declaring.check(url)
    except (NhipSoError, OSError) as error:
        yield str(error)


def mail_of(settings: Settings) -> Iterator[str]:
    """A mail server that does not answer, or a folder that cannot be written."""
    url = settings.mail_url.get_secret_value()
    if url.startswith("file:"):
        folder = Path(url.removeprefix("file:").removeprefix("//"))
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            yield f"{folder}: {error.strerror}"
        return
    parts = urlsplit(url)
    server = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    try:
        with server(parts.hostname or "", parts.port or 25, timeout=PATIENCE) as connection:
            connection.noop()
    except (OSError, smtplib.SMTPException, socket.gaierror) as error:
        yield f"{parts.hostname}:{parts.port}: {error}"


def endpoints_of(settings: Settings) -> Iterator[str]:
    """Secrets and addresses of webhooks and of the services of apprise that cannot be used."""
    if problems(settings.province):
        return  # The catalogue cannot be read, and has said so.
    yield from endpoint_faults(load_catalogue(settings.province).contacts, Reach(settings.allow_private_webhooks))


def fonts_of(_settings: Settings) -> Iterator[str]:
    """What keeps an edition from being printed: a font or a Vietnamese letter that is missing."""
    yield from font_faults()


def archive_of(settings: Settings) -> tuple[int, list[str]]:
    """How many editions were issued, and what of them is not kept as it was."""
    url = settings.database_url.get_secret_value()
    if not database_exists("report", url):
        return 0, []
    database = open_database("report", url)
    try:
        # One that is not up to date has said so.
        return flaws_in(database) if migrations.is_current(database, "report") else (0, [])
    except SQLAlchemyError as error:
        return 0, [type(error).__name__]
    finally:
        database.close()


CHECKS: dict[str, Callable[[Settings], Iterator[str]]] = {
    "catalogue": catalogue_of,
    "database": databases_of,
    "broker": broker_of,
    "mail": mail_of,
    "endpoints": endpoints_of,
    "fonts": fonts_of,
}
