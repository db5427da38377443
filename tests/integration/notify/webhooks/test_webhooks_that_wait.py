"""A receiver that is down, slow or gone: deliveries wait, one probes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from services.notify.channels.webhook import Webhook
from services.notify.delivery_store import DeliveryStore
from services.notify.dispatch import write_due
from services.notify.posting import post_due
from services.notify.way_store import AddressStore, WayStore
from shared.catalogue import Contact
from tests.hook_receiver import HookReceiver, receiving_hooks
from tests.integration.notify.webhooks.webhook_office import NEW, Open, attempts
from tests.notify_examples import SERVICES, changed, evaluation
from tests.notify_office import FOCAL, PATIENCE
from tests.smtp_receiver import Receiver


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

    office.later(30)
    hook.delay = 0
    office.channels["webhook"] = found
    office.later(10)

    assert [row[2:] for row in attempts(office)] == [("waits", "127.0.0.1: timed out"), ("sent", "")]
    assert len(set(hook.ids)) == 1


def test_a_slow_receiver_keeps_no_other_waiting(hook: HookReceiver, open_office: Open) -> None:
    with receiving_hooks() as slow:
        slow.delay = 10
        url = slow.url.replace("127.0.0.1", "localhost")
        other = Contact("chon-thanh", "", "Hệ thống", channel="webhook", endpoint=url, secrets=("env:HOOK_SECRET",))
        office = open_office(hook.url, other)
        # It answers as soon as the other has been told.
        hook.called = slow.ending
        office.hear(changed(evaluation(1)), changed(evaluation(1, unit="chon-thanh")))
        office.now += timedelta(seconds=30)
        write_due(office.database, office.catalogue, PATIENCE, office.clock)
        webhook = office.channels["webhook"]
        assert isinstance(webhook, Webhook)

        made = post_due(office.database, {"webhook": replace(webhook, timeout=5)}, office.clock)

    assert made == 2
    assert [row[2:] for row in attempts(office)] == [("sent", "")] * 2


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
