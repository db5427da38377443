"""What becomes of a webhook: to a receiver that is well, ill, gone, slow, elsewhere, or not to be written to."""

from __future__ import annotations

import base64
import json
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from services.notify.channels.choice import open_channels
from services.notify.channels.http_post import NoAnswer, post
from services.notify.channels.webhook import Webhook
from services.notify.delivery_store import DeliveryStore
from services.notify.dispatch import write_due
from services.notify.domain.reach import Reach
from services.notify.way_store import AddressStore, WayStore
from shared.catalogue import Contact
from shared.database import Database
from shared.settings import Settings
from tests.hook_receiver import HookReceiver, receiving_hooks
from tests.notify_examples import SERVICES, changed, evaluation, province
from tests.notify_office import FOCAL, PATIENCE, Office
from tests.smtp_receiver import Receiver

OLD, NEW = (f"whsec_{base64.b64encode(bytes([number] * 32)).decode()}" for number in (1, 2))
HOME = "127.0.0.0/8"
HISTORY = ("state", "attempts", "outcome", "detail")
Open = Callable[..., Office]


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


def attempts(office: Office, channel: str = "webhook") -> list[tuple[Any, ...]]:
    """What history says of every attempt by a channel."""
    with office.database.read() as tx:
        rows = DeliveryStore(tx).messages.history()
    return [tuple(row[name] for name in HISTORY) for row in rows if row["channel"] == channel]


def test_a_receiver_gets_the_facts_signed_and_no_person_in_them(hook: HookReceiver, open_office: Open) -> None:
    office = open_office(hook.url)
    office.now = datetime.now(UTC)
    office.hear(changed(evaluation(1)))

    office.later(30)

    (call,) = hook.calls
    said = call.verified_by(OLD)
    assert said["type"] == "nhipso.alerts"
    facts: Any = said["data"]
    assert (facts["unit"], facts["reason"], facts["period"]) == ("so-noi-vu", "first", "2022-06")
    (alert,) = facts["alerts"]
    assert (alert["value"], alert["threshold"], alert["gap"], alert["kind"]) == ("76.9", "80", "-3.1", "target")
    assert "Hệ thống" not in call.body.decode()
    assert len(call.body) < 20_000
    assert attempts(office) == [("sent", 1, "sent", "")]
    with pytest.raises(WebhookVerificationError):
        call.verified_by(NEW)


