"""A system that offers its figures only as a list over HTTP: a small real server that answers as it is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Asked:
    """A request: the last value of each parameter, and the headers by lower-case name."""

    path: str
    parameters: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Told:
    """An answer. `cut` ends the connection after so many bytes of it; `pace` seconds lie between its bytes.

    `raw` is sent in place of all of it.
    """

    body: bytes = b"[]"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: JSON)
    cut: int | None = None
    pace: float = 0.0
    raw: bytes | None = None


def listed(*records: Any, **beside: Any) -> Told:
    """An answer with these records as its items."""
    return Told(json.dumps({"items": records, **beside}, ensure_ascii=False).encode())


@dataclass
class ListSource:
    """The server: `answer` says what to tell; every request is kept."""

    port: int = 0
    answer: Callable[[Asked], Told] = lambda _asked: Told()
    asked: list[Asked] = field(default_factory=list)
    ending: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def tells(self, *answers: Told) -> None:
        """Answer in this order, the last one for ever; forget what was asked before."""
        left = list(answers)
        self.asked.clear()
        self.answer = lambda _asked: left.pop(0) if len(left) > 1 else left[0]


class Server(ThreadingHTTPServer):
    """Says nothing when who asked is gone."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        return


@contextmanager
def list_source() -> Iterator[ListSource]:
    """A running source on a free port."""
    source = ListSource()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            parameters = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
            asked = Asked(parts.path, parameters, {name.lower(): value for name, value in self.headers.items()})
            source.asked.append(asked)
            told = source.answer(asked)
            self.close_connection = True
            if told.raw is not None:
                self.wfile.write(told.raw)
                return
            self.send_response(told.status)
            for name, value in {**told.headers, "Content-Length": str(len(told.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            for place in range(0, len(told.body[: told.cut]), 1 if told.pace else len(told.body)):
                if source.ending.wait(told.pace):
                    return
                self.wfile.write(told.body[place : place + 1] if told.pace else told.body[: told.cut])
                self.wfile.flush()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is the library's
            """Say nothing."""

    server = Server(("127.0.0.1", 0), Handler)
    source.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield source
    finally:
        source.ending.set()
        server.shutdown()
        thread.join(10)
        server.server_close()
