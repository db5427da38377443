"""One HTTP request to a stranger: to the address that was looked at, in bounded time, following nothing."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Mapping
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from services.notify.channels.http_reply import Reply, left, let_finish, read_reply
from services.notify.domain.reach import Address, Reach, literal

PORTS = {"https": 443, "http": 80}
#: in seconds for the whole conversation
TIMEOUT = 20.0


class NotSent(Exception):
    """Nothing was handed over and nothing will be: the address is none, or not one that may be written to."""


class NoAnswer(Exception):
    """The other end could not be reached, or did not answer."""


def post(
    url: str, body: bytes, headers: Mapping[str, str], reach: Reach, *, now: datetime, timeout: float = TIMEOUT
) -> Reply:
    """Post `body`. Raises NotSent or NoAnswer."""
    parts, ends = urlsplit(url), time.monotonic() + timeout
    addresses = _resolve(parts, reach)
    try:
        with _connect(addresses, parts, ends) as connection:
            connection.sendall(_request(parts, body, headers))
            reply = read_reply(connection, ends, now)
            let_finish(connection, ends)
    except ssl.SSLError as error:
        raise NoAnswer(f"{parts.hostname}: {error.reason or error}") from error
    except (OSError, ValueError) as error:
        raise NoAnswer(f"{parts.hostname}: {str(error) or type(error).__name__}") from error
    return reply


def reachable(url: str, reach: Reach) -> None:
    """Look the host of a URL up and do no more. Raises NotSent or NoAnswer."""
    _resolve(urlsplit(url), reach)


def _resolve(parts: SplitResult, reach: Reach) -> list[Address]:
    """The addresses of the host that may be written to; it is these that are then connected to."""
    host = parts.hostname or ""
    try:
        spelled, port = literal(host), parts.port
    except ValueError as error:
        raise NotSent(str(error)) from error
    if parts.scheme not in PORTS or not host or port == 0:
        raise NotSent("it is not an https address")
    found = [spelled] if spelled else _look_up(host)
    refusals = {address: reach.refusal(address, encrypted=parts.scheme == "https") for address in found}
    permitted = [address for address, refusal in refusals.items() if refusal is None]
    if not permitted:
        raise NotSent(next(filter(None, refusals.values()), f"{host} has no address"))
    return permitted


def _look_up(host: str) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoAnswer(f"{host}: {getattr(error, 'strerror', None) or error}") from error
    return list(dict.fromkeys(ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))


def _connect(addresses: list[Address], parts: SplitResult, ends: float) -> socket.socket:
    failure: OSError | None = None
    for address in addresses:
        try:
            plain = socket.create_connection((str(address), parts.port or PORTS[parts.scheme]), left(ends))
        except OSError as error:
            failure = error
            continue
        return plain if parts.scheme == "http" else _encrypted(plain, parts.hostname or "", ends)
    raise failure or OSError("no address")


def _encrypted(plain: socket.socket, host: str, ends: float) -> socket.socket:
    plain.settimeout(left(ends))
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except BaseException:
        plain.close()
        raise


def _request(parts: SplitResult, body: bytes, headers: Mapping[str, str]) -> bytes:
    path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    all_headers = {"Host": parts.netloc, **headers, "Content-Length": str(len(body)), "Connection": "close"}
    head = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in all_headers.items())]
    return "\r\n".join([*head, "", ""]).encode("ascii") + body
