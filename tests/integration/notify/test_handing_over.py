"""From the acceptance of a figure to the message handed over, and the commands that show who is written to."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from services.notify.contact_commands import contacts_app
from shared import migrations
from shared.database import open_database
from shared.metrics import REGISTRY
from tests.notify_examples import SERVICES, changed, evaluation
from tests.notify_office import Office

PROVINCE = Path(__file__).resolve().parents[3] / "deploy" / "provinces" / "binh-phuoc"
ADDRESS = "so-gtvt@binhphuoc.example"


def taken(suffix: str) -> float:
    return REGISTRY.get_sample_value(f"nhipso_handover_seconds_{suffix}", {"channel": "mail"}) or 0


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'data'}"
    monkeypatch.setenv("NHIPSO_DATABASE_URL", url)
    monkeypatch.setenv("NHIPSO_PROVINCE", str(PROVINCE))
    database = open_database("notify", url)
    migrations.upgrade(database, "notify")
    database.close()


def run(*words: str) -> Result:
    return CliRunner().invoke(contacts_app, words)


def test_the_time_from_the_first_figure_accepted_to_the_mail_is_measured(office: Office) -> None:
    count, total = taken("count"), taken("sum")
    accepted = office.now - timedelta(seconds=4)
    turns = [changed(evaluation(1)), changed(evaluation(1, "60", indicator=SERVICES))]
    office.hear(turns[0].model_copy(update={"acceptedtime": accepted}))
    office.hear(turns[1].model_copy(update={"acceptedtime": accepted + timedelta(seconds=3)}))

    office.later(30)

    assert taken("count") - count == 1
    assert taken("sum") - total == pytest.approx(34)


def test_news_of_nothing_that_was_sent_in_is_not_measured(office: Office) -> None:
    count = taken("count")
    office.hear(changed(evaluation(1)))

    office.later(30)

    assert taken("count") == count


@pytest.mark.usefixtures("installed")
def test_an_address_is_disabled_and_enabled_by_hand() -> None:
    off = run("disable", ADDRESS.upper(), "--reason", "has retired", "--by", "Trần Thị B")
    (row,) = json.loads(run("list", "--disabled", "--format", "json").stdout)
    on = run("enable", ADDRESS)

    assert (off.exit_code, on.exit_code) == (0, 0)
    assert (row["unit"], row["state"], row["why"], row["by"]) == ("so-gtvt", "disabled", "has retired", "Trần Thị B")
    assert json.loads(run("list", "--disabled", "--format", "json").stdout) == []


@pytest.mark.usefixtures("installed")
def test_every_contact_is_listed_with_its_channel() -> None:
    (row,) = json.loads(run("list", "--unit", "so-gtvt", "--format", "json").stdout)

    assert (row["channel"], row["address"], row["state"]) == ("mail", ADDRESS, "enabled")


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("disable", "nobody@b.example", "--reason", "x"), "no contact has the mail address 'nobody@b.example'"),
        (("enable", ADDRESS), f"mail {ADDRESS} is not disabled"),
    ],
)
def test_a_mistaken_address_fails_with_one_line(words: tuple[str, ...], line: str) -> None:
    result = run(*words)

    assert result.exit_code == 1
    assert line in result.stderr
