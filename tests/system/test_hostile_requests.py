"""Whatever a hostile or broken sender does, the answer is clear, nothing is stored, and the service is well after."""

from __future__ import annotations

import json
import select
import socket
import sqlite3
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.system.product import Product, embedded, eventually
from tests.workbooks import hostile_files

FIGURE = {
    "unit": "so-gtvt",
    "indicator": "dossiers-handled-online-pct",
    "period": "2023-02",
    "as_of": "2023-03-17",
    "value": "88.9",
}
TEXT = json.dumps(FIGURE)
JSON, CSV = "application/json", "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = "unit,indicator,as_of,value\n"
SQL, HTML = "'; DROP TABLE submission; --", "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with embedded(tmp_path_factory.mktemp("hostile")) as running:
        yield running


@pytest.fixture(scope="module")
def key(product: Product) -> str:
    return product.create_key()


@pytest.fixture(scope="module")
def elsewhere(product: Product) -> str:
    """A key for a network that the tests are not in."""
    return product.create_key("elsewhere", "--from", "203.0.113.0/24")


@dataclass
class Slow:
    """Somebody who sends one byte of a body now and then."""

    product: Product
    key: str
    answered: bytes = b""

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self.send, daemon=True)
        self.thread.start()

    def send(self) -> None:
        head = f"POST /v1/figures HTTP/1.1\r\nHost: door\r\nAuthorization: Bearer {self.key}\r\n"
        with socket.create_connection(("127.0.0.1", self.product.http_port), timeout=30) as connection:
            connection.sendall(f"{head}Content-Type: {JSON}\r\nContent-Length: {len(TEXT)}\r\n\r\n".encode())
            for letter in TEXT:
                connection.sendall(letter.encode())
                if select.select([connection], [], [], 0.2)[0]:
                    self.answered = connection.recv(65536)
                    return


@pytest.fixture(scope="module", autouse=True)
def slow(product: Product, key: str) -> Slow:
    """One who is at it while all the others are answered."""
    return Slow(product, key)


