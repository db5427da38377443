"""Settings are read once, strictly: what is unknown or unreadable stops the process with one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from shared.errors import Stop
from shared.settings import read_settings


def test_nothing_has_to_be_set() -> None:
    settings = read_settings({})

    assert settings.database_url.get_secret_value() == "sqlite:///data"
    assert settings.broker_url.get_secret_value() == "memory://"
    assert settings.province.name == "binh-phuoc"


def test_a_variable_sets_its_field() -> None:
    assert read_settings({"NHIPSO_HTTP_PORT": "9000"}).http_port == 9000


def test_variables_of_others_are_left_alone() -> None:
    assert read_settings({"HTTP_PORT": "1", "PATH": "/bin"}) == read_settings({})


def test_an_unknown_variable_stops_and_the_known_ones_are_listed() -> None:
    with pytest.raises(Stop, match=r"unknown setting NHIPSO_HTTP_PROT; known: .*NHIPSO_HTTP_PORT"):
        read_settings({"NHIPSO_HTTP_PROT": "9000"})


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("NHIPSO_HTTP_PORT", "http"),
        ("NHIPSO_HTTP_PORT", "65536"),
        ("NHIPSO_MAX_FIGURES", "0"),
        ("NHIPSO_LOG_LEVEL", "loud"),
        ("NHIPSO_SHUTDOWN_SECONDS", ""),
    ],
)
def test_an_unreadable_value_stops_and_its_variable_is_named(variable: str, value: str) -> None:
    with pytest.raises(Stop, match=f"{variable}: "):
        read_settings({variable: value})


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(Stop, match=r"NHIPSO_HTTP_PORT.*NHIPSO_OPS_PORT"):
        read_settings({"NHIPSO_HTTP_PORT": "x", "NHIPSO_OPS_PORT": "y"})


@pytest.mark.parametrize(
    "days",
    [
        {"NHIPSO_INBOX_DAYS": "29"},
        {"NHIPSO_OUTBOX_DAYS": "181"},
        {"NHIPSO_OUTBOX_DAYS": "3", "NHIPSO_INBOX_DAYS": "2"},
    ],
)
def test_events_may_not_be_forgotten_while_they_may_be_sent_again(days: dict[str, str]) -> None:
    with pytest.raises(Stop, match=r"NHIPSO_INBOX_DAYS: .*at least NHIPSO_OUTBOX_DAYS"):
        read_settings(days)


def test_events_may_be_forgotten_together_with_their_messages() -> None:
    settings = read_settings({"NHIPSO_OUTBOX_DAYS": "7", "NHIPSO_INBOX_DAYS": "7"})

    assert (settings.outbox_days, settings.inbox_days, settings.idempotency_days) == (7, 7, 30)


def test_a_value_may_stand_in_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "database_url"
    secret.write_text("postgresql://nhipso:s3cret@db/nhipso\n")

    settings = read_settings({"NHIPSO_DATABASE_URL_FILE": str(secret)})

    assert settings.database_url.get_secret_value() == "postgresql://nhipso:s3cret@db/nhipso"


def test_a_file_that_cannot_be_read_stops_and_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "missing"

    with pytest.raises(Stop, match=f"NHIPSO_BROKER_URL_FILE: cannot read {missing}: No such file"):
        read_settings({"NHIPSO_BROKER_URL_FILE": str(missing)})


@pytest.mark.parametrize("variable", ["NHIPSO_DATABASE_URL", "NHIPSO_BROKER_URL", "NHIPSO_MAIL_URL"])
def test_passwords_do_not_show_when_settings_are_printed(variable: str) -> None:
    settings = read_settings({variable: "scheme://user:s3cret@host"})

    assert "s3cret" not in repr(settings)


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        read_settings({}).http_port = 1  # type: ignore[misc]


def test_the_process_environment_is_read_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHIPSO_MAIL_FROM", "sotttt@example.org")

    assert read_settings().mail_from == "sotttt@example.org"
