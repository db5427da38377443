"""One HTTP connection: the head must arrive whole and in time, and a refused body is drained before closing."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import Any

import eventlet
from eventlet.wsgi import HeaderLineTooLong, HeadersTooLarge
from nameko.web.server import HttpOnlyProtocol

from shared.http.answers import problem_answer
from shared.http.guard import CLOSE
from shared.http.head import HeaderLines, Malformed, flaw
from shared.http.problem import problem

HEAD_SECONDS = 10
DRAIN_SECONDS = 2
DRAIN_BYTES = 32 * 1024 * 1024
PIECE = 65536
#: of a request line: method, path and version
WORDS = 3
#: what the standard library says of a head it cannot read
UNREAD = {431: "headers-too-large", 505: "version-not-supported"}


class GuardedProtocol(HttpOnlyProtocol):  # type: ignore[misc]  # nameko is untyped
    """What eventlet makes of a connection, without its open ends."""

    refused = False
    close_connection: bool
    rfile: Any

    def _read_request_line(self) -> bytes:
        # Each byte may come in time and the line never: a socket's time-out starts anew with every one.
        with eventlet.Timeout(HEAD_SECONDS, False):  # noqa: FBT003  # eventlet's way to end a block quietly
            line: bytes = super()._read_request_line()
            if len(line) < self.server.url_length_limit:
                return line
            self.refuse("uri-too-long")
        self.close_connection = True
        return b""

    def parse_request(self) -> bool:
        arrived = False
        try:
            with eventlet.Timeout(HEAD_SECONDS, TimeoutError("head")):
                arrived = self._parsed()
        except TimeoutError:
            self.refuse("head-too-slow", f"the headers must arrive within {HEAD_SECONDS} s")
        except (HeaderLineTooLong, HeadersTooLarge):
            self.refuse("headers-too-large")
        except Malformed as malformed:
            self.refuse("malformed-request", str(malformed))
        # What is left of a request that was not read must never be taken for the next one.
        self.close_connection = self.close_connection or not arrived
        return arrived

    def _parsed(self) -> bool:
        if len(self.raw_requestline.split()) not in (0, WORDS):
            raise Malformed("a request line is a method, a path and a version")
        self.rfile = HeaderLines(self.rfile)
        if not super().parse_request():
            return False
        wrong = flaw(self.headers, self.request_version)
        if wrong:
            raise Malformed(wrong)
        return True

    def send_error(self, code: int, message: str | None = None, _explain: str | None = None) -> None:
        """Answer a head that the standard library cannot read."""
        self.refuse(UNREAD.get(int(code), "malformed-request"))

    def refuse(self, code: str, detail: str = "") -> None:
        """Answer, in place of the application, a request that never became one."""
        answer = problem_answer(problem(code, detail), {"Connection": "close", "X-Content-Type-Options": "nosniff"})
        body = answer.get_data()
        answer.headers["Content-Length"] = str(len(body))
        fields = "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
        self.wfile.write(f"HTTP/1.1 {answer.status}\r\n{fields}\r\n".encode("latin-1") + body)
        self.close_after_answer()

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