def post(product: Product, key: str, body: bytes, kind: str = JSON, query: str = "", **more: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {key}", "Content-Type": kind} | more
    return httpx.post(f"{product.http_url}/v1/figures{query}", content=body, headers=headers, timeout=30)


def stored(product: Product) -> tuple[int, int]:
    """How many figures and receipts are kept."""
    with sqlite3.connect(product.folder / "data" / "ingest.db") as database:
        count = "SELECT (SELECT count(*) FROM submission), (SELECT count(*) FROM receipt)"
        figures, receipts = database.execute(count).fetchone()
    return int(figures), int(receipts)


def code(answer: httpx.Response) -> str:
    """The problem code of an answer, of its only figure where it has one."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    problem = answer.json()
    assert problem["title"]
    assert "Traceback" not in answer.text
    return str(problem["errors"][0]["code"] if problem.get("errors") else problem["type"].rpartition("/")[2])


def figure(**changes: Any) -> bytes:
    return json.dumps({**FIGURE, **changes}).encode()


def with_value(text: str) -> bytes:
    return TEXT.replace('"88.9"', text).encode()


BODIES = [
    ("50 MB", b" " * 50_000_000 + b"1", JSON, 413, "body-too-large"),
    ("deep arrays", b"[" * 100_000 + b"]" * 100_000, JSON, 400, "malformed-json"),
    ("deep objects", b'{"a":' * 100_000 + b"1" + b"}" * 100_000, JSON, 400, "malformed-json"),
    ("NaN", with_value("NaN"), JSON, 422, "not-a-number"),
    ("Infinity", with_value("Infinity"), JSON, 422, "not-a-number"),
    ("-Infinity", with_value("-Infinity"), JSON, 422, "not-a-number"),
    ("1e400", with_value("1e400"), JSON, 422, "number-out-of-bounds"),
    ("'NaN' as text", with_value('"NaN"'), JSON, 422, "not-a-number"),
    ("a million digits", with_value("9" * 1_000_000), JSON, 422, "number-out-of-bounds"),
    ("the same field twice", with_value('"88.9", "value": "12"'), JSON, 422, "duplicate-key"),
    ("UTF-16", TEXT.encode("utf-16"), JSON, 400, "malformed-json"),
    ("UTF-16 as it says", TEXT.encode("utf-16"), f"{JSON}; charset=utf-16", 400, "malformed-json"),
    ("Windows-1258", '{"unit": "Sở Y tế"}'.encode()[:12] + b"\xd2\xec", JSON, 400, "malformed-json"),
    ("two BOMs", b"\xef\xbb\xbf\xef\xbb\xbf" + TEXT.encode(), JSON, 400, "malformed-json"),
    ("a lone surrogate", with_value('"\\ud800"'), JSON, 400, "malformed-json"),
    ("NUL", figure(unit="so-gtvt\0"), JSON, 422, "malformed-field"),
    ("XML with an entity", b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>', "text/xml", 415, None),
    ("nothing", b"", JSON, 400, "malformed-json"),
    ("no list", b"null", JSON, 422, "not-an-object"),
    ("an empty list", b"[]", JSON, 422, "no-figures"),
]


@pytest.mark.parametrize(
    ("body", "kind", "status", "said"), [row[1:] for row in BODIES], ids=[str(row[0]) for row in BODIES]
)
def test_a_hostile_body_is_answered_and_stores_nothing(
    product: Product, key: str, body: bytes, kind: str, status: int, said: str | None
) -> None:
    before = stored(product)

    answer = post(product, key, body, kind)

    assert (answer.status_code, code(answer)) == (status, said or "unsupported-media-type")
    assert stored(product) == before
    assert_well(product)


FILES = [
    ("formula", f"{HEAD}so-gtvt,{FIGURE['indicator']},2023-03-17,=1+1\n".encode(), CSV, 422, "formula-cell"),
    ("HTML and SQL", f"{HEAD}{HTML},{SQL},2023-03-17,1\n".encode(), CSV, 422, None),
    ("a million rows", HEAD.encode() + b"a,,,1\n" * 1_000_000, CSV, 413, "too-many-figures"),
    ("UTF-16", f"{HEAD}so-gtvt,x,2023-03-17,1\n".encode("utf-16"), CSV, 400, "malformed-file"),
    ("zip bomb", "bomb in one part", XLSX, 422, "unsafe-file"),
    ("XML entities", "entities", XLSX, 422, "unsafe-file"),
]


@pytest.mark.parametrize(
    ("body", "kind", "status", "said"), [row[1:] for row in FILES], ids=[str(row[0]) for row in FILES]
)
def test_a_hostile_file_is_answered_and_stores_nothing(
    product: Product, key: str, body: bytes | str, kind: str, status: int, said: str | None
) -> None:
    before = stored(product)

    answer = httpx.post(
        f"{product.http_url}/v1/files",
        content=hostile_files()[body] if isinstance(body, str) else body,
        headers={"Authorization": f"Bearer {key}", "Content-Type": kind},
        timeout=30,
    )

    assert answer.status_code == status
    assert code(answer) == (said or code(answer))
    assert stored(product) == before
    assert_well(product)


def test_the_name_of_a_file_means_nothing(product: Product, key: str) -> None:
    body = f"{HEAD}so-tttt,{FIGURE['indicator']},2023-03-17,70.5\n".encode()

    answer = httpx.post(
        f"{product.http_url}/v1/files?dry_run=1",
        files={"file": ("../../../../etc/cron.d/x\0.csv", body, CSV)},
        headers={"Authorization": f"Bearer {key}"},
        timeout=30,
    )

    assert answer.status_code == 200
    assert "cron" not in answer.text


@pytest.mark.parametrize("text", [SQL, HTML, "{{7*7}}", "$(reboot)", "../../etc/passwd", "=cmd|' /C calc'!A0", "%s%n"])
@pytest.mark.parametrize("field", ["unit", "indicator", "period", "as_of", "value", "window_start", "extra"])
def test_foreign_languages_in_a_field_are_refused_as_that_field(
    product: Product, key: str, field: str, text: str
) -> None:
    before = stored(product)

    answer = post(product, key, figure(**{field: text}))

    assert answer.status_code == 422
    assert code(answer)
    assert {f"/{field}"} & {error["pointer"] for error in answer.json()["errors"]}
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert stored(product) == before


@pytest.mark.parametrize("text", [SQL, HTML])
def test_foreign_languages_around_a_figure_change_nothing(product: Product, key: str, text: str) -> None:
    before = stored(product)

    asked = post(product, key, figure(), query=f"?mode={text}")
    traced = post(product, key, figure(value="140"), traceparent=text, **{"Idempotency-Key": text})
    named = post(product, key, b"1", kind=text)
    right = {"Authorization": f"Bearer {key}"}
    fetched = httpx.get(f"{product.http_url}/v1/receipts/{text}", headers=right, timeout=30)

    statuses = [answer.status_code for answer in (asked, traced, named, fetched)]
    assert statuses == [400, 422, 415, 404]
    assert all(code(answer) for answer in (asked, traced, named, fetched))
    assert stored(product) == before


def test_only_a_key_that_is_valid_here_and_now_opens_the_door(product: Product, elsewhere: str) -> None:
    foreign = product.create_key("foreign", "--units", "so-y-te")
    expired = product.create_key("expired", "--expires", "2099-12-31")
    with sqlite3.connect(product.folder / "data" / "ingest.db") as database:
        database.execute("UPDATE api_key SET expires_at = '2020-01-01 00:00:00' WHERE source = 'expired'")
    before = stored(product)

    told = {name: post(product, secret, figure()) for name, secret in keys_of(foreign, elsewhere, expired).items()}

    assert {name: (answer.status_code, code(answer)) for name, answer in told.items()} == {
        "wrong": (401, "unauthorised"),
        "SQL": (401, "unauthorised"),
        "foreign": (403, "not-allowed"),
        "elsewhere": (403, "address-not-allowed"),
        "expired": (401, "key-expired"),
    }
    assert stored(product) == before
    assert_well(product)


def keys_of(foreign: str, elsewhere: str, expired: str) -> dict[str, str]:
    return {"wrong": "nhs_0", "SQL": SQL, "foreign": foreign, "elsewhere": elsewhere, "expired": expired}


def test_a_forwarded_address_that_nobody_vouches_for_is_not_believed(product: Product, elsewhere: str) -> None:
    for name in ("X-Forwarded-For", "X_Forwarded_For", "Forwarded", "X-Real-IP"):
        assert code(post(product, elsewhere, figure(), **{name: "203.0.113.7"})) == "address-not-allowed"


def test_a_replayed_request_changes_nothing(product: Product, key: str) -> None:
    body, name = figure(unit="so-khcn", value="71"), {"Idempotency-Key": "once"}
    first = post(product, key, body, **name)
    post(product, key, figure(unit="so-khcn", value="72"))
    before = stored(product)

    again = post(product, key, body, **name)
    other = post(product, key, figure(unit="so-khcn", value="73"), **name)

    assert (first.status_code, again.status_code, again.json()) == (202, 202, first.json())
    assert (other.status_code, code(other)) == (422, "idempotency-key-reused")
    assert stored(product) == before


def test_names_in_any_unicode_form_and_with_damaged_letters_are_the_unit(product: Product, key: str) -> None:
    name = "Sở Thông tin và Truyền thông"
    spellings = [name, unicodedata.normalize("NFD", name), unicodedata.normalize("NFKD", name)]
    damaged = ["Sở Tƣ pháp", unicodedata.normalize("NFD", "Sở Tư pháp")]

    figures = [{**FIGURE, "unit": each} for each in (*spellings, *damaged)]
    answer = post(product, key, b"\xef\xbb\xbf" + json.dumps(figures).encode())

    statuses = [item["status"] for item in answer.json()["items"]]
    assert statuses == ["accepted", "duplicate", "duplicate", "accepted", "duplicate"]


def test_a_slow_sender_is_given_up_and_others_were_served_meanwhile(product: Product, slow: Slow) -> None:
    slow.thread.join(30)

    assert slow.answered.startswith(b"HTTP/1.1 408 ")
    assert b"body-too-slow" in slow.answered
    assert_well(product)


def assert_well(product: Product) -> None:
    """It answers, and is ready; on a busy machine it may have said otherwise of the last seconds."""

    def ready() -> bool:
        return httpx.get(f"{product.http_url}/health/ready", timeout=30).status_code == 200

    eventually(ready, "the product is ready")
