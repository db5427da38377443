"""Whatever a source answers, what cannot be used is said, and nothing of it is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from sqlalchemy import func, select

from services.ingest.domain.scope import Scope
from services.ingest.keys import new_key, revoke_key
from services.ingest.pull.store import PullStore
from services.ingest.pull.tables import pull_answer, pull_source
from services.ingest.tables import submission
from shared import migrations
from shared.database import open_database
from shared.parts import Parts
from shared.settings import Settings
from tests.ingest_samples import CATALOGUE, NOW
from tests.list_source import JSON, ListSource, Told, list_source, listed
from tests.pull_samples import pulled, record, source_at

NUMBERS = count(1)


@pytest.fixture(scope="module")
def server() -> Iterator[ListSource]:
    with list_source() as running:
        yield running


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """One database for all tests; each has a source of its own."""
    database = open_database("ingest", f"sqlite:///{tmp_path_factory.mktemp('pulled')}")
    migrations.upgrade(database, "ingest")
    yield Parts(database, CATALOGUE, Settings(), lambda: NOW)
    database.close()


@pytest.fixture
def name() -> str:
    return f"source-{next(NUMBERS)}"


@pytest.fixture
def key(parts: Parts, name: str) -> str:
    return key_for(parts, name, Scope())


def key_for(parts: Parts, name: str, scope: Scope) -> str:
    with parts.database.write() as tx:
        return new_key(tx, name, scope, NOW)[0]


def figures(parts: Parts, name: str) -> list[tuple[str, str]]:
    """Unit and value of what came of a source."""
    with parts.database.read() as tx:
        rows = tx.execute(select(submission).where(submission.c.source == name))
        return [(row.unit, row.content["value"]) for row in rows]


@pytest.mark.parametrize(
    ("told", "outcome", "said"),
    [
        (Told(b'{"items": []}', cut=5), "failed", "cannot be read"),
        (Told(b" " * 600, pace=0.1), "failed", "was not done within 1 s"),
        (Told(b"x" * 3000), "unreadable", "at most 1024"),
        (Told(b"<html>", headers={"Content-Type": "text/html"}), "unreadable", "text/html"),
        (Told(b"{}", headers={"Content-Type": "application/json; charset=utf-16"}), "unreadable", "UTF-8"),
        (Told(b"{}", headers={**JSON, "Content-Encoding": "gzip"}), "unreadable", "UTF-8"),
        (Told(b"[" * 20), "unreadable", "8"),
        (Told(b'{"items": {}}'), "unreadable", "no list at /items"),
        (Told(b'{"items": [], "items": []}'), "unreadable", "no list at /items"),
        (Told(b"", 302, {"Location": "http://169.254.169.254/"}), "failed", "not followed"),
        (Told(b"", 404), "failed", "404"),
        (Told(b"", 304), "failed", "was not asked"),
    ],
    ids=[
        "cut",
        "slow",
        "huge",
        "page",
        "charset",
        "packed",
        "deep",
        "no-list",
        "duplicate-keys",
        "redirect",
        "gone",
        "unasked",
    ],
)
@pytest.mark.usefixtures("key")
def test_what_cannot_be_used_is_said_and_nothing_is_stored(
    parts: Parts, server: ListSource, name: str, told: Told, outcome: str, said: str
) -> None:
    server.tells(told)

    report = pulled(source_at(server, name=name, most_bytes=1024, timeout="1s" if told.pace else "1m"), parts)

    assert report.failure is not None
    assert report.outcome == outcome
    assert said in report.failure.why
    assert figures(parts, name) == []
    with parts.database.read() as tx:
        assert PullStore(tx).known([name])[name].checkpoint == {}
    assert len(server.asked) == 1


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"hello\r\n\r\n",
        b"HTTP/1.1 \xff\x00\r\n\r\n",
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
        HEAD + b"Content-Length: 99999999999999999999\r\n\r\n",
        HEAD + b"Content-Length: -5\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n[",
        HEAD + b'ETag: "\x00"\r\nContent-Length: 2\r\n\r\n{}',
        b"HTTP/1.1 200 OK\r\nContent-Type: a\x00\x1b[31mb\r\nContent-Length: 2\r\n\r\n{}",
        HEAD + b'Content-Length: 14\r\n\r\n{"items": "\xff"}',
    ],
    ids=range(13),
)
@pytest.mark.usefixtures("key")
def test_what_is_no_http_ends_the_pull_and_nothing_else(
    parts: Parts, server: ListSource, name: str, raw: bytes
) -> None:
    server.tells(Told(raw=raw))

    report = pulled(source_at(server, name=name, timeout="1m"), parts)

    assert report.outcome in {"failed", "unreadable"}
    assert report.failure is not None
    assert "\x1b" not in report.failure.why
    assert figures(parts, name) == []


@pytest.mark.usefixtures("key")
def test_numbers_no_figure_can_be_are_refused_in_their_place(parts: Parts, server: ListSource, name: str) -> None:
    body = json.dumps({"items": [record(value=1), record("so-y-te", 2), record("so-gddt", 3)]})
    server.tells(Told(body.replace('"value": 1', '"value": NaN').replace('"value": 2', '"value": 1e400').encode()))

    report = pulled(source_at(server, name=name), parts)

    assert [error["code"] for error in report.errors] == ["not-a-number", "number-out-of-bounds"]
    assert figures(parts, name) == [("so-gddt", "3")]


@pytest.mark.usefixtures("key")
def test_what_has_not_changed_need_not_be_sent(parts: Parts, server: ListSource, name: str) -> None:
    server.asked.clear()
    whole = replace(listed(record()), headers={**JSON, "ETag": '"a"'})
    server.answer = lambda asked: Told(b"", 304) if asked.headers.get("if-none-match") == '"a"' else whole
    source = source_at(server, name=name)

    first, again = pulled(source, parts), pulled(source, parts)

    assert (first.outcome, again.outcome) == ("figures", "unchanged")
    with parts.database.read() as tx:
        kept = tx.execute(select(func.count()).where(pull_answer.c.name == name)).scalar_one()
    assert kept == 1
    assert len(server.asked) == 2


@pytest.mark.usefixtures("key")
def test_a_source_that_turns_no_pages_is_not_asked_for_ever(parts: Parts, server: ListSource, name: str) -> None:
    server.tells(listed(record()))

    report = pulled(source_at(server, "/list?p={page}", name=name, paging={"by": "page"}), parts)

    assert report.failure is not None
    assert "does not turn pages" in report.failure.why
    assert len(server.asked) == 2


def test_the_key_of_the_source_says_what_it_may_send(parts: Parts, server: ListSource, name: str) -> None:
    key_for(parts, name, Scope(["so-y-te"]))
    server.tells(listed(record(), record("so-y-te")))

    report = pulled(source_at(server, name=name), parts)

    assert (report.accepted, [error["code"] for error in report.errors]) == (1, ["not-allowed"])


def test_a_source_without_a_usable_key_is_not_asked(parts: Parts, server: ListSource, name: str, key: str) -> None:
    with parts.database.write() as tx:
        revoke_key(tx, key, NOW)
    server.tells(listed(record()))

    report = pulled(source_at(server, name=name), parts)

    assert report.failure is not None
    assert report.failure.why == f"no key says what {name} may send; make one: nhipso key create --source {name}"
    assert server.asked == []


def test_a_key_for_another_network_takes_nothing_from_this_one(parts: Parts, server: ListSource, name: str) -> None:
    key_for(parts, name, Scope(addresses=["10.0.0.0/8"]))
    server.tells(listed(record()))

    report = pulled(source_at(server, name=name), parts)

    assert report.outcome == "unreadable"
    assert figures(parts, name) == []


@pytest.mark.usefixtures("key")
def test_an_address_within_is_asked_only_where_it_is_named(parts: Parts, server: ListSource, name: str) -> None:
    server.tells(listed(record()))

    report = pulled(source_at(server, name=name, networks=["10.0.0.0/8"]), parts)

    assert report.failure is not None
    assert "127.0.0.1" in report.failure.why
    assert server.asked == []


@pytest.mark.usefixtures("key")
def test_a_secret_travels_in_its_header_and_nowhere_else(
    parts: Parts, server: ListSource, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DVC", "very-secret")
    server.tells(listed(record(value="77.7")))

    report = pulled(
        source_at(server, name=name, secret={"header": "X-Token", "value": "{secret}", "variable": "SOURCE_DVC"}), parts
    )

    said = capsys.readouterr()
    with parts.database.read() as tx:
        kept = [str(row) for table in (pull_source, pull_answer) for row in tx.execute(select(table))]
    assert server.asked[0].headers["x-token"] == "very-secret"
    assert report.accepted == 1
    assert "very-secret" not in f"{said.out}{said.err}{kept}"
