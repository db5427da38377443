"""`nhipso key`: the API keys of the systems that send figures."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

import typer

from services.ingest import keys
from services.ingest.audit import record
from services.ingest.domain.audit import Action, Entry
from services.ingest.domain.scope import Scope, check_names
from services.ingest.opened import operator, operator_address, writing
from shared.catalogue.load import load_catalogue
from shared.clock import BUSINESS_ZONE, system_clock
from shared.errors import Refused
from shared.output import Format, fail, show, tell
from shared.settings import read_settings

LISTS = ("units", "indicators", "addresses")
COLUMNS = (
    "id",
    "source",
    "state",
    *LISTS,
    "expires_at",
    "former_until",
    "last_used_at",
    "last_used_from",
    "created_at",
)
OVERLAP = re.compile(r"([0-9]{1,4})([dhm])|0")
UNITS = {"d": "days", "h": "hours", "m": "minutes"}
ONCE = "This secret is shown only now; send it as: Authorization: Bearer …"

key_app = typer.Typer(name="key", help="API keys of the systems that send figures.", no_args_is_help=True)

KeyId = Annotated[str, typer.Argument(metavar="ID", help="Id of the key, as `key list` shows it.")]
Expires = Annotated[str | None, typer.Option(help="Last day it works, such as 2026-12-31; by default none.")]


@key_app.command("create")
def create(
    source: Annotated[str, typer.Option(help="Name of the system that sends, such as cong-dvc.")],
    units: Annotated[list[str] | None, typer.Option(help="Unit it may send for; repeat, or a glob: 'so-*'.")] = None,
    indicators: Annotated[list[str] | None, typer.Option(help="Indicator it may send; repeat, or a glob.")] = None,
    addresses: Annotated[
        list[str] | None, typer.Option("--from", help="Network it may be used from; repeat: 10.0.0.0/8.")
    ] = None,
    expires: Expires = None,
) -> None:
    """Make a key and print its secret, once. Example: nhipso key create --source cong-dvc --units 'so-*'."""
    now = system_clock()
    scope = Scope(_split(units), _split(indicators), _split(addresses), end_of(expires, now))
    try:
        if scope.units or scope.indicators:
            check_names(scope, load_catalogue(read_settings().province))
        with writing() as tx:
            key_id, secret = keys.new_key(tx, source, scope, now)
            record(tx, _done(Action.KEY_CREATED, key_id, now, source=source, **_told(scope)))
    except Refused as refused:
        fail(refused.message)
    tell(ONCE)
    typer.echo(secret)


@key_app.command("list")
def list_keys(form: Annotated[Format, typer.Option("--format")] = Format.TABLE) -> None:
    """List the keys, without their secrets. Example: nhipso key list --format json."""
    now = system_clock()
    with writing() as tx:
        rows = [{**row, "state": keys.state_of(row, now)} for row in keys.list_keys(tx)]
    show([_line(row) for row in rows] if form is Format.TABLE else rows, COLUMNS, form)


@key_app.command("rotate")
def rotate(
    key: KeyId,
    overlap: Annotated[str, typer.Option(help="How long the old secret works beside the new: 7d, 12h, 30m, 0.")] = "7d",
    expires: Expires = None,
) -> None:
    """Give a key a new secret and print it, once. Example: nhipso key rotate 5f0c12ab34cd --overlap 7d."""
    now, span = system_clock(), _span(overlap)
    ends = end_of(expires, now)
    try:
        with writing() as tx:
            secret = keys.rotate_key(tx, key, span, now, ends)
            if secret is not None:
                record(tx, _done(Action.KEY_ROTATED, key, now, overlap=overlap, **_told(Scope(expires_at=ends))))
    except Refused as refused:
        fail(refused.message)
    if secret is None:
        fail(f"there is no key {key!r}; see: nhipso key list")
    tell(ONCE)
    tell(f"the old secret works until {now + span:%Y-%m-%d %H:%M} UTC" if span else "the old secret has ended")
    typer.echo(secret)


@key_app.command("revoke")
def revoke(key: KeyId) -> None:
    """End a key at once, with all its secrets. Example: nhipso key revoke 5f0c12ab34cd."""
    now = system_clock()
    with writing() as tx:
        found = keys.revoke_key(tx, key, now)
        if found:
            record(tx, _done(Action.KEY_REVOKED, key, now))
    if not found:
        fail(f"there is no key {key!r}; see: nhipso key list")
    tell(f"key {key} is revoked")


def _done(action: Action, key_id: str, now: datetime, **details: str) -> Entry:
    return Entry(action, now, actor=operator(), key_id=key_id, address=operator_address(), details=details)


def _told(scope: Scope) -> dict[str, str]:
    told = {name: ",".join(getattr(scope, name)) for name in LISTS}
    told["expires_at"] = scope.expires_at.isoformat() if scope.expires_at else ""
    return {name: text for name, text in told.items() if text}


def _line(row: dict[str, Any]) -> dict[str, Any]:
    moments = {name: f"{value:%Y-%m-%d %H:%M}" for name, value in row.items() if isinstance(value, datetime)}
    return {**row, **moments, **{name: ", ".join(row[name]) or "*" for name in LISTS}}


def end_of(text: str | None, now: datetime) -> datetime | None:
    """The end of a day named on the command line, None where none was."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day such as 2026-12-31") from None
    end = datetime.combine(day + timedelta(days=1), time(), BUSINESS_ZONE)
    if end <= now:
        raise typer.BadParameter(f"{text} is over")
    return end


def _span(text: str) -> timedelta:
    found = OVERLAP.fullmatch(text)
    if not found:
        raise typer.BadParameter(f"{text!r} is no span of time such as 7d, 12h, 30m or 0")
    return timedelta(**{UNITS[found[2]]: int(found[1])}) if found[2] else timedelta()


def _split(values: list[str] | None) -> list[str]:
    return [name.strip() for value in values or [] for name in value.split(",") if name.strip()]
