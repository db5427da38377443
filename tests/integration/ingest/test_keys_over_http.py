"""Who may post figures, and how that is noted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.ingest.domain.limit import WRONG_KEYS_PER_MINUTE
from services.ingest.keys import list_keys, revoke_key
from tests.ingest_samples import NOW, item
from tests.integration.ingest.http_door import Running, code, item_codes, running
from tests.served import ask


@pytest.fixture
def ingest(tmp_path: Path) -> Iterator[Running]:
    yield from running(tmp_path)


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer nhs_0000", "Basic bmhz", "Bearer \xff"])
def test_without_a_valid_key_nothing_is_accepted(ingest: Running, authorization: str) -> None:
    answer = ingest.post(item(), Authorization=authorization)

    assert (answer.status, code(answer), answer.headers["www-authenticate"]) == (401, "unauthorised", "Bearer")
    assert ingest.stored() == 0


def test_a_revoked_key_is_refused_at_once(ingest: Running) -> None:
    with ingest.database.write() as tx:
        revoke_key(tx, list_keys(tx)[0]["id"], NOW)

    assert ingest.post(item()).status == 401


def test_the_secret_of_a_key_is_not_kept(ingest: Running) -> None:
    with ingest.database.read() as tx:
        (row,) = list_keys(tx)

    assert ingest.key.startswith("nhs_")
    assert len(ingest.key) >= 4 + 43
    assert ingest.key not in str(row)
    assert "sha256" not in row


def test_the_use_of_a_key_is_noted(ingest: Running) -> None:
    ingest.post(item())

    with ingest.database.read() as tx:
        assert list_keys(tx)[0]["last_used_at"] == NOW


def test_a_key_without_the_right_is_told_so_by_figure_or_altogether(ingest: Running) -> None:
    ingest.key = ingest.new_key("so-y-te", units=("so-y-te",))

    mixed = ingest.post([item(), item(unit="so-y-te")])
    alone = ingest.post(item())

    assert item_codes(mixed) == [["not-allowed"], []]
    assert (alone.status, code(alone)) == (403, "not-allowed")


def test_a_receipt_is_only_for_the_key_that_made_it(ingest: Running) -> None:
    receipt = ingest.post(item()).json["receipt"]
    other = ingest.new_key("other")

    assert ingest.get(f"/v1/receipts/{receipt}", other).status == 404
    assert ingest.get("/v1/receipts/none", other).status == 404
    assert ask(ingest.port, "GET", f"/v1/receipts/{receipt}").status == 401


def test_a_key_that_is_too_fast_is_told_to_wait(tmp_path: Path) -> None:
    for ingest in running(tmp_path, requests_per_minute="2"):
        statuses = [ingest.post(item()).status for _ in range(3)]
        answer = ingest.post(item())

        assert statuses == [202, 202, 429]
        assert answer.headers["retry-after"] == "30"


def test_wrong_keys_are_counted_by_address_and_a_right_key_still_counts(ingest: Running) -> None:
    answers = [ingest.get("/v1/receipts/x", key=f"nhs_{number}") for number in range(WRONG_KEYS_PER_MINUTE + 1)]

    assert [answer.status for answer in answers] == [401] * WRONG_KEYS_PER_MINUTE + [429]
    assert code(answers[-1]) == "too-many-wrong-keys"
    assert int(answers[-1].headers["retry-after"]) > 0
    assert ingest.post(item()).status == 202
