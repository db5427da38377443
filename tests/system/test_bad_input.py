"""A wrong figure is refused by name; the good ones beside it are stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.system.product import Product, embedded, eventually

GOOD = {"unit": "so-gtvt", "indicator": "dossiers-handled-online-pct", "period": "2023-02", "as_of": "2023-03-17"}


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with embedded(tmp_path_factory.mktemp("bad-input")) as running:
        yield running


@pytest.fixture(scope="module")
def key(product: Product) -> str:
    return product.create_key()


def good(**changes: Any) -> dict[str, Any]:
    return {**GOOD, "value": "88.9", **changes}


@pytest.mark.parametrize(
    ("unit", "wrong", "code", "said"),
    [
        ("so-gddt", {"unit": "Sở Giáo dục"}, "unknown-unit", "so-gddt"),
        ("so-gddt", {"indicator": "dossiers-online"}, "unknown-indicator", "dossiers-handled-online-pct"),
        ("so-khcn", {"value": "1.069"}, "ambiguous-number", "1.069"),
        ("so-khdt", {"value": "92,70"}, "not-a-number", "92,70"),
        ("so-noi-vu", {"value": "140"}, "percent-out-of-range", "140"),
        ("so-y-te", {"value": "50", "numerator": 3, "denominator": 4}, "contradiction", "75"),
        ("so-y-te", {"vaule": "50"}, "unknown-field", "vaule"),
        ("so-tttt", {"period": "2022-06"}, "period-closed", "2022-06-23"),
    ],
)
def test_a_wrong_figure_is_refused_by_name_and_its_neighbour_is_stored(
    product: Product, key: str, unit: str, wrong: dict[str, Any], code: str, said: str
) -> None:
    answer = product.post(key, [good(unit=unit) | wrong, good(unit=unit, value="70.5")])

    assert answer.status_code == 202, answer.text
    refused, stored = answer.json()["items"]
    assert refused["status"] == "rejected"
    assert [error["code"] for error in refused["errors"]] == [code]
    assert said in refused["errors"][0]["message"]
    assert stored["status"] in ("accepted", "duplicate")


def test_when_nothing_can_be_accepted_the_answer_is_a_problem(product: Product, key: str) -> None:
    answer = product.post(key, good(value="140"))

    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert {"type", "title", "status", "detail", "errors"} <= set(problem)
    assert problem["errors"][0]["pointer"] == "/value"


def test_atomic_mode_stores_nothing_beside_a_wrong_figure(product: Product, key: str) -> None:
    body = [good(unit="so-tnmt"), good(unit="nobody")]

    refused = product.post(key, body, mode="atomic")
    after = product.post(key, body[0], dry_run="true")

    assert refused.status_code == 422
    assert after.json()["items"][0]["status"] == "accepted"


@pytest.mark.parametrize("presented", [None, "nhs_0000"])
def test_without_a_valid_key_nothing_is_accepted(product: Product, presented: str | None) -> None:
    answer = product.post(presented, good())

    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_key_without_the_right_is_told_so(product: Product) -> None:
    narrow = product.create_key("so-y-te", "--units", "so-y-te")

    answer = product.post(narrow, [good(unit="so-tu-phap"), good(unit="so-y-te", value="71")])

    other, own = answer.json()["items"]
    assert [error["code"] for error in other["errors"]] == ["not-allowed"]
    assert own["status"] == "accepted"


def test_a_revoked_key_is_refused(product: Product) -> None:
    key = product.create_key("leaving")
    listed = next(each for each in product.json("key", "list") if each["source"].endswith("leaving"))
    product.run("key", "revoke", listed["id"])

    assert product.post(key, good()).status_code == 401


def event(**changes: Any) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": "7",
        "source": "/cong-dvc",
        "type": "vn.nhipso.metric.submitted.v1",
        "data": good(unit="so-nnptnt", value="66"),
        **changes,
    }


def post_event(product: Product, key: str, body: dict[str, Any], **headers: str) -> httpx.Response:
    return httpx.post(
        f"{product.http_url}/v1/figures",
        content=json.dumps(body),
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/cloudevents+json"} | headers,
        timeout=30,
    )


def test_an_event_about_one_unit_with_the_figure_of_another_is_refused(product: Product, key: str) -> None:
    refused = post_event(product, key, event(subject="so-tnmt"))
    taken = post_event(product, key, event(subject="so-nnptnt"))

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/subject")
    assert taken.status_code == 202


def test_an_event_in_binary_mode_that_names_no_type_is_refused_rather_than_half_read(
    product: Product, key: str
) -> None:
    headers = {"ce-id": "8", "ce-source": "/cong-dvc", "ce-specversion": "1.0", "Content-Type": "application/json"}

    answer = httpx.post(
        f"{product.http_url}/v1/figures",
        json=good(),
        headers=headers | {"Authorization": f"Bearer {key}"},
        timeout=30,
    )

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/type")


def test_an_over_long_batch_is_refused_with_the_limit(product: Product, key: str) -> None:
    answer = product.post(key, [good()] * 1001)

    assert answer.status_code == 413
    assert "1000" in answer.json()["detail"]


def test_a_figure_is_followed_from_receipt_to_verdict(product: Product, key: str) -> None:
    receipt = product.post(key, good(unit="so-cong-thuong", value="64.25")).json()["receipt"]

    item = eventually(
        lambda: next((each for each in product.receipt(key, receipt)["items"] if each["evaluated"]), None), "evaluated"
    )

    assert item["published"]


def test_a_unit_may_be_named_as_people_write_it(product: Product, key: str) -> None:
    answer = product.post(key, [good(unit="UBND H.Bù Đăng"), good(unit="BÙ ĐĂNG")])

    assert [item["status"] for item in answer.json()["items"]] == ["accepted", "duplicate"]
