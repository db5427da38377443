"""A line to the broker that can fall silent: what was connected stays connected, hears and says nothing for ever."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit


class SilentLink:
    """Forwards a local port to the broker of `url`; `silence` mutes the connections there are, not new ones."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 5672)
        self._listener = socket.create_server(("127.0.0.1", 0))
        port = self._listener.getsockname()[1]
        self.url = url.replace(f":{parts.port}/", f":{port}/")
        self._muted = threading.Event()
        self._sockets: list[socket.socket] = []

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for one in (self._listener, *self._sockets):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def silence(self) -> None:
        """Mute every connection there is."""
        self._muted.set()
        self._muted = threading.Event()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near = self._listener.accept()[0]
                far = socket.create_connection(self._target)
                self._sockets += [near, far]
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=_pump, args=(source, sink, self._muted), daemon=True).start()


def _pump(source: socket.socket, sink: socket.socket, muted: threading.Event) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            if not muted.is_set():
                sink.sendall(data)
        if not muted.is_set():
            sink.shutdown(socket.SHUT_WR)
