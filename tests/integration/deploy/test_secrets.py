"""`make secrets` makes each password once and derives everything else from it."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.census import ROOT


@pytest.fixture
def deploy(tmp_path: Path) -> Path:
    """A copy of what the script reads."""
    folder = tmp_path / "deploy"
    shutil.copytree(ROOT / "deploy" / "rabbitmq", folder / "rabbitmq")
    shutil.copy(ROOT / "deploy" / "generate_secrets.py", folder)
    return folder


def generate(deploy: Path) -> dict[str, str]:
    subprocess.run([sys.executable, "-P", deploy / "generate_secrets.py"], check=True, capture_output=True)
    return {path.name: path.read_text().strip() for path in (deploy / "secrets").iterdir()}


def test_passwords_are_made_once_and_stay(deploy: Path) -> None:
    first = generate(deploy)

    second = generate(deploy)

    assert second["postgres_password"] == first["postgres_password"]
    assert second["broker_url"] == first["broker_url"]
    assert len(first["rabbitmq_password"]) >= 40


def test_urls_carry_the_passwords(deploy: Path) -> None:
    made = generate(deploy)

    assert made["database_url"] == f"postgresql://nhipso:{made['postgres_password']}@postgres/nhipso"
    assert made["broker_url"] == f"amqp://nhipso:{made['rabbitmq_password']}@rabbitmq:5672/%2F"


def test_the_broker_knows_the_password_only_as_a_salted_hash(deploy: Path) -> None:
    made = generate(deploy)
    (user,) = json.loads(made["rabbitmq_definitions.json"])["users"]

    stored = base64.b64decode(user["password_hash"])

    salted = stored[:4] + made["rabbitmq_password"].encode()
    assert stored[4:] == hashlib.sha256(salted).digest()
    assert made["rabbitmq_password"] not in made["rabbitmq_definitions.json"]


def test_policies_of_the_repository_reach_the_broker(deploy: Path) -> None:
    made = generate(deploy)

    policies = json.loads((deploy / "rabbitmq" / "definitions.json").read_text())["policies"]

    assert json.loads(made["rabbitmq_definitions.json"])["policies"] == policies


def test_nobody_else_on_the_host_can_enter_the_folder(deploy: Path) -> None:
    generate(deploy)

    assert (deploy / "secrets").stat().st_mode & 0o777 == 0o700
