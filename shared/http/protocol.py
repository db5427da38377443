"""One HTTP connection: headers must arrive in time, and a refused body is drained before closing."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import Any

import eventlet
from nameko.web.server import HttpOnlyProtocol

from shared.http.guard import CLOSE

HEADER_SECONDS = 10
DRAIN_SECONDS = 2
DRAIN_BYTES = 32 * 1024 * 1024
PIECE = 65536


class GuardedProtocol(HttpOnlyProtocol):  # type: ignore[misc]  # nameko is untyped
    """What eventlet makes of a connection, without its open ends."""

    error_message_format = '{"type":"about:blank","status":%(code)d}'
    error_content_type = "application/problem+json"
    refused = False
    arrived = False
    close_connection: bool

    def parse_request(self) -> bool:
        with eventlet.Timeout(HEADER_SECONDS, False):  # noqa: FBT003  # eventlet's way to end a block quietly
            self.arrived = bool(super().parse_request())
        return self.arrived

    def get_environ(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environ()
        environ[CLOSE] = self.close_after_answer
        return environ

    def close_after_answer(self) -> None:
        """End the connection after this answer."""
        self.refused = self.close_connection = True

    def finish(self) -> None:
        if self.refused:
            self._drain()
        try:
            super().finish()
        finally:
            # An answer that cannot be flushed would leave the other file, and so the descriptor, open.
            for file in (self.wfile, self.rfile):
                with suppress(OSError):
                    file.close()

    def _drain(self) -> None:
        # Closing with unread bytes resets the connection, and the sender would never see why it was refused.
        left = DRAIN_BYTES
        with eventlet.Timeout(DRAIN_SECONDS, False):  # noqa: FBT003
            try:
                self.wfile.flush()
                self.connection.shutdown(socket.SHUT_WR)
                while left > 0 and (piece := self.connection.recv(PIECE)):
                    left -= len(piece)
            except OSError:
                return  # the sender is gone

    def log_message(self, *_words: Any) -> None:
        """The guard logs requests; what is not even a request is not worth a line."""
