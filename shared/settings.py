"""The settings of a process, read once from the environment (`NHIPSO_…`), strictly."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from shared.errors import Stop
from shared.http.peer import Network, read_networks

PREFIX = "NHIPSO_"
ROOT = Path(__file__).resolve().parent.parent

#: read by a command itself, not a setting of a service
BESIDE_SETTINGS = ("NHIPSO_API_KEY", "NHIPSO_EDITOR_KEY")

Port = Annotated[int, Field(ge=0, le=65535)]
Networks = Annotated[
    tuple[Network, ...],
    NoDecode,  # a list as people write it, not JSON
    BeforeValidator(lambda given: read_networks(given) if isinstance(given, str) else given),
]
Days = Annotated[int, Field(ge=1, le=36500)]


class Settings(BaseSettings):
    """Where things are and how patient to be. Every field is the variable NHIPSO_<FIELD>."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    #: sqlite:///DIR (a file per service) or postgresql://user@host/database (a schema per service)
    database_url: SecretStr = SecretStr("sqlite:///data")
    #: memory:// (one process) or amqp://user:password@host/vhost
    broker_url: SecretStr = SecretStr("memory://")
    #: folder of the province's catalogue
    province: Path = ROOT / "deploy" / "provinces" / "binh-phuoc"
    #: folder of the sources that are pulled; by default `sources` in the province's
    sources: Path | None = None
    #: folder that published editions are written to, as they were issued
    archive: Path = Path("data/archive")
    #: whoever approves an edition is not the one who checked it; false for an office of one person
    editions_four_eyes: bool = True
    http_host: str = "127.0.0.1"
    http_port: Port = 8080
    #: networks of the proxies in front, whose X-Forwarded-For is believed: 10.0.0.0/8,192.0.2.1; by default nobody's
    trusted_proxies: Networks = ()
    #: where units answer to their alerts, and what the links in messages begin with; by default this address itself
    notify_http_port: Port = 8081
    public_url: str = ""
    #: where published editions are read, and what links to them begin with; by default the address before
    report_http_port: Port = 8082
    editions_url: str = ""
    #: signs these links; without it, beside SQLite one is made once, beside PostgreSQL messages have no links
    link_key: SecretStr = SecretStr("")
    #: health and metrics; in a process of one service
    ops_host: str = "127.0.0.1"
    ops_port: Port = 9100
    #: smtp://user:password@host:port (smtps:// for TLS) or file:DIR to write .eml files
    mail_url: SecretStr = SecretStr("file:data/mail")
    mail_from: str = "nhipso@localhost"
    #: networks of this house that webhooks may lead to, also without TLS: 10.20.0.0/16; by default none
    allow_private_webhooks: Networks = ()
    #: gather what a unit is behind on until this long has been quiet, but never longer than the second
    alert_quiet_seconds: Annotated[int, Field(ge=0)] = 30
    alert_longest_wait_seconds: Annotated[int, Field(ge=0)] = 300
    #: tell units when the province's policy says, or at once: for demonstrations, drills and tests
    alert_pace: Literal["policy", "at_once"] = "policy"
    #: how many figures and bytes one request may carry, and how many requests a key may make in a minute
    max_figures: Annotated[int, Field(ge=1)] = 1000
    max_body_bytes: Annotated[int, Field(ge=1024)] = 1_048_576
    requests_per_minute: Annotated[int, Field(ge=1)] = 6000
    #: the same of an uploaded file
    max_file_figures: Annotated[int, Field(ge=1)] = 10_000
    max_file_bytes: Annotated[int, Field(ge=1024)] = 10_485_760
    #: an event sent this long ago and not recorded by a subscriber is offered again
    overdue_seconds: Annotated[int, Field(ge=1)] = 600
    #: the first day whose deadlines are looked at; by default that of the first start
    deadlines_from: date | None = None
    #: how many working days before its day a task is called due soon
    task_soon_days: Annotated[int, Field(ge=0, le=60)] = 3
    #: how long a message is kept after it was sent, the record of an event after it was applied, and an answer
    outbox_days: Days = 30
    inbox_days: Days = 180
    idempotency_days: Days = 30
    #: how long the answers of pulled sources are kept as they came
    pulled_days: Days = 90
    shutdown_seconds: Annotated[int, Field(ge=1)] = 25
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["auto", "json", "console"] = "auto"

    @field_validator("inbox_days")
    @classmethod
    def _outlives_the_outbox(cls, days: int, info: ValidationInfo) -> int:
        shortest = info.data.get("outbox_days", 0)
        if days < shortest:
            raise ValueError(f"must be at least NHIPSO_OUTBOX_DAYS ({shortest}), or what is sent again counts twice")
        return days


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings. Raises Stop naming each variable that is unknown or unreadable.

    NHIPSO_X_FILE names a file that holds the value of NHIPSO_X.
    """
    values: dict[str, str] = {}
    for key, value in (os.environ if environ is None else environ).items():
        if not key.startswith(PREFIX) or key in BESIDE_SETTINGS:
            continue
        name, text = _from_file(key, value) if key.endswith("_FILE") else (key, value)
        values[name.removeprefix(PREFIX).lower()] = text
    unknown = sorted(set(values) - set(Settings.model_fields))
    if unknown:
        raise Stop(f"unknown setting {PREFIX}{unknown[0].upper()}; known: {', '.join(sorted(_names()))}")
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise Stop("; ".join(f"{PREFIX}{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())) from None


def _names() -> list[str]:
    return [f"{PREFIX}{field.upper()}" for field in Settings.model_fields]


def _from_file(key: str, path: str) -> tuple[str, str]:
    try:
        return key.removesuffix("_FILE"), Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise Stop(f"{key}: cannot read {path}: {error.strerror}") from error
