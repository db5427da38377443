"""A mail server that keeps what it is sent, and refuses what it is told to."""

from __future__ import annotations

import email
import email.policy
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any


@dataclass
class Receiver:
    """What arrived, as read from the wire. `replies` overrides the answer to a command ("RCPT": "550 no such user")."""

    port: int = 0
    tls: ssl.SSLContext | None = None
    replies: dict[str, str] = field(default_factory=dict)
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"


class _Session(socketserver.StreamRequestHandler):
    timeout = 60

    def handle(self) -> None:
        receiver: Receiver = self.server.receiver  # type: ignore[attr-defined]
        self.say("220 receiver ready")
        while line := self.rfile.readline().decode("ascii").strip():
            verb = line.split()[0].upper()
            receiver.commands.append(line)
            answer = receiver.replies.get(verb, "")
            if answer == "hang up":
                return
            if answer:
                self.say(answer)
            elif verb == "DATA":
                self.take(receiver)
            elif verb == "QUIT":
                self.say("221 bye")
                return
            elif verb == "EHLO":
                self.say("\r\n".join(["250-receiver", *self.offers(receiver), "250 SIZE 1000000"]))
            elif verb == "STARTTLS" and receiver.tls is not None:
                self.encrypt(receiver.tls)
            elif verb == "AUTH":
                self.say("235 welcome")
            else:
                self.say("250 fine")
            if verb == "RCPT" and not answer:
                receiver.recipients.append(line)

    def offers(self, receiver: Receiver) -> list[str]:
        encrypted = isinstance(self.connection, ssl.SSLSocket)
        return ["250-AUTH PLAIN"] if encrypted or receiver.tls is None else ["250-STARTTLS"]

    def encrypt(self, tls: ssl.SSLContext) -> None:
        self.say("220 go on")
        # A client that does not trust the certificate hangs up here.
        with suppress(ssl.SSLError):
            self.connection = tls.wrap_socket(self.connection, server_side=True)
        self.setup_streams()

    def setup_streams(self) -> None:
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)

    def finish(self) -> None:
        super().finish()
        self.connection.close()

    def take(self, receiver: Receiver) -> None:
        self.say("354 go on")
        lines = []
        for line in iter(self.rfile.readline, b".\r\n"):
            if not line:
                return  # whoever sent was killed in the middle, and the mail is none
            lines.append(line[1:] if line.startswith(b".") else line)
        read: Any = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        receiver.mails.append(read)
        answer = receiver.replies.get("END", "250 kept")
        if answer == "hang up":
            self.connection.shutdown(socket.SHUT_RDWR)
        else:
            self.say(answer)

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode("ascii"))


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def receiving(tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """A receiver that listens on a free port of this machine, and offers STARTTLS if it has a certificate."""
    receiver = Receiver(tls=tls)
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.receiver = receiver  # type: ignore[attr-defined]
        receiver.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()
