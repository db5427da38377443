"""The service's own methods, and the commands that show what came of them."""

from __future__ import annotations

import email
import email.policy
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from typer.testing import CliRunner

from services.notify.commands import alerts_app
from services.notify.service import NotifyService
from services.notify.tables import METADATA
from shared import migrations
from shared.catalogue import Contact
from shared.database import Database, open_database
from shared.messaging.outbox import OUTBOX
from shared.parts import Parts
from shared.settings import Settings, read_settings
from tests.notify_examples import DOSSIERS, NOW, changed, evaluated, evaluation, province

FOCAL = Contact("so-noi-vu", "so-noi-vu@binhphuoc.example", "Đầu mối Sở Nội vụ")
PROVINCE = Path(__file__).resolve().parents[3] / "deploy" / "provinces" / "binh-phuoc"


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("NHIPSO_DATABASE_URL", f"sqlite:///{tmp_path / 'data'}")
    monkeypatch.setenv("NHIPSO_MAIL_URL", f"file:{tmp_path / 'mail'}")
    monkeypatch.setenv("NHIPSO_PROVINCE", str(PROVINCE))
    return read_settings()


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    opened = open_database("notify", settings.database_url.get_secret_value())
    migrations.upgrade(opened, "notify")
    yield opened
    opened.close()


@pytest.fixture
def service(settings: Settings, database: Database) -> NotifyService:
    made = NotifyService()
    made.parts = Parts(database, province(FOCAL), settings, Clock(NOW))  # type: ignore[assignment]  # nameko injects it
    return made


def run(*words: str) -> str:
    result = CliRunner().invoke(alerts_app, words)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_service_takes_events_twice_and_writes_one_mail(
    service: NotifyService, database: Database, tmp_path: Path
) -> None:
    for _ in range(2):
        service.follow_figures([evaluated(evaluation(1))])
        service.follow_turns([changed(evaluation(1))])
    service.parts.clock.now += timedelta(seconds=30)
    for _ in range(2):
        service.write()
        service.deliver()

    (path,) = (tmp_path / "mail").glob("*.eml")
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert mail["Subject"] == "[Nhịp Số] Sở Nội vụ: 01 chỉ tiêu chưa đạt mục tiêu – kỳ 06/2022"
    with database.read() as tx:
        assert [row.routing_key for row in tx.execute(OUTBOX.select())] == ["vn.nhipso.alert.opened.v1"]


def test_the_list_names_what_is_behind_and_by_how_much(service: NotifyService) -> None:
    service.follow_turns([changed(evaluation(1)), changed(evaluation(1, "60", unit="so-gtvt"))])

    (row,) = json.loads(run("list", "--unit", "so-noi-vu", "--format", "json"))

    assert (row["unit"], row["indicator"], row["programme"]) == ("so-noi-vu", DOSSIERS, "qd27")
    assert (row["figure"], row["target"], row["gap"]) == ("76,9%", ">= 80", "thiếu 3,1 điểm phần trăm")
    assert (row["value"], row["since"]) == ("76.9", "2022-06-16")


def test_the_history_shows_every_attempt(service: NotifyService) -> None:
    service.follow_turns([changed(evaluation(1))])
    service.parts.clock.now += timedelta(seconds=30)
    service.write()
    service.deliver()

    (row,) = json.loads(run("history", "--format", "json"))

    assert (row["recipient"], row["state"], row["outcome"]) == ("so-noi-vu@binhphuoc.example", "sent", "sent")


def test_the_preview_is_the_text_of_the_mail(service: NotifyService) -> None:
    service.follow_turns([changed(evaluation(1))])

    text = run("preview", "--unit", "so-noi-vu")

    assert "Subject: [Nhịp Số] Sở Nội vụ: 01 chỉ tiêu chưa đạt mục tiêu – kỳ 06/2022" in text
    assert "thiếu 3,1 điểm phần trăm" in text


def test_the_preview_stays_the_same_after_the_mail_was_sent(service: NotifyService) -> None:
    service.follow_turns([changed(evaluation(1))])
    service.parts.clock.now += timedelta(seconds=30)
    service.write()
    service.deliver()

    assert "thiếu 3,1 điểm phần trăm" in run("preview", "--unit", "so-noi-vu")


def test_the_preview_of_an_unknown_unit_fails_with_one_line(service: NotifyService) -> None:
    result = CliRunner().invoke(alerts_app, ["preview", "--unit", "nowhere"])

    assert result.exit_code == 1
    assert result.stderr.startswith("nhipso: unknown unit 'nowhere'")


def test_the_migrations_make_the_tables_the_code_describes(database: Database) -> None:
    with database.read() as tx:
        differences = compare_metadata(MigrationContext.configure(tx), METADATA)

    assert [found for found in differences if "alembic_version" not in str(found)] == []


def test_what_is_to_come_is_listed_with_its_reason(service: NotifyService) -> None:
    service.follow_turns([changed(evaluation(1))])

    due = json.loads(run("due", "--unit", "so-noi-vu", "--format", "json"))

    assert [(one["what"], one["to"], one["about"]) for one in due] == [("news", "so-noi-vu", "1 open")]
    assert run("due", "--unit", "so-y-te", "--format", "json").strip() == "[]"
