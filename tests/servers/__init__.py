"""A private RabbitMQ and a private PostgreSQL for the tests: real servers, free ports, data that goes away."""

from __future__ import annotations

from tests.servers.broker import Broker
from tests.servers.postgres import Postgres

__all__ = ["Broker", "Postgres"]
