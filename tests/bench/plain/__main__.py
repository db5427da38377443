"""Run the per-message service as a process: `python -m tests.bench.plain COUNT`; it says when COUNT are handled."""

from __future__ import annotations

import sys

from services.cli.main import go_green

go_green()

from typing import Any  # noqa: E402  # after patching

from nameko.containers import ServiceContainer  # noqa: E402
from nameko.extensions import DependencyProvider  # noqa: E402

from services.cli.assembly import assemble  # noqa: E402
from shared.parts import Parts  # noqa: E402
from shared.settings import read_settings  # noqa: E402
from tests.bench.plain.service import PlainScoring  # noqa: E402


class Count(DependencyProvider):  # type: ignore[misc]  # nameko is untyped
    """Says "done" once so many messages are handled and acknowledged."""

    left = int(sys.argv[1])

    def worker_result(self, worker_ctx: Any, result: Any = None, exc_info: Any = None) -> None:
        if exc_info is not None:
            raise exc_info[1]
        self.left -= 1
        if self.left == 0:
            sys.stdout.write("done\n")
            sys.stdout.flush()


class CountedScoring(PlainScoring):
    """The service, and what tells the bench that it has finished."""

    count = Count()


assembly = assemble(read_settings())
container = ServiceContainer(
    CountedScoring,
    {
        "AMQP_URI": assembly.settings.broker_url.get_secret_value(),
        "parts": Parts(assembly.databases["scoring"], assembly.catalogue, assembly.settings),
    },
)
container.start()
container.wait()
