"""The two ways to run, as one fixture: whatever holds for one must hold for the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.messaging.stage import Stage


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Stage]:
    with Stage("memory://", f"sqlite:///{tmp_path}/data", tmp_path) as stage:
        yield stage


@pytest.fixture
def production(tmp_path: Path, rabbitmq_url: str, postgres_url: str) -> Iterator[Stage]:
    with Stage(rabbitmq_url, postgres_url, tmp_path) as stage:
        yield stage


@pytest.fixture(params=["embedded", "production"])
def stage(request: pytest.FixtureRequest) -> Stage:
    found: Stage = request.getfixturevalue(request.param)
    return found
