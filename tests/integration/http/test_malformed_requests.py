"""What is no request is answered as a problem all the same, and its connection ends."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from werkzeug.wrappers import Request, Response

import shared.http.protocol
from shared.http.answers import json_answer
from shared.http.route import route
from tests.served import served

HOST = b"Host: door\r\n"
POST = b"POST /echo HTTP/1.1\r\n" + HOST
GET = b"GET /echo HTTP/1.1\r\n" + HOST


class Echo:
    """A service that says how much it was sent."""

    name = "echo"

    @route("POST", "/echo")
    def echo(self, request: Request) -> Response:
        return json_answer({"bytes": len(request.get_data())})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with served(Echo, SimpleNamespace(settings=SimpleNamespace(max_body_bytes=2000, trusted_proxies=()))) as port:
        yield port


def answers(port: int, sent: bytes) -> bytes:
    """Everything that is answered until the connection ends."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(sent)
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "malformed-request"),
        (POST + b"Content-Length: abc\r\n\r\n", 400, "malformed-request"),
        (POST + b"Content-Length: -5\r\n\r\n", 400, "malformed-request"),
        (POST + b"Content-Length: +5\r\n\r\nhello", 400, "malformed-request"),
        (POST + b"Content-Length: 1_0\r\n\r\nhellohello", 400, "malformed-request"),
        (POST + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", 400, "malformed-request"),
        (POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400, "malformed-request"),
        (POST + b"Content-Length : 5\r\n\r\nhello", 400, "malformed-request"),
        (POST + b"Nothing\r\nContent-Length: 5\r\n\r\nhello", 400, "malformed-request"),
        (GET + b"A: b\r\n c\r\n\r\n", 400, "malformed-request"),
        (GET + b"A: b\rContent-Length: 5\r\n\r\n", 400, "malformed-request"),
        (GET + b"A: \0\r\n\r\n", 400, "malformed-request"),
        (GET + HOST + b"\r\n", 400, "malformed-request"),
        (b"GET /echo HTTP/1.1\r\n\r\n", 400, "malformed-request"),
        (b"GET /echo\r\n\r\n", 400, "malformed-request"),
        (b"GET /a b HTTP/1.1\r\n\r\n", 400, "malformed-request"),
        (b"GET /echo HTTP/x\r\n\r\n", 400, "malformed-request"),
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400, "malformed-request"),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "version-not-supported"),
        (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414, "uri-too-long"),
        (GET + b"A: " + b"a" * 9000 + b"\r\n\r\n", 431, "headers-too-large"),
        (GET + (b"A: " + b"a" * 7000 + b"\r\n") * 12 + b"\r\n", 431, "headers-too-large"),
        (GET + b"A: b\r\n" * 150 + b"\r\n", 431, "headers-too-large"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 411, "length-required"),
        (POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n", 411, "length-required"),
        (POST + b"Expect: 100-continue\r\nContent-Length: 9999\r\n\r\n", 413, "body-too-large"),
    ],
)
def test_each_is_refused_once_as_a_problem_and_the_connection_ends(
    port: int, sent: bytes, status: int, code: str
) -> None:
    # Whatever of it is left unread must not be answered as a second request.
    head, _, body = answers(port, sent + b"GET /smuggled HTTP/1.1\r\n\r\n").partition(b"\r\n\r\n")

    problem = json.loads(body)
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert b"content-type: application/problem+json" in head.lower()
    assert (problem["status"], problem["type"].rpartition("/")[2]) == (status, code)


def test_headers_that_trickle_in_are_given_up_and_what_follows_is_no_request(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared.http.protocol, "HEAD_SECONDS", 0.3)

    answered = answers(port, GET + b"X-Slow: 1\r\nGET /echo HTTP/1.1\r\n")

    assert answered.startswith(b"HTTP/1.1 408 ")
    assert answered.count(b"HTTP/1.1 ") == 1


def test_a_request_line_that_trickles_in_is_given_up(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared.http.protocol, "HEAD_SECONDS", 0.5)

    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection, pytest.raises(ConnectionError):
        _trickle(connection, seconds=5)


def _trickle(connection: socket.socket, seconds: float) -> None:
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        connection.sendall(b"G")
        time.sleep(0.1)


def test_two_requests_on_one_connection_are_answered_in_order(port: int) -> None:
    one = POST + b"Content-Length: 3\r\n\r\nabc"
    last = POST + b"Connection: close\r\nContent-Length: 4\r\n\r\nabcd"

    answered = answers(port, one + last)

    assert answered.index(b'{"bytes": 3}') < answered.index(b'{"bytes": 4}')


def test_a_body_of_another_kind_is_read_like_any_other(port: int) -> None:
    head = POST + b"Content-Type: multipart/form-data\r\nConnection: close\r\nContent-Length: 1\r\n\r\n"

    assert answers(port, head + b"x").endswith(b'{"bytes": 1}')


def test_http_1_0_needs_no_host(port: int) -> None:
    assert answers(port, b"POST /echo HTTP/1.0\r\nContent-Length: 1\r\n\r\nx").endswith(b'{"bytes": 1}')
