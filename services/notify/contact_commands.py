"""`nhipso contacts`: who is written to, by which channel, and to whom nothing is sent any more."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import structlog
import typer
from sqlalchemy import Connection

from services.notify.domain.address import Address
from services.notify.page_store import PageStore
from services.notify.way_store import AddressStore
from shared.catalogue import Catalogue, Contact
from shared.catalogue.load import load_catalogue
from shared.clock import system_clock
from shared.database import Database, open_database
from shared.output import Format, fail, show, tell
from shared.settings import read_settings

LOG = structlog.get_logger()

contacts_app = typer.Typer(name="contacts", help="Who is written to, and by which channel.", no_args_is_help=True)

COLUMNS = ("unit", "channel", "address", "role", "state", "since", "why")
AddressArgument = Annotated[str, typer.Argument(metavar="ADDRESS", help="As `contacts list` shows it.")]
ChannelOption = Annotated[str, typer.Option("--channel", help="mail, webhook or apprise")]
ByOption = Annotated[str, typer.Option("--by", help="who does it; by default the user of this machine")]


@contacts_app.command("list", epilog="Example: nhipso contacts list --disabled")
def list_contacts(
    unit: Annotated[str | None, typer.Option("--unit", help="Only this unit, by its id.")] = None,
    disabled: Annotated[bool, typer.Option("--disabled", help="Only those that nothing is sent to.")] = False,  # noqa: FBT002  # a flag
    form: Annotated[Format, typer.Option("--format", help="table or json")] = Format.TABLE,
) -> None:
    """List the contacts of contacts.csv, and which of their addresses are disabled since when, why and by whom."""
    with _opened() as (catalogue, database), database.read() as tx:
        off = {(found.channel, found.address): found for found in AddressStore(tx).disabled()}
    wanted = [contact for contact in catalogue.contacts if unit in (None, contact.unit)]
    rows = [_row(contact, off.get(contact.key)) for contact in wanted if not disabled or contact.key in off]
    show(rows, COLUMNS, form)


@contacts_app.command("disable", epilog="Example: nhipso contacts disable a@tinh.example --reason 'has retired'")
def disable(
    address: AddressArgument,
    reason: Annotated[str, typer.Option("--reason", help="why; what a bounce said, for example")],
    channel: ChannelOption = "mail",
    by: ByOption = "",
) -> None:
    """Send nothing to an address any more, until it is enabled."""
    with _opened() as (catalogue, database), database.write() as tx:
        found = _known(catalogue, tx, channel, address)
        off = found.disabled(reason, by or _user(), system_clock())
        AddressStore(tx).keep(off)
    LOG.info("address disabled", channel=off.channel, address=off.address, why=off.why, by=off.by)
    tell(f"{off.address} is disabled: {off.why}")


@contacts_app.command("enable", epilog="Example: nhipso contacts enable a@tinh.example")
def enable(address: AddressArgument, channel: ChannelOption = "mail", by: ByOption = "") -> None:
    """Send to an address again, first the last message of each unit that it missed; digests it had stopped, too."""
    with _opened() as (catalogue, database), database.write() as tx:
        found = _known(catalogue, tx, channel, address)
        hears_again = PageStore(tx).opt_in(channel, found.address)
        if not found.is_disabled and not hears_again:
            fail(f"{channel} {address} is not disabled")
        waiting = AddressStore(tx).enable(found, system_clock()) if found.is_disabled else 0
    LOG.info("address enabled", channel=channel, address=found.address, by=by or _user())
    tell(f"{found.address} is enabled; {waiting} messages wait to be sent")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())  # in a container, nobody has a name


def _known(catalogue: Catalogue, tx: Connection, channel: str, address: str) -> Address:
    found = AddressStore(tx).address(channel, address)
    listed = any(contact.key == (found.channel, found.address) for contact in catalogue.contacts)
    if not listed and not found.is_disabled:
        fail(f"no contact has the {channel} address {address!r}; see: nhipso contacts list")
    return found


def _row(contact: Contact, off: Address | None) -> dict[str, Any]:
    return {
        "unit": contact.unit,
        "channel": contact.channel,
        "address": contact.address,
        "name": contact.name,
        "role": contact.role,
        "language": contact.language,
        "wants": sorted(contact.wants),
        "valid_from": contact.valid_from,
        "valid_to": contact.valid_to,
        "state": "enabled" if off is None else "disabled",
        "since": None if off is None else off.disabled_at,
        "why": None if off is None else off.why,
        "by": None if off is None else off.by,
    }


@contextmanager
def _opened() -> Iterator[tuple[Catalogue, Database]]:
    settings = read_settings()
    database = open_database("notify", settings.database_url.get_secret_value())
    try:
        yield load_catalogue(settings.province), database
    finally:
        database.close()
