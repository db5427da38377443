"""A web server that keeps what is posted to it, and answers as it is told to."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from standardwebhooks.webhooks import Webhook


class Call(NamedTuple):
    """One request, as read from the wire."""

    path: str
    headers: dict[str, str]
    body: bytes

    def verified_by(self, secret: str) -> dict[str, object]:
        """What it says, if the reference library finds it signed by `secret`."""
        found: dict[str, object] = Webhook(secret).verify(self.body, self.headers)
        return found


@dataclass
class HookReceiver:
    """What arrived. `statuses` are the next answers, then 204; `headers` go with each; `delay` is in seconds.

    An answer is not delayed any more once `ending` is set; `called` is set when something arrives.
    """

    port: int = 0
    scheme: str = "http"
    statuses: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0
    calls: list[Call] = field(default_factory=list)
    ending: threading.Event = field(default_factory=threading.Event)
    called: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/hooks/so-noi-vu"

    @property
    def ids(self) -> list[str]:
        return [call.headers["webhook-id"] for call in self.calls]


class _Session(BaseHTTPRequestHandler):
    def do_POST(self) -> None:  # http.server asks for this name
        receiver: HookReceiver = self.server.receiver  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        receiver.calls.append(Call(self.path, dict(self.headers.items()), body))
        receiver.called.set()
        receiver.ending.wait(receiver.delay)
        self.send_response(receiver.statuses.pop(0) if receiver.statuses else 204)
        for name, value in receiver.headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # http.server names it so
        """Say nothing on standard error."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that hang up, because they do not trust the certificate or have waited enough."""


@contextmanager
def receiving_hooks(tls: ssl.SSLContext | None = None) -> Iterator[HookReceiver]:
    """A receiver that listens on a free port of this machine, over TLS if it has a certificate."""
    receiver = HookReceiver(scheme="http" if tls is None else "https")
    with _Server(("127.0.0.1", 0), _Session) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.receiver = receiver  # type: ignore[attr-defined]
        receiver.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield receiver
        finally:
            receiver.ending.set()
            server.shutdown()
            thread.join()
