"""`nhipso key link`: which users of the broker send with which key."""

from __future__ import annotations

import re
import shlex
from datetime import datetime
from typing import Annotated
from urllib.parse import unquote, urlsplit

import typer

from services.ingest.accounts import link_account, list_accounts, unlink_account
from services.ingest.audit import record
from services.ingest.domain.audit import Action, Entry
from services.ingest.opened import operator, operator_address, writing
from shared.clock import system_clock
from shared.errors import Refused
from shared.messaging.topology import RECEIPTS_EXCHANGE, SUBMISSIONS_EXCHANGE
from shared.output import Format, fail, show, tell
from shared.settings import read_settings

COLUMNS = ("username", "source", "key_id", "linked_at")
CLOSED = "the broker is in memory here: the AMQP door opens only with RabbitMQ (NHIPSO_BROKER_URL=amqp://…)"


def link_key(
    key: Annotated[str, typer.Argument(metavar="ID", help="Id of the key, as `key list` shows it.")],
    user: Annotated[str, typer.Option(help="The user that the system signs in to RabbitMQ as.")],
) -> None:
    """Let a user of RabbitMQ send with a key, and print what gives that user no more rights than it needs.

    Example: nhipso key link 5f0c12ab34cd --user cong-dvc
    """
    now = system_clock()
    try:
        with writing() as tx:
            found = link_account(tx, user, key, now)
            if found is not None:
                record(tx, _entry(Action.KEY_LINKED, key, user, now))
    except Refused as refused:
        fail(refused.message)
    if found is None:
        fail(f"there is no key {key!r}; see: nhipso key list")
    tell(f"messages of {user} are those of {found.source}; at the broker, once the user is there:")
    url = read_settings().broker_url.get_secret_value()
    for line in permissions(user, found.source, _vhost(url)):
        typer.echo(line)
    if url.startswith("memory:"):
        tell(CLOSED)


def unlink_key(user: Annotated[str, typer.Argument(metavar="USER", help="The user of RabbitMQ.")]) -> None:
    """End what a user of RabbitMQ may send, at once; the key itself stays. Example: nhipso key unlink cong-dvc."""
    now = system_clock()
    with writing() as tx:
        key_id = unlink_account(tx, user)
        if key_id is not None:
            record(tx, _entry(Action.KEY_UNLINKED, key_id, user, now))
    if key_id is None:
        fail(f"{user!r} sends with no key; see: nhipso key accounts")
    tell(f"{user} sends no more")


def show_accounts(form: Annotated[Format, typer.Option("--format")] = Format.TABLE) -> None:
    """List the users of RabbitMQ that send with keys. Example: nhipso key accounts --format json."""
    with writing() as tx:
        rows = list_accounts(tx)
    show(rows, COLUMNS, form)


def permissions(user: str, source: str, vhost: str = "/") -> list[str]:
    """What an operator runs at the broker: the user publishes figures, and reads its own queues and receipts."""
    own = rf"{re.escape(user)}\..*"
    write, read = f"^({re.escape(SUBMISSIONS_EXCHANGE)}|{own})$", f"^({re.escape(RECEIPTS_EXCHANGE)}|{own})$"
    commands = (
        ("set_permissions", user, f"^{own}$", write, read),
        ("set_topic_permissions", user, RECEIPTS_EXCHANGE, "^$", f"^{re.escape(source)}$"),
    )
    return [shlex.join(("rabbitmqctl", "-p", vhost, *command)) for command in commands]


def _vhost(broker_url: str) -> str:
    return unquote(urlsplit(broker_url).path.removeprefix("/")) or "/"


def _entry(action: Action, key_id: str, user: str, now: datetime) -> Entry:
    return Entry(action, now, operator(), key_id, operator_address(), details={"user": user})
