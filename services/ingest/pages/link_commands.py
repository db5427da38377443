"""`nhipso upload-link`: the personal link with which an officer opens the upload page."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from services.ingest import keys
from services.ingest.audit import record
from services.ingest.domain.audit import Action, Entry
from services.ingest.domain.scope import Scope, check_names
from services.ingest.key_commands import Expires, end_of
from services.ingest.opened import operator, operator_address, writing
from shared.catalogue.load import load_catalogue
from shared.catalogue.resolve import resolve_unit
from shared.clock import system_clock
from shared.errors import Refused
from shared.output import fail, tell
from shared.settings import Settings, read_settings

ADDRESS = re.compile(r"https?://[^\s/#?]+(?:/[^\s#?]*)?")
PAGE = "/upload"


def make_upload_link(  # noqa: PLR0917  # typer reads the options from the arguments
    unit: Annotated[str, typer.Option(help="Id, national code or name of the unit.")],
    source: Annotated[str, typer.Option(help="Name in receipts and audit; by default upload-UNIT.")] = "",
    indicators: Annotated[list[str] | None, typer.Option(help="Only these indicators; repeat, or a glob.")] = None,
    addresses: Annotated[
        list[str] | None, typer.Option("--from", help="Network it may be used from; repeat: 10.0.0.0/8.")
    ] = None,
    expires: Expires = None,
    url: Annotated[str, typer.Option(help="Where officers reach ingest; by default the configured address.")] = "",
) -> None:
    """Make a key for a unit and print its link to the upload page, once. `nhipso key revoke ID` ends it.

    Example: nhipso upload-link --unit so-noi-vu --expires 2026-12-31 --url https://so-lieu.tinh.example
    """
    settings, now = read_settings(), system_clock()
    page = page_address(url, settings)
    try:
        catalogue = load_catalogue(settings.province)
        whose = resolve_unit(catalogue, unit)
        scope = Scope([whose.id], indicators or (), addresses or (), end_of(expires, now))
        check_names(scope, catalogue)
        with writing() as tx:
            name = source or f"upload-{whose.id}"
            key_id, secret = keys.new_key(tx, name, scope, now)
            details = {"source": name, "units": whose.id, "page": page}
            made = Entry(
                Action.KEY_CREATED, now, actor=operator(), key_id=key_id, address=operator_address(), details=details
            )
            record(tx, made)
    except Refused as refused:
        fail(refused.message)
    tell(f"key {key_id} of {whose.id}; the link is shown only now, and is as secret as the key in it")
    typer.echo(f"{page}#{secret}")


def page_address(url: str, settings: Settings) -> str:
    """The address of the page; the secret goes behind its `#`, which no browser sends anywhere."""
    address = url or f"http://{settings.http_host}:{settings.http_port}"
    if not ADDRESS.fullmatch(address):
        raise typer.BadParameter(f"{url!r} is not an address such as https://so-lieu.tinh.example")
    return address.rstrip("/") + PAGE
