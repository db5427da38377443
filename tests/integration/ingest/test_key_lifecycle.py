"""Keys are made for what exists, rotated with an overlap, revoked, and every step is on record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from structlog.testing import capture_logs
from typer.testing import CliRunner, Result

from services.ingest.audit_commands import audit_app
from services.ingest.domain.scope import Scope
from services.ingest.key_commands import key_app
from services.ingest.keys import find_key, list_keys, new_key, rotate_key
from services.ingest.service import IngestService
from shared import migrations
from shared.clock import system_clock
from shared.database import Database, open_database
from shared.errors import Refused
from shared.parts import Parts
from shared.settings import read_settings
from tests.ingest_samples import CATALOGUE, NOW, item
from tests.served import Answer, ask, served

DAY = timedelta(days=1)

app = typer.Typer()
app.add_typer(key_app, name="key")
app.add_typer(audit_app, name="audit")


@dataclass
class Office:
    """The operator's terminal beside a running door."""

    database: Database
    port: int

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(app, list(words))

    def json(self, *words: str) -> Any:
        done = self.run(*words, "--format", "json")
        assert done.exit_code == 0, done.stderr
        return json.loads(done.stdout)

    def create(self, *words: str) -> tuple[str, str]:
        """The id and the secret of a new key."""
        secret = self.run("key", "create", "--source", "thue", *words).stdout.strip()
        return self.json("key", "list")[-1]["id"], secret

    def post(self, secret: str, **headers: str) -> Answer:
        sent = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"} | headers
        return ask(self.port, "POST", "/v1/figures", json.dumps(item()).encode(), sent)

    def told(self, secret: str, **headers: str) -> str:
        answer = self.post(secret, **headers)
        return "taken" if answer.status == 202 else str(answer.json["type"]).rpartition("/")[2]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("NHIPSO_DATABASE_URL", f"sqlite:///{tmp_path}")
    monkeypatch.setenv("NHIPSO_TRUSTED_PROXIES", "127.0.0.1")
    database = open_database("ingest", f"sqlite:///{tmp_path}")
    migrations.upgrade(database, "ingest")
    with capture_logs(), served(IngestService, Parts(database, CATALOGUE, read_settings())) as port:
        yield Office(database, port)
    database.close()


def test_a_rotated_key_works_with_both_secrets_until_the_overlap_ends(office: Office) -> None:
    key_id, old = office.create()
    first = office.post(old).json["receipt"]

    rotated = office.run("key", "rotate", key_id, "--overlap", "12h")

    new = rotated.stdout.strip()
    (row,) = office.json("key", "list")
    assert (rotated.exit_code, row["state"], row["id"]) == (0, "rotating", key_id)
    assert [office.told(old), office.told(new)] == ["taken", "taken"]
    receipt = ask(office.port, "GET", f"/v1/receipts/{first}", headers={"Authorization": f"Bearer {new}"})
    assert receipt.status == 200
    newest = office.run("key", "rotate", key_id, "--overlap", "0").stdout.strip()
    assert [office.told(old), office.told(new), office.told(newest)] == ["unauthorised", "key-expired", "taken"]


def test_a_revoked_key_is_over_with_all_its_secrets_and_is_not_rotated(office: Office) -> None:
    key_id, old = office.create()
    new = office.run("key", "rotate", key_id).stdout.strip()

    ended = [office.run("key", "revoke", key_id).exit_code for _ in range(2)]

    assert ended == [0, 0]
    assert [office.told(old), office.told(new)] == ["unauthorised", "unauthorised"]
    refused = office.run("key", "rotate", key_id)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "revoked" in refused.stderr
    assert office.run("key", "rotate", "nothing").exit_code == 1


def test_a_key_lasts_until_the_end_of_its_last_day_and_may_be_given_another(office: Office) -> None:
    with office.database.write() as tx:
        key_id, secret = new_key(tx, "thue", Scope(expires_at=system_clock() - DAY), NOW)

    assert office.told(secret) == "key-expired"
    assert office.json("key", "list")[0]["state"] == "expired"
    assert office.run("key", "rotate", key_id).exit_code == 1
    renewed = office.run("key", "rotate", key_id, "--expires", "2099-12-31")
    assert office.told(renewed.stdout.strip()) == "taken"
    assert office.json("key", "list")[0]["expires_at"] == "2099-12-31 17:00:00+00:00"
    assert office.told(secret) == "key-expired"


