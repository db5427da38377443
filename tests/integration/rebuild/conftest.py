"""Installations to be rebuilt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.rebuild.chain import Chain, a_chain
from tests.unit.scoring.histories import a_full_catalogue


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the empty databases of all services, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    with a_chain(f"sqlite:///{folder}", a_full_catalogue()):
        return folder


@pytest.fixture(params=["sqlite", "postgresql"])
def chain(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Chain]:
    url = f"sqlite:///{tmp_path}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with a_chain(url, a_full_catalogue()) as opened:
        yield opened
