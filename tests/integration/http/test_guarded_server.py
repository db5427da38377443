"""The web server bounds every request and answers every failure as problem+json, never with exception text."""

from __future__ import annotations

import select
import socket
from collections.abc import Iterator
from types import SimpleNamespace

import eventlet
import pytest
import structlog
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs
from werkzeug.wrappers import Request, Response

from shared.errors import Refused
from shared.http.answers import json_answer
from shared.http.guard import SOURCE, Guard
from shared.http.route import route
from shared.metrics import REGISTRY
from shared.trace import trace_id
from tests.served import Answer, ask, served

LIMIT = 2000
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class Probe:
    """A service with one route for each way a request can end."""

    name = "probe"

    @route("POST", "/echo")
    def echo(self, request: Request) -> Response:
        return json_answer({"bytes": len(request.get_data())})

    @route("GET", "/trace")
    def trace(self, request: Request) -> Response:
        request.environ[SOURCE] = "cong-dvc"
        return json_answer(structlog.contextvars.get_contextvars())

    @route("GET", "/broken/<what>")
    def broken(self, _request: Request, what: str) -> Response:
        raise RuntimeError(f"secret {what}")

    @route("GET", "/refused")
    def refused(self, _request: Request) -> Response:
        raise Refused("too-many-requests", "wait", value=7)

    @route("GET", "/away")
    def away(self, _request: Request) -> Response:
        raise OperationalError("SELECT secret", {}, Exception("connection refused"))


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with served(Probe, SimpleNamespace(settings=SimpleNamespace(max_body_bytes=LIMIT, trusted_proxies=()))) as port:
        yield port


def code(answer: Answer) -> str:
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["status"] == answer.status
    return str(answer.json["type"]).rpartition("/")[2]


def test_a_body_within_the_limit_arrives_whole(port: int) -> None:
    assert ask(port, "POST", "/echo", b"x" * LIMIT).json == {"bytes": LIMIT}


@pytest.mark.parametrize("size", [LIMIT + 1, 20_000_000])
def test_an_oversized_body_is_refused_and_the_sender_hears_why(port: int, size: int) -> None:
    answer = ask(port, "POST", "/echo", b"x" * size)

    assert (answer.status, code(answer)) == (413, "body-too-large")
    assert str(LIMIT) in answer.json["detail"]


def test_who_sends_too_much_with_a_browser_gets_a_page_to_read(port: int) -> None:
    asked = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "vi"}
    answer = ask(port, "POST", "/echo", b"x" * (LIMIT + 1), asked)

    assert (answer.status, answer.headers["content-type"]) == (413, "text/html; charset=utf-8")
    assert "<h1>Nội dung gửi lên quá lớn.</h1>" in answer.body.decode()
    assert str(LIMIT + 1) in answer.body.decode()


def test_a_chunked_body_is_refused_instead_of_being_lost(port: int) -> None:
    answer = ask(port, "POST", "/echo", iter([b"x" * 100] * 10), {"Transfer-Encoding": "chunked"}, chunked=True)

    assert (answer.status, code(answer)) == (411, "length-required")


def test_a_body_needs_its_length(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(b"POST /echo HTTP/1.1\r\nHost: x\r\n\r\n")

        assert connection.recv(1000).startswith(b"HTTP/1.1 411 ")


def test_a_compressed_body_is_refused(port: int) -> None:
    assert ask(port, "POST", "/echo", b"x", {"Content-Encoding": "gzip"}).status == 415


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nowhere", 404), ("DELETE", "/echo", 405)])
def test_what_fits_no_route_is_a_problem(port: int, method: str, path: str, status: int) -> None:
    answer = ask(port, method, path)

    assert answer.status == status
    assert code(answer) == {404: "not-found", 405: "method-not-allowed"}[status]
    assert answer.headers.get("allow") == (None if status == 404 else "POST")


def test_an_unexpected_error_says_nothing_about_itself(port: int) -> None:
    answer = ask(port, "GET", "/broken/detail")

    assert (answer.status, code(answer)) == (500, "internal-error")
    assert b"secret" not in answer.body


def test_a_missing_database_is_503_with_the_time_to_come_back(port: int) -> None:
    answer = ask(port, "GET", "/away")

    assert (answer.status, code(answer)) == (503, "try-later")
    assert int(answer.headers["retry-after"]) > 0
    assert b"secret" not in answer.body


def test_too_many_requests_says_how_long_to_wait(port: int) -> None:
    answer = ask(port, "GET", "/refused")

    assert (answer.status, answer.headers["retry-after"]) == (429, "7")


def test_the_trace_reaches_the_log_context_of_the_worker_and_the_answer(port: int) -> None:
    answer = ask(port, "GET", "/trace", headers={"traceparent": TRACE})

    assert answer.json == {"trace_id": trace_id(TRACE)}
    assert trace_id(answer.headers["traceparent"]) == trace_id(TRACE)
    assert answer.headers["traceparent"] != TRACE


def test_a_request_without_a_trace_begins_one_and_the_answer_says_which(port: int) -> None:
    answer = ask(port, "GET", "/trace")

    assert answer.json == {"trace_id": trace_id(answer.headers["traceparent"])}


def test_one_request_is_one_log_line_and_one_measurement(port: int) -> None:
    labels = {"method": "GET", "route": "/trace", "status": "200"}
    before = REGISTRY.get_sample_value("nhipso_http_request_seconds_count", labels) or 0

    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        ask(port, "GET", "/trace", headers={"traceparent": TRACE})

    (line,) = lines
    assert {name: line[name] for name in ("event", "method", "route", "status", "source", "trace_id")} == {
        "event": "request",
        "method": "GET",
        "route": "/trace",
        "status": 200,
        "source": "cong-dvc",
        "trace_id": trace_id(TRACE),
    }
    assert line["seconds"] >= 0
    assert REGISTRY.get_sample_value("nhipso_http_request_seconds_count", labels) == before + 1


def test_garbage_and_broken_connections_do_not_end_the_server(port: int) -> None:
    for bytes_sent in (
        b"\x16\x03\x01garbage\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /echo HTTP/1.1\r\nContent-Length: 9\r\n\r\nx",
    ):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            connection.sendall(bytes_sent)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # close with a reset

    assert ask(port, "GET", "/trace").status == 200


def test_stalled_senders_hold_no_worker(port: int) -> None:
    stalled = []
    for _ in range(30):
        connection = socket.create_connection(("127.0.0.1", port), timeout=30)
        connection.sendall(b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nsome")
        stalled.append(connection)

    answer = ask(port, "GET", "/trace")
    given_up, _, _ = select.select(stalled, [], [], 0)

    assert (answer.status, given_up) == (200, [])
    for connection in stalled:
        connection.close()


def test_a_body_that_does_not_arrive_in_time_is_refused() -> None:
    class Stalled:
        def read(self, _length: int) -> bytes:
            eventlet.sleep(5)
            return b""

    statuses: list[str] = []
    guard = Guard(lambda _environ: Response("never"), LIMIT, body_seconds=0.01)
    environ = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": "5", "wsgi.input": Stalled(), "PATH_INFO": "/echo"}

    guard(environ, lambda status, _headers: statuses.append(status))

    assert statuses == ["408 REQUEST TIMEOUT"]