def test_a_key_of_a_network_is_used_from_there_also_through_a_trusted_proxy(office: Office) -> None:
    _key_id, secret = office.create("--from", "203.0.113.0/24,2001:db8::/32")

    peers = ("203.0.113.7", "2001:db8::1")
    inside = [office.told(secret, **{"X-Forwarded-For": f"10.9.9.9, {peer}"}) for peer in peers]
    outside = office.post(secret, **{"X-Forwarded-For": "203.0.113.7, 198.51.100.1"})
    underscored = office.told(secret, X_Forwarded_For="203.0.113.7")

    assert inside == ["taken", "taken"]
    assert (outside.status, outside.json["type"].rpartition("/")[2]) == (403, "address-not-allowed")
    assert underscored == "address-not-allowed"
    (row,) = office.json("key", "list")
    assert (row["addresses"], row["last_used_from"]) == (["203.0.113.0/24", "2001:db8::/32"], "203.0.113.7")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--units", "so-gtv"), "so-gtvt"),
        (("--units", "sở-*"), "'sở-*'"),
        (("--indicators", "no-such"), "no indicator 'no-such'"),
        (("--from", "10.0.0.7/8"), "10.0.0.0/8"),
        (("--from", "office"), "'office'"),
        (("--expires", "2020-01-01"), "is over"),
        (("--expires", "soon"), "2026-12-31"),
    ],
)
def test_a_key_that_could_never_be_used_is_not_made(office: Office, words: tuple[str, ...], said: str) -> None:
    done = office.run("key", "create", "--source", "thue", *words)

    assert done.exit_code in (1, 2)
    assert done.stdout == ""
    assert said in " ".join(done.stderr.replace("│", " ").split())
    assert office.json("key", "list") == []
    assert office.json("audit", "list") == []


@pytest.mark.parametrize("overlap", ["7", "a week", "-1d", "1w"])
def test_an_overlap_is_a_span_of_time(office: Office, overlap: str) -> None:
    key_id, secret = office.create()

    assert office.run("key", "rotate", key_id, f"--overlap={overlap}").exit_code == 2
    assert office.told(secret) == "taken"


def test_every_step_is_on_record_and_no_secret_is(office: Office) -> None:
    key_id, secret = office.create("--units", "so-*", "--from", "127.0.0.0/8")
    receipt = office.post(secret).json["receipt"]
    new = office.run("key", "rotate", key_id, "--overlap", "7d").stdout.strip()
    office.run("key", "revoke", key_id)

    told = office.json("audit", "list", "--key", key_id)

    assert [(each["action"], each["key_id"]) for each in told] == [
        ("key.created", key_id),
        ("figures.accepted", key_id),
        ("key.rotated", key_id),
        ("key.revoked", key_id),
    ]
    assert told[0]["details"] == {"source": "thue", "units": "so-*", "addresses": "127.0.0.0/8"}
    assert told[0]["actor"].startswith("operator ")
    assert (told[1]["details"]["receipt"], told[1]["address"]) == (receipt, "127.0.0.1")
    assert told[2]["details"]["overlap"] == "7d"
    assert not {secret, new} & set(json.dumps(told).split('"'))
    assert "figures.accepted" in office.run("audit", "list", "--since", "2023-01-01").stdout
    assert office.json("audit", "list", "--since", "2099-01-01") == []


def test_the_trail_is_verified_with_its_head_and_against_an_earlier_one(office: Office) -> None:
    office.create()

    verified = office.run("audit", "verify")
    forged = office.run("audit", "verify", "--head", f"7:{'0' * 64}")

    assert verified.exit_code == 0
    assert ":" in verified.stdout
    assert (forged.exit_code, "cut or made anew" in forged.stdout) == (1, True)
    assert office.run("audit", "verify", "--head", "7").exit_code == 2


def test_secrets_change_and_the_key_stays_on_both_databases(database: Database) -> None:
    with database.write() as tx:
        key_id, old = new_key(tx, "thue", Scope(("so-*",), (), ("10.0.0.0/8",), NOW + 3 * DAY), NOW)
        new = rotate_key(tx, key_id, 7 * DAY, NOW + DAY) or ""
        with pytest.raises(Refused):
            rotate_key(tx, key_id, DAY, NOW + 4 * DAY)
        found = {secret: find_key(tx, secret) for secret in (old, new, "nhs_x")}
        (row,) = list_keys(tx)

    first, second = found[old], found[new]
    assert first is not None
    assert second is not None
    assert (first.id, second.id, found["nhs_x"]) == (key_id, key_id, None)
    assert (first.secret_until, second.secret_until) == (NOW + 3 * DAY, None)
    assert second.addresses == ("10.0.0.0/8",)
    assert {old, new}.isdisjoint(map(str, row.values()))
    assert not {"sha256", "former_sha256"} & set(row)
