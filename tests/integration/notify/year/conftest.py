"""A year that several tests look at, lived once; the table of a whole province's year is printed at the end."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from tests.integration.notify.year.clockwork import Clockwork, year_of
from tests.integration.notify.year.happenings import LAST, SEED, Life
from tests.integration.notify.year.province import COMMUNES, FEW

TABLES: list[str] = []
#: signs the webhooks; of the tests alone
HOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.fixture(scope="package", autouse=True)
def signed_and_quiet() -> Iterator[None]:
    """Webhooks are signed; a year of log lines is kept from the output."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOOK_SECRET", HOOK_SECRET)
        yield
    structlog.configure(**before)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory, signed_and_quiet: None) -> Iterator[Clockwork]:
    """The year of a few units, at its end."""
    units = (*FEW, *COMMUNES)
    with year_of(units, tmp_path_factory.mktemp("year")) as lived:
        lived.live(Life(units, SEED).happenings(), LAST)
        yield lived


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The messages of a whole province's year, by unit and month."""
    for table in TABLES:
        terminalreporter.write_line(table)
