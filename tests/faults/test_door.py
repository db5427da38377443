"""What senders can do to the door: say too much, too slowly, nothing at all, or the same twice."""

from __future__ import annotations

import json
import socket
import time
from contextlib import ExitStack

import httpx
import pytest

from tests.faults.rig import Rig

HEAD = "POST /v1/figures HTTP/1.1\r\nHost: door\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>'


def test_hostile_senders_get_their_answer_and_starve_nobody(rig: Rig) -> None:
    with rig.load.patient(), rig.fault("38 hostile senders", ends="ingest") as row, ExitStack() as stack:
        for _ in range(300):
            _say(stack, rig, "POST /v1/figures HTTP/1.1\r\nHost: door\r\nX-Slow")
        for _ in range(25):
            _say(stack, rig, HEAD.format(key=rig.load.key) + "Content-Length: 1000\r\n\r\n[")
        time.sleep(1)

        assert max(_seconds_to_live(rig) for _ in range(5)) < 1
        assert _answer(rig, "Transfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n") == 411
        assert _answer(rig, f"Content-Length: {60 * 1024 * 1024}\r\n\r\n") == 413
        assert _answer(rig, "Content-Length: 8\r\nContent-Encoding: gzip\r\n\r\n\x1f\x08aaaaaa") == 415
        assert _post(rig, ENTITIES, "application/xml").status_code == 415
        assert _post(rig, b"[" * 200_000).status_code == 400
        formula = {"unit": "=cmd|' /C calc'!A0", "indicator": "x", "period": "2024-01", "as_of": "2024-12-20"}
        answer = _post(rig, json.dumps([formula]).encode())
        assert answer.status_code == 422
        assert "Traceback" not in answer.text

    assert row.repeated == 0


def _seconds_to_live(rig: Rig) -> float:
    """How long the door takes to say that it lives."""
    began = time.monotonic()
    assert httpx.get(f"{rig.product.http_url}/health/live", timeout=30).status_code == 200
    return time.monotonic() - began


def _say(stack: ExitStack, rig: Rig, text: str) -> None:
    connection = stack.enter_context(socket.create_connection(("127.0.0.1", rig.product.http_port), timeout=30))
    connection.sendall(text.encode())


def _answer(rig: Rig, rest: str) -> int:
    """The status of the answer to a request that ends so."""
    with socket.create_connection(("127.0.0.1", rig.product.http_port), timeout=30) as connection:
        connection.sendall((HEAD.format(key=rig.load.key) + rest).encode("latin-1"))
        return int(connection.recv(4096).split()[1])


def _post(rig: Rig, body: bytes, kind: str = "application/json") -> httpx.Response:
    headers = {"Authorization": f"Bearer {rig.load.key}", "Content-Type": kind}
    return httpx.post(f"{rig.product.http_url}/v1/figures", content=body, headers=headers, timeout=30)


@pytest.mark.full
def test_a_request_whose_202_is_lost_counts_once_when_it_is_repeated(rig: Rig) -> None:
    with rig.fault("39 lost answers of HTTP", ends="ingest") as row:
        for _ in range(4):
            rig.line("http").trap("POST /v1/figures", "lose")
            rig.await_true(rig.line("http").sprung, "a request without an answer")
            time.sleep(0.5)
            rig.line("http").set("reset")
            rig.line("http").set("pass")

    assert row.repeated >= 1


@pytest.mark.full
def test_connections_cut_at_any_moment_lose_and_double_nothing(rig: Rig) -> None:
    with rig.fault("39 HTTP reset every 0.3 s", ends="ingest") as row:
        for _ in range(20):
            rig.line("http").set("reset")
            rig.line("http").set("pass")
            time.sleep(0.3)

    assert row.repeated >= 1
