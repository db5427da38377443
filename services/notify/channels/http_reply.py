"""The answer to an HTTP request, read no further than its head, in bounded time and space."""

from __future__ import annotations

import re
import socket
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import parse_headers
from io import BytesIO

#: in seconds, for the body that nobody reads: only so that the other end may say it without being cut short
COURTESY = 1.0
LONGEST_ANSWER = 64 * 1024
STATUS = re.compile(rb"HTTP/1\.[01] ([1-5][0-9]{2})(?: |$|\r)")
INFORMATIONAL = 200


@dataclass(frozen=True)
class Reply:
    """The status of an answer, and for how long the other end asks to be left alone."""

    status: int
    retry_after: timedelta | None = None


def read_reply(connection: socket.socket, ends: float, now: datetime) -> Reply:
    """Read the head of the answer until the moment `ends`. Raises OSError or ValueError where there is none."""
    received = b""
    while True:
        head, found, rest = received.partition(b"\r\n\r\n")
        status = STATUS.match(head)
        if found and status and int(status[1]) < INFORMATIONAL:
            received = rest
        elif found:
            break
        elif len(received) > LONGEST_ANSWER:
            raise ValueError("the answer's head has no end")
        else:
            received += _receive(connection, ends) or _cut()
    if status is None:
        raise ValueError("the answer is not HTTP")
    named = parse_headers(BytesIO(head.partition(b"\r\n")[2] + b"\r\n\r\n"))
    return Reply(int(status[1]), _pause(named.get("Retry-After"), now))


def _cut() -> bytes:
    raise OSError("it hung up without an answer")


def _receive(connection: socket.socket, ends: float) -> bytes:
    connection.settimeout(left(ends))
    return connection.recv(4096)


def let_finish(connection: socket.socket, ends: float) -> None:
    """Let the other end say the rest, if it is quick about it."""
    received, ends = 0, min(ends, time.monotonic() + COURTESY)
    try:
        while received < LONGEST_ANSWER and (chunk := _receive(connection, ends)):
            received += len(chunk)
    except OSError:
        return  # What it would have said does not matter: the status has come.


def left(ends: float) -> float:
    """The seconds left until the moment `ends`. Raises TimeoutError when there are none."""
    seconds = ends - time.monotonic()
    if seconds <= 0:
        raise TimeoutError("timed out")
    return seconds


def _pause(text: str | None, now: datetime) -> timedelta | None:
    """How long Retry-After asks to wait: seconds, or a date."""
    if text is None:
        return None
    if text.strip().isascii() and text.strip().isdigit():
        return timedelta(seconds=min(int(text), 86400))
    try:
        return max(parsedate_to_datetime(text) - now, timedelta())
    except (ValueError, TypeError):
        return None
