"""Webhooks: the facts of a message, signed, to the right receiver."""

from __future__ import annotations

import ssl
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from services.notify.channels.http_post import NoAnswer, post
from services.notify.channels.webhook import Webhook
from services.notify.domain.reach import Reach
from tests.hook_receiver import HookReceiver, receiving_hooks
from tests.integration.notify.webhooks.webhook_office import HOME, NEW, OLD, Open, attempts
from tests.notify_examples import changed, evaluation


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
