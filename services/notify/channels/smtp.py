"""Mail over SMTP, encrypted wherever the server can."""

from __future__ import annotations

import re
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from services.notify.domain.answer import TAKEN, Answer, Word

LOCAL = ("localhost", "127.0.0.1", "::1")
SHUTTING_DOWN = 421
#: the enhanced codes that say it of the address for ever: no such mailbox or host, moved, disabled (RFC 3463)
NO_SUCH_ADDRESS = re.compile(r"\b5\.(1\.(1|2|3|6|10)|2\.1)\b")


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

    def send(self, message: EmailMessage, recipient: str) -> Answer:
        """Hand `message` to the server for the address `recipient`."""
        try:
            with self._connect() as server:
                self._log_in(server)
                server.send_message(message, to_addrs=[recipient])
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = error.recipients[recipient]
            return refusal(code, answer, of_address=True)
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            return refusal(error.smtp_code, error.smtp_error)
        except smtplib.SMTPNotSupportedError as error:
            return Answer(Word.REFUSED, f"the mail server cannot take this message: {error}")
        except _Unanswered:
            return Answer(Word.BUSY, f"mail server {self.host}:{self.port}: no answer to the mail", uncertain=True)
        except (smtplib.SMTPException, OSError) as error:
            return Answer(Word.AWAY, f"mail server {self.host}:{self.port}: {error}")
        return TAKEN

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
            raise smtplib.SMTPException("it offers no encryption; the password is not sent")
        server.login(self.user, self.password)


def refusal(code: int, answer: bytes | str, *, of_address: bool = False) -> Answer:
    """What a server's refusal means, of a recipient's address or of something else."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    told = f"{code} {' '.join(text.split())}"
    if code == SHUTTING_DOWN:
        return Answer(Word.AWAY, told)
    if not 500 <= code < 600:  # noqa: PLR2004  # RFC 5321 4.2.1
        return Answer(Word.BUSY, told)
    gone = of_address and NO_SUCH_ADDRESS.search(told)
    return Answer(Word.GONE if gone else Word.REFUSED, told, against_address=of_address)
