"""What every test may ask for: a fresh vhost, a fresh database."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import settings

from tests.busy import BUSY
from tests.order import (
    pytest_collection_modifyitems,
    pytest_terminal_summary,
    pytest_xdist_auto_num_workers,
    pytest_xdist_make_scheduler,
)
from tests.servers.postgres import own_database
from tests.servers.session import AMQP, BROKER_HOME, POSTGRES, Vhosts, running_servers

__all__ = [
    "pytest_collection_modifyitems",
    "pytest_terminal_summary",
    "pytest_xdist_auto_num_workers",
    "pytest_xdist_make_scheduler",
]

# The same examples every run, so that a run says something about the change and nothing about chance or a busy machine;
# HYPOTHESIS_PROFILE=wide looks further.
settings.register_profile("fixed", derandomize=True, deadline=None, suppress_health_check=BUSY)
settings.register_profile("wide", deadline=None, suppress_health_check=BUSY, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


@pytest.fixture(scope="session")
def servers() -> Iterator[Mapping[str, str]]:
    """The servers of this run; without them the run fails, it never skips."""
    with running_servers(os.environ) as named:
        yield named


@pytest.fixture(scope="session")
def vhosts(servers: Mapping[str, str]) -> Vhosts:
    return Vhosts(servers[AMQP], servers.get(BROKER_HOME))


@pytest.fixture
def rabbitmq_url(vhosts: Vhosts) -> str:
    """amqp://… of an empty vhost."""
    return vhosts.fresh()


@pytest.fixture
def postgres_url(servers: Mapping[str, str]) -> Iterator[str]:
    """postgresql://… of an empty database, dropped after the test."""
    with own_database(servers[POSTGRES]) as url:
        yield url
