"""A receiver of webhooks, and offices that tell it."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest

from services.notify.channels.choice import open_channels
from shared.catalogue import Contact
from shared.database import Database
from shared.settings import Settings
from tests.hook_receiver import HookReceiver, receiving_hooks
from tests.integration.notify.webhooks.webhook_office import HOME, OLD, Open
from tests.notify_examples import province
from tests.notify_office import Office


@pytest.fixture
def hook() -> Iterator[HookReceiver]:
    with receiving_hooks() as opened:
        yield opened


@pytest.fixture
def open_office(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """An office whose unit has a webhook at `url`, and mail as files."""
    monkeypatch.setenv("HOOK_SECRET", OLD)

    def opened(url: str, *others: Contact, home: str = HOME, mail: str = f"file:{tmp_path}/mail") -> Office:
        hooked = Contact("so-noi-vu", "", "Hệ thống", channel="webhook", endpoint=url, secrets=("env:HOOK_SECRET",))
        office = Office(database, mail, province(hooked, *others))
        networks = (ip_network(home),) if home else ()
        settings = Settings(mail_url=mail, allow_private_webhooks=networks)
        office.channels = dict(open_channels(settings, office.catalogue.contacts, office.clock))
        return office

    return opened
