"""Mail over SMTP, encrypted wherever the server can."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from shared.errors import DeadLetter, TryLater

LOCAL = ("localhost", "127.0.0.1", "::1")


class _Unanswered(Exception):
    """The mail was handed over and nobody said what became of it."""


class _Smtp(smtplib.SMTP):
    def data(self, msg: Any) -> tuple[int, bytes]:
        try:
            return super().data(msg)
        except OSError as error:
            raise _Unanswered from error


class _SmtpOverTls(_Smtp, smtplib.SMTP_SSL):
    pass


@dataclass(frozen=True)
class Smtp:
    """A mail server. `implicit_tls` is smtps; otherwise STARTTLS is used when offered. `timeout` is in seconds."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    implicit_tls: bool = False
    timeout: float = 20

    def send(self, message: EmailMessage, recipient: str) -> None:
        """Hand `message` to the server. Raises TryLater or, when the server refuses for good, DeadLetter."""
        try:
            with self._connect() as server:
                self._log_in(server)
                server.send_message(message, to_addrs=[recipient])
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = error.recipients[recipient]
            raise _refusal(code, answer) from error
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise _refusal(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise DeadLetter(f"the mail server cannot take this message: {error}") from error
        except _Unanswered as error:
            raise TryLater(f"mail server {self.host}:{self.port}: no answer to the mail", uncertain=True) from error
        except (smtplib.SMTPException, OSError) as error:
            raise TryLater(f"mail server {self.host}:{self.port}: {error}") from error

    def _connect(self) -> smtplib.SMTP:
        if self.implicit_tls:
            return _SmtpOverTls(self.host, self.port, timeout=self.timeout, context=ssl.create_default_context())
        return _Smtp(self.host, self.port, timeout=self.timeout)

    def _log_in(self, server: smtplib.SMTP) -> None:
        server.ehlo()
        encrypted = self.implicit_tls
        if not encrypted and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
            encrypted = True
        if not self.user:
            return
        if not encrypted and self.host not in LOCAL:
            raise TryLater(f"mail server {self.host}:{self.port} offers no encryption; the password is not sent")
        server.login(self.user, self.password)


def _refusal(code: int, answer: bytes | str) -> DeadLetter | TryLater:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    told = f"{code} {' '.join(text.split())}"
    return DeadLetter(told) if 500 <= code < 600 else TryLater(told)  # noqa: PLR2004  # RFC 5321 4.2.1
