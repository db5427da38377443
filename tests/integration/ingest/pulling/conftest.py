"""A source that is pulled, and what pulls it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shared.database import Database
from shared.parts import Parts
from shared.settings import Settings
from tests.ingest_samples import CATALOGUE
from tests.list_source import ListSource, list_source
from tests.pull_samples import Moment


@pytest.fixture(scope="module")
def server() -> Iterator[ListSource]:
    with list_source() as running:
        yield running


@pytest.fixture
def clock() -> Moment:
    return Moment()


@pytest.fixture
def parts(database: Database, clock: Moment) -> Parts:
    return Parts(database, CATALOGUE, Settings(), clock)
