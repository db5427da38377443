"""One connection to the broker on which nothing can wait for ever.

A socket time-out bounds every handshake, also the closing one, which AMQP clients otherwise await without end on a
frozen broker or a half-open link.
"""

from __future__ import annotations

import socket
import struct
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from amqp.exceptions import AMQPError
from kombu.connection import Connection
from kombu.exceptions import KombuError

#: seconds; two missed heartbeats end a link
HEARTBEAT = 6
CONNECT_SECONDS = 5
#: longest wait for an answer of the broker
ANSWER_SECONDS = 5
#: a line that loses packets for a second is not yet gone, as the AMQP client would have it
SOCKET_SETTINGS = {socket.TCP_USER_TIMEOUT: ANSWER_SECONDS * 1000} if sys.platform == "linux" else {}

#: what a broken, refused or frozen link raises; amqp also raises plain errors of a frame that was cut short
LINK_ERRORS: tuple[type[Exception], ...] = (AMQPError, KombuError, OSError, EOFError, struct.error)


def _nothing(_reason: str = "") -> None:
    """Do not react."""


@contextmanager
def watched() -> Iterator[None]:
    """Raise ConnectionResetError where the AMQP client asks a socket that is gone; other AttributeErrors are bugs."""
    try:
        yield
    except AttributeError as error:
        if not is_gone_socket(error):
            raise
        raise ConnectionResetError("the socket is gone") from error


def is_gone_socket(error: AttributeError) -> bool:
    """Say whether the client itself, not something it called back, found None where its socket was."""
    found = error.__traceback__
    while found is not None and found.tb_next is not None:
        found = found.tb_next
    place = "" if found is None else str(found.tb_frame.f_globals.get("__name__"))
    asked = error.obj is None and hasattr(socket.socket, error.name or "")
    return asked and place.startswith(("amqp.", "kombu.", __name__))


class Link:
    """An open connection. Only one green thread may use it. Raises one of LINK_ERRORS when it breaks."""

    def __init__(
        self,
        url: str,
        *,
        on_blocked: Callable[[str], None] = _nothing,
        on_unblocked: Callable[[], None] = _nothing,
    ) -> None:
        self.in_memory = url.startswith("memory:")
        self.alive = True
        self._beaten = time.monotonic()
        options: dict[str, Any] = {
            "on_blocked": on_blocked,
            "on_unblocked": on_unblocked,
            "socket_settings": SOCKET_SETTINGS,
        }
        client = Connection(  # type: ignore[no-untyped-call]
            url,
            heartbeat=HEARTBEAT,
            connect_timeout=CONNECT_SECONDS,
            transport_options={} if self.in_memory else options,
        )
        self._transport = client.transport
        # Past kombu's own retries: whoever holds the link decides when to try again.
        self._connection = self._transport.establish_connection()
        if not self.in_memory:
            with watched():
                self._connection.transport.sock.settimeout(ANSWER_SECONDS)

    def channel(self) -> Any:
        """Open another channel."""
        return self._transport.create_channel(self._connection)

    def drain(self, seconds: float) -> bool:
        """Handle what the broker sent, waiting at most `seconds` for it; say whether there was something."""
        try:
            with watched():
                self._transport.drain_events(self._connection, timeout=seconds)
        except TimeoutError:
            return False
        return True

    def beat(self) -> None:
        """Send a heartbeat when it is time to. Raises when the broker has been silent for two of them."""
        if self.in_memory or time.monotonic() - self._beaten < HEARTBEAT / 4:
            return
        self._beaten = time.monotonic()
        self._transport.heartbeat_check(self._connection, rate=2)

    def part(self, channel: Any) -> None:
        """End in good order: wait, but not long, until the broker has read everything."""
        try:
            with watched():
                if not self.in_memory:
                    self._connection.transport.sock.settimeout(2)
                channel.close()
        except LINK_ERRORS:
            self.alive = False
        finally:
            self.abort()

    def abort(self) -> None:
        """Drop the socket without a farewell; what was not acknowledged goes back to its queue at once."""
        self.alive = False
        try:
            if self.in_memory:
                self._transport.close_connection(self._connection)
            else:
                self._connection.collect()
        except LINK_ERRORS:
            return
