"""The servers of one test run: those named in the environment, else private ones, started once."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from tests.servers.broker import Broker, create_vhosts
from tests.servers.postgres import Postgres

AMQP = "TEST_AMQP_URL"
POSTGRES = "TEST_POSTGRES_URL"
#: folder of our own broker, from which a child process can run rabbitmqctl on it
BROKER_HOME = "TEST_BROKER_HOME"
# A call of rabbitmqctl costs a second or two however many vhosts it makes.
VHOSTS_AT_ONCE = 20


@contextmanager
def running_servers(environ: Mapping[str, str], *, durable: bool = False) -> Iterator[dict[str, str]]:
    """Have a RabbitMQ and a PostgreSQL; yields the variables that name them. A bench wants the latter durable.

    What `environ` names is used and left alone; the rest is started and goes when the block ends.
    """
    with ExitStack() as stack:
        named = {name: environ[name] for name in (AMQP, POSTGRES, BROKER_HOME) if environ.get(name)}
        broker = None if AMQP in named else stack.enter_context(closing(Broker()))
        postgres = None if POSTGRES in named else stack.enter_context(closing(Postgres(durable=durable)))
        # Launched both before either is waited for: they come up side by side.
        if broker:
            broker.launch()
            named |= {AMQP: broker.url(), BROKER_HOME: str(broker.home)}
        if postgres:
            postgres.start()
            named |= {POSTGRES: postgres.url()}
        if broker:
            broker.await_ready()
        yield named


class Vhosts:
    """Fresh vhosts on our own broker; on somebody else's, the one vhost its URL names."""

    def __init__(self, url: str, home: str | None) -> None:
        self._url = url
        self._home = home
        self._spare: list[str] = []

    def fresh(self) -> str:
        """The URL of a vhost that no other test uses."""
        if self._home is None:
            return self._url
        if not self._spare:
            run = uuid.uuid4().hex[:8]
            self._spare = [f"t-{run}-{number}" for number in range(VHOSTS_AT_ONCE)]
            create_vhosts(Path(self._home), self._spare)
        return f"{self._url.rpartition('/')[0]}/{self._spare.pop(0)}"
