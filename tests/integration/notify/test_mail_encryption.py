"""Mail is encrypted wherever the server can, and a password is never sent in clear over a network."""

from __future__ import annotations

import ssl
import subprocess
from email.message import EmailMessage
from pathlib import Path

import pytest

from services.notify.channels import smtp
from services.notify.channels.smtp import Smtp
from services.notify.domain.answer import Word
from tests.smtp_receiver import receiving

RECIPIENT = "so-noi-vu@binhphuoc.example"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for localhost with its key, in one file."""
    path = tmp_path / "localhost.pem"
    names = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
    command = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *names)
    subprocess.run([*command, "-keyout", path, "-out", tmp_path / "cert.pem"], check=True, capture_output=True)
    path.write_text(path.read_text() + (tmp_path / "cert.pem").read_text())
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def mail() -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "nhipso@binhphuoc.example", RECIPIENT, "x"
    made.set_content("x")
    return made


def test_the_password_is_sent_after_starttls(
    tls: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    with receiving(tls) as receiver:
        Smtp("localhost", receiver.port, "nhipso", "secret").send(mail(), RECIPIENT)

    verbs = [command.split()[0].upper() for command in receiver.commands]
    assert verbs.index("STARTTLS") < verbs.index("AUTH") < verbs.index("DATA")
    assert len(receiver.mails) == 1


def test_a_server_with_an_unknown_certificate_gets_nothing(tls: ssl.SSLContext) -> None:
    with receiving(tls) as receiver:
        answer = Smtp("localhost", receiver.port, "nhipso", "secret").send(mail(), RECIPIENT)

    assert answer.word is Word.AWAY
    assert "certificate verify failed" in answer.detail
    assert receiver.mails == []


def test_a_password_is_not_sent_in_clear_over_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "LOCAL", ())

    with receiving() as receiver:
        answer = Smtp("127.0.0.1", receiver.port, "nhipso", "secret").send(mail(), RECIPIENT)

    assert answer.word is Word.AWAY
    assert "offers no encryption" in answer.detail
    assert not any(command.startswith("AUTH") for command in receiver.commands)


def test_a_server_that_does_not_listen_is_tried_later() -> None:
    with receiving() as receiver:
        port = receiver.port

    answer = Smtp("127.0.0.1", port).send(mail(), RECIPIENT)

    assert answer.word is Word.AWAY
    assert answer.detail.startswith(f"mail server 127.0.0.1:{port}")