def test_while_keys_are_changed_both_are_good(
    hook: HookReceiver, open_office: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = open_office(hook.url)
    (tmp_path / "new").write_text(f"{NEW}\n")
    both = replace(office.catalogue.contacts[0], secrets=(f"file:{tmp_path}/new", "env:HOOK_SECRET"))
    office.channels["webhook"] = Webhook({both.address: both}, Reach((ip_network(HOME),)), office.clock)
    office.now = datetime.now(UTC)
    office.hear(changed(evaluation(1)))

    office.later(30)

    (call,) = hook.calls
    assert call.verified_by(OLD) == call.verified_by(NEW)


def test_errors_then_fine_is_one_message_with_one_id(hook: HookReceiver, open_office: Open) -> None:
    office = open_office(hook.url)
    hook.statuses = [500, 500]
    office.hear(changed(evaluation(1)))

    tried = [office.later(seconds) for seconds in (30, 4, 2, 299, 32)]

    assert tried == [1, 0, 1, 0, 1]
    assert len(set(hook.ids)) == 1
    assert attempts(office) == [
        ("sent", 3, "retry", "HTTP 500"),
        ("sent", 3, "retry", "HTTP 500"),
        ("sent", 3, "sent", ""),
    ]


def test_a_receiver_that_is_gone_is_disabled_and_the_operator_can_enable_it(
    hook: HookReceiver, open_office: Open
) -> None:
    office = open_office(hook.url)
    hook.statuses = [410]
    office.hear(changed(evaluation(1)))
    office.later(30)
    office.hear(changed(evaluation(1, "60", indicator=SERVICES)))
    office.later(30)

    with office.database.write() as tx:
        (found,) = AddressStore(tx).disabled()
        again = AddressStore(tx).enable(found, office.now)
    office.later(0)

    assert (found.address, found.why, found.by) == (hook.url, "HTTP 410", "nhipso")
    assert again == 1
    assert len(hook.calls) == 2
    assert sorted(attempts(office)) == [("failed", 1, "failed", "HTTP 410"), ("sent", 1, "sent", "")]


def test_a_receiver_that_asks_for_rest_gets_it(hook: HookReceiver, open_office: Open) -> None:
    office = open_office(hook.url)
    hook.statuses, hook.headers = [429, 503], {"Retry-After": "900"}
    office.hear(changed(evaluation(1)))

    assert [office.later(seconds) for seconds in (30, 899, 1, 899, 1)] == [1, 0, 1, 0, 1]
    assert len(set(hook.ids)) == 1
    assert attempts(office)[-1] == ("sent", 3, "sent", "")


def test_a_slow_receiver_costs_its_time_out_and_no_more(hook: HookReceiver, open_office: Open) -> None:
    office = open_office(hook.url)
    hook.delay = 5
    found = office.channels["webhook"]
    assert isinstance(found, Webhook)
    office.channels["webhook"] = replace(found, timeout=0.2)
    office.hear(changed(evaluation(1)))
    began = time.monotonic()

    office.later(30)
    hook.delay = 0
    office.later(10)

    assert time.monotonic() - began < 5
    assert [row[2:] for row in attempts(office)] == [("waits", "127.0.0.1: timed out"), ("sent", "")]
    assert len(set(hook.ids)) == 1


def test_while_a_receiver_is_down_one_delivery_probes_and_the_mail_goes_on(
    open_office: Open, receiver: Receiver
) -> None:
    with receiving_hooks() as hook:
        url = hook.url
    other = Contact("chon-thanh", "", "Hệ thống", channel="webhook", endpoint=f"{url}-2", secrets=("env:HOOK_SECRET",))
    office = open_office(url, FOCAL, other, mail=receiver.url)
    office.hear(changed(evaluation(1)), changed(evaluation(1, unit="chon-thanh")))

    tried = [office.later(seconds) for seconds in (30, 6, 331)]

    assert tried == [2, 1, 1]
    assert len(receiver.mails) == 1
    assert {row[2] for row in attempts(office)} <= {"waits", None}
    assert sum(row[2] == "waits" for row in attempts(office)) == 3
    assert all("refused" in row[3] for row in attempts(office) if row[2])
    with office.database.read() as tx:
        (way,) = WayStore(tx).every_blocked()
    assert (way.name, way.failures) == ("webhook:127.0.0.1", 3)


def test_what_waited_goes_at_once_when_the_receiver_is_back(hook: HookReceiver, open_office: Open) -> None:
    other = Contact(
        "chon-thanh", "", "Hệ thống", channel="webhook", endpoint=f"{hook.url}-2", secrets=("env:HOOK_SECRET",)
    )
    office = open_office(hook.url, other)
    hook.statuses = [503]
    office.hear(changed(evaluation(1)), changed(evaluation(1, unit="chon-thanh")))

    assert [office.later(seconds) for seconds in (30, 6)] == [1, 2]
    assert sorted(row[:2] for row in attempts(office)) == [("sent", 1), ("sent", 2), ("sent", 2)]


def test_two_senders_never_probe_the_same_way_at_once(open_office: Open, hook: HookReceiver) -> None:
    other = Contact(
        "chon-thanh", "", "Hệ thống", channel="webhook", endpoint=f"{hook.url}-2", secrets=("env:HOOK_SECRET",)
    )
    office = open_office(hook.url, other)
    hook.statuses = [503]
    office.hear(changed(evaluation(1)), changed(evaluation(1, unit="chon-thanh")))
    office.later(30)
    office.now += timedelta(seconds=6)

    with office.database.write() as tx:
        taken = [DeliveryStore(tx).claim(("webhook",), office.now) for _ in range(2)]

    assert [claimed is not None for claimed in taken] == [True, False]


def test_a_host_without_an_address_waits(open_office: Open) -> None:
    office = open_office("https://hooks.nhipso.invalid/x")
    office.hear(changed(evaluation(1)))

    office.later(30)

    ((state, _count, outcome, detail),) = attempts(office)
    assert (state, outcome) == ("pending", "waits")
    assert detail.startswith("hooks.nhipso.invalid: ")


def test_a_redirect_is_not_followed(hook: HookReceiver, open_office: Open) -> None:
    office = open_office(hook.url)
    hook.statuses, hook.headers = [307], {"Location": hook.url.replace("hooks", "elsewhere")}
    office.hear(changed(evaluation(1)))

    office.later(30)

    assert [call.path for call in hook.calls] == ["/hooks/so-noi-vu"]
    assert attempts(office) == [("pending", 1, "retry", "HTTP 307; redirects are not followed")]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_an_address_of_this_house_is_refused(hook: HookReceiver, open_office: Open, host: str) -> None:
    office = open_office(hook.url.replace("127.0.0.1", host), home="")
    office.hear(changed(evaluation(1)))

    office.later(30)

    assert hook.calls == []
    ((state, _count, outcome, detail),) = attempts(office)
    assert (state, outcome) == ("failed", "failed")
    assert detail.startswith("not sent: ")


def test_a_certificate_is_checked_for_the_name_that_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, tls = tmp_path / "localhost.pem", ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made = ("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1")
    names = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
    subprocess.run([*made, *names, "-keyout", tmp_path / "key.pem", "-out", path], check=True, capture_output=True)
    tls.load_cert_chain(path, tmp_path / "key.pem")
    with receiving_hooks(tls) as hook:
        reach = Reach((ip_network(HOME),))
        wrong, right = hook.url, hook.url.replace("127.0.0.1", "localhost")

        with pytest.raises(NoAnswer, match="CERTIFICATE_VERIFY_FAILED"):
            post(right, b"{}", {}, reach, now=datetime.now(UTC))
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        with pytest.raises(NoAnswer, match="CERTIFICATE_VERIFY_FAILED"):
            post(wrong, b"{}", {}, reach, now=datetime.now(UTC))
        reply = post(right, b"{}", {}, reach, now=datetime.now(UTC))

    assert reply.status == 204
    assert len(hook.calls) == 1


def test_a_sender_that_died_is_followed_by_one_with_the_same_id(hook: HookReceiver, open_office: Open) -> None:
    office = open_office(hook.url)
    office.hear(changed(evaluation(1)))
    office.now += timedelta(seconds=30)
    write_due(office.database, office.catalogue, PATIENCE, office.clock)
    with office.database.write() as tx:
        delivery = DeliveryStore(tx).claim(("webhook",), office.now)
    assert delivery is not None
    office.channels["webhook"].deliver(delivery)

    assert office.later(299) == 0
    assert office.later(1) == 1

    assert len(hook.ids) == 2
    assert len(set(hook.ids)) == 1
    assert json.loads(hook.calls[0].body) == json.loads(hook.calls[1].body)
    assert attempts(office) == [("sent", 2, "sent", "")]


def test_a_secret_that_is_not_there_makes_it_wait_and_is_named(
    hook: HookReceiver, open_office: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = open_office(hook.url)
    monkeypatch.delenv("HOOK_SECRET")
    office.hear(changed(evaluation(1)))
    office.later(30)
    monkeypatch.setenv("HOOK_SECRET", NEW)
    office.later(6)

    assert [row[2:] for row in attempts(office)] == [("waits", "env:HOOK_SECRET is empty or not set"), ("sent", "")]
