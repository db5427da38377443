"""One request to a source: bounded in time and size, to an address it may be at, never sent elsewhere."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from services.ingest.domain.pull.reach import may_reach
from shared.errors import Refused, TryLater

BLOCK = 65_536
#: of a name with many addresses so many are tried
MOST_ADDRESSES = 3
AGENT = "nhipso"


@dataclass(frozen=True)
class Wanted:
    """What to ask for, within so many seconds and bytes; `networks` may be asked beside public addresses."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    networks: tuple[str, ...] = ()
    seconds: int = 30
    most_bytes: int = 2_097_152


@dataclass(frozen=True)
class Fetched:
    """What was answered, with header names in small letters, and from which address."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    address: str


class Watch:
    """Ends a connection that trickles on: each byte would begin the time-out of its socket anew."""

    def __init__(self, sock: socket.socket, seconds: int) -> None:
        self.is_over = False
        self._sock = sock
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def end(self) -> None:
        """Watch no more."""
        self._timer.cancel()

    def _cut(self) -> None:
        self.is_over = True
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)


def fetch(wanted: Wanted) -> Fetched:
    """Ask once. Raises TryLater when no whole answer comes, Refused for one too large or an address not allowed."""
    parts = urlsplit(wanted.url)
    connection = _connection(parts.scheme, parts.hostname or "", parts.port, wanted.seconds)
    watch: Watch | None = None
    try:
        connection.sock, address = _connected(connection, wanted)
        watch = Watch(connection.sock, wanted.seconds)
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        standard = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": AGENT}
        connection.request("GET", path, headers={**standard, **wanted.headers, "Connection": "close"})
        response = connection.getresponse()
        body = _body(response, wanted.most_bytes, watch)
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Fetched(response.status, headers, body, address)
    except TimeoutError:
        raise TryLater(f"{parts.hostname} did not answer within {wanted.seconds} s") from None
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        late = watch is not None and watch.is_over
        reason = f"was not done within {wanted.seconds} s" if late else f"cannot be read: {_said(error)}"
        raise TryLater(f"{parts.hostname} {reason}") from error
    finally:
        if watch is not None:
            watch.end()
        connection.close()


def _connection(scheme: str, host: str, port: int | None, seconds: int) -> http.client.HTTPConnection:
    kind = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
    return kind(host, port, timeout=seconds)


def _connected(connection: http.client.HTTPConnection, wanted: Wanted) -> tuple[socket.socket, str]:
    """A connection to the very address that was looked at, so that no second answer of the name leads elsewhere."""
    found = socket.getaddrinfo(connection.host, connection.port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    allowed = [address for address in addresses if may_reach(address, wanted.networks)]
    if not allowed:
        raise Refused(
            "address-not-allowed",
            f"{connection.host} is at {', '.join(addresses)}: an address within is named in `networks` of the source",
        )
    plain, address = _first_of(allowed[:MOST_ADDRESSES], connection.port, wanted.seconds)
    if not isinstance(connection, http.client.HTTPSConnection):
        return plain, address
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=connection.host), address
    except BaseException:
        plain.close()
        raise


def _first_of(addresses: Sequence[str], port: int, seconds: int) -> tuple[socket.socket, str]:
    for address in addresses[:-1]:
        with suppress(OSError):
            return socket.create_connection((address, port), seconds), address
    return socket.create_connection((addresses[-1], port), seconds), addresses[-1]


def _body(response: http.client.HTTPResponse, most: int, watch: Watch) -> bytes:
    if response.length is not None and response.length > most:
        raise Refused("body-too-large", f"the answer has {response.length} bytes; at most {most}")
    body = bytearray()
    while block := response.read1(BLOCK):
        body += block
        if len(body) > most:
            raise Refused("body-too-large", f"the answer has more than {most} bytes")
    if response.length or watch.is_over:
        raise http.client.IncompleteRead(b"", response.length)
    return bytes(body)


def _said(error: BaseException) -> str:
    return f"{type(error).__name__} {error}".strip()[:300]
