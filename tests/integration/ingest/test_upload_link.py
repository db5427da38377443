"""An operator makes a personal link: a key of one unit behind the # of an address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from services.ingest.keys import find_key, list_keys
from services.ingest.pages.link_commands import make_upload_link
from services.ingest.tables import audit
from shared.clock import system_clock
from shared.database import Database, open_database

app = typer.Typer()
app.command()(make_upload_link)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setenv("NHIPSO_DATABASE_URL", f"sqlite:///{tmp_path}")
    opened = open_database("ingest", f"sqlite:///{tmp_path}")
    yield opened
    opened.close()


def make(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_the_link_leads_to_the_page_with_a_key_of_the_unit(database: Database) -> None:
    made = make("--unit", "Sở Nội vụ", "--expires", "2999-12-31", "--url", "https://so-lieu.example/tinh/")

    address, _mark, secret = made.stdout.strip().partition("#")
    assert address == "https://so-lieu.example/tinh/upload"
    with database.read() as tx:
        key = find_key(tx, secret)
        (entry,) = tx.execute(audit.select()).all()
    assert key is not None
    assert (key.source, key.units, key.indicators) == ("upload-so-noi-vu", ("so-noi-vu",), ())
    assert key.unusable("", system_clock()) is None
    assert (entry.action, entry.key_id) == ("key.created", key.id)
    assert key.id in made.stderr
    assert secret not in str(entry.details) + made.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--unit", "không có"),
        ("--unit", "so-noi-vu", "--indicators", "không-có"),
        ("--unit", "so-noi-vu", "--from", "mạng"),
        ("--unit", "so-noi-vu", "--expires", "2001-01-01"),
        ("--unit", "so-noi-vu", "--url", "javascript:alert(1)"),
        ("--unit", "so-noi-vu", "--url", "https://a.example/#b"),
    ],
)
def test_what_is_wrong_makes_no_key(database: Database, words: tuple[str, ...]) -> None:
    make("--unit", "so-noi-vu")
    done = make(*words)

    assert done.exit_code in {1, 2}
    with database.read() as tx:
        assert len(list_keys(tx)) == 1
