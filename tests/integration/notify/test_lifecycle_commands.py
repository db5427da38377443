"""The commands by which people look at alerts, answer them and silence them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from services.notify.commands import alerts_app
from services.notify.desk import Circumstances
from services.notify.domain.gathering import Patience
from services.notify.handlers import follow_turns
from services.notify.store import NotifyStore
from shared import migrations
from shared.catalogue.load import load_catalogue
from shared.clock import BUSINESS_ZONE, system_clock
from shared.database import Database, open_database
from tests.notify_examples import NOW, changed, evaluation

PROVINCE = Path(__file__).resolve().parents[3] / "deploy" / "provinces" / "binh-phuoc"
TODAY = system_clock().astimezone(BUSINESS_ZONE).date()
LAST = f"{TODAY + timedelta(days=7):%Y-%m-%d}"
UNIT = "so-noi-vu"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path / 'data'}"
    monkeypatch.setenv("NHIPSO_DATABASE_URL", url)
    monkeypatch.setenv("NHIPSO_PROVINCE", str(PROVINCE))
    opened = open_database("notify", url)
    migrations.upgrade(opened, "notify")
    with opened.write() as tx:
        around = Circumstances(load_catalogue(PROVINCE), Patience.of_seconds(30, 300), NOW)
        follow_turns([changed(evaluation(1))], NotifyStore(tx), around)
    yield opened
    opened.close()


def invoke(*words: str) -> Result:
    return CliRunner().invoke(alerts_app, words)


def run(*words: str) -> Any:
    result = invoke(*words, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def the_id() -> str:
    (row,) = run("list", "--unit", UNIT)
    return str(row["id"])


@pytest.mark.usefixtures("database")
def test_an_alert_is_answered_and_the_whole_story_shown() -> None:
    name = the_id()

    answered = invoke("ack", name, "--note", "rà soát", "--until", LAST, "--by", "Lan")

    assert answered.exit_code == 0, answered.output
    told = run("show", name)
    assert (told["alert"]["state"], told["alert"]["promised_on"]) == ("acknowledged", LAST)
    assert [(step["reason"], step["by"]) for step in told["steps"]] == [("opened", "nhipso"), ("acknowledged", "Lan")]
    assert told["steps"][0]["news"]["value"] == "76.9"
    assert "rà soát" in invoke("show", name).stdout


@pytest.mark.usefixtures("database")
def test_everything_of_a_unit_is_answered_at_once_and_twice_is_once() -> None:
    first = invoke("ack", "--unit", UNIT, "--note", "rà soát", "--by", "Lan")
    again = invoke("ack", "--unit", UNIT, "--note", "rà soát", "--by", "Lan")

    assert first.stderr.startswith("acknowledged: ")
    assert again.stderr.startswith("known already: ")


@pytest.mark.usefixtures("database")
def test_a_silence_is_made_listed_and_ended() -> None:
    made = invoke("silence", "--unit", UNIT, "--until", LAST, "--document", "12/UBND-VX", "--reason", "nâng cấp")
    name = made.stdout.strip()

    assert run("list")[0]["muted"] == f"silence {name}"
    (row,) = run("silences")
    assert (row["id"], row["document"], row["until"], row["state"]) == (name, "12/UBND-VX", LAST, "holds")
    assert invoke("unsilence", name, "--by", "Minh").stderr == f"ended: {name}\n"
    assert (run("silences"), run("silences", "--all")[0]["ended_by"]) == ([], "Minh")
    assert run("list")[0]["muted"] is None


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "nowhere"), "unknown alert 'nowhere'"),
        (("ack", "nowhere", "--note", "x"), "not open: nowhere"),
        (("ack", "--unit", UNIT, "--note", "x", "--until", "2020-01-01"), "promised_on: 2020-01-01 is not from"),
        (("silence", "--unit", "nowhere", "--until", LAST, "--document", "1"), "unit: unknown unit 'nowhere'"),
        (("silence", "--until", LAST, "--document", "1"), "unit: a silence is of a unit"),
        (("unsilence", "nowhere"), "no silence nowhere"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(words: tuple[str, ...], said: str) -> None:
    result = invoke(*words)

    assert result.exit_code == 1
    assert result.stderr.startswith(f"nhipso: {said}")
    assert result.stderr.count("\n") == 1


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "words",
    [
        ("ack", "--note", "x"),
        ("ack", "a", "--unit", UNIT, "--note", "x"),
        ("ack", "a"),
        ("ack", "a", "--note", "x", "--until", "tomorrow"),
        ("silence", "--unit", UNIT, "--until", "1/2/2023", "--document", "1"),
    ],
)
def test_a_command_that_is_not_understood_says_how_it_is_used(words: tuple[str, ...]) -> None:
    assert invoke(*words).exit_code == 2
