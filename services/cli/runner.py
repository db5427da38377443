"""Run services until told to stop: start in order, end in time, and end loudly when one of them dies."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Sequence
from typing import Any

import eventlet
import structlog
from eventlet.event import Event
from eventlet.patcher import original

from services.cli.assembly import Assembly
from services.cli.containers import container
from services.cli.ops import Pulse, serve
from services.cli.readiness import problems_of
from shared.messaging.depths import DepthWatch, watched_by

log = structlog.get_logger()
threading = original("threading")

#: the service whose processes also look for what was lost on the way, and for what nobody needs any more
SWEEPS = "scoring"


class Runner:
    """The services of one process. `wait` returns the exit code: 0 after a stop, 1 when a service died."""

    def __init__(self, assembly: Assembly, services: Sequence[str]) -> None:
        self.assembly = assembly
        self.services = list(services)
        self.pulse = Pulse(lambda: problems_of(assembly, self.services))
        self.containers: dict[str, Any] = {}
        self.sweep = assembly.sweep()
        self.retention = assembly.retention()
        watched = watched_by(self.services, in_memory=assembly.embedded)
        self.depths = DepthWatch(assembly.settings.broker_url.get_secret_value(), watched)
        self._ended: Event = Event()

    def start(self) -> None:
        """Start every service, then answer health requests."""
        settings = self.assembly.settings
        self.assembly.prepare(self.services)
        eventlet.spawn_n(self.pulse.beat)
        ops_port = serve(self.pulse, settings.ops_host, settings.ops_port)
        for service in self.services:
            self.containers[service] = container(self.assembly, service, self.pulse.vitals)
            self.containers[service].start()
            eventlet.spawn_n(self._mourn, service, self.containers[service].wait)
        if SWEEPS in self.services:
            eventlet.spawn_n(self._mourn, "sweep", self.sweep.run)
            eventlet.spawn_n(self._mourn, "retention", self.retention.run)
        eventlet.spawn_n(self._mourn, "depth watch", self.depths.run)
        self.pulse.started = True
        self.pulse.look()
        # What is there by now (the catalogue, the code) stays to the end: the collector need not look at it again.
        gc.collect()
        gc.freeze()
        log.info("started", services=self.services, ops_port=ops_port, pid=os.getpid())

    def stop_on_signals(self) -> None:
        """SIGTERM and SIGINT end the process in order; a second one, or the deadline, at once."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda received, _frame: self.end(received))

    def end(self, received: int) -> None:
        """Ask for the end, from a signal handler."""
        if self.pulse.stopping:
            os._exit(1)
        self.pulse.stopping = True
        deadline = threading.Timer(self.assembly.settings.shutdown_seconds, os._exit, [1])
        deadline.daemon = True
        deadline.start()
        eventlet.spawn_n(self._finish, 0, f"signal {received}")

    def wait(self) -> int:
        """Wait for the end, stop what still runs, and say how it ended."""
        code: int = self._ended.wait()
        self.stop()
        return code

    def stop(self) -> None:
        """Stop the services in the order figures flow through them."""
        self.pulse.stopping = True
        for watch in (self.sweep, self.retention, self.depths):
            watch.stop()
        for service in self.services:
            if service in self.containers:
                self.containers.pop(service).stop()
        self.assembly.close()
        log.info("stopped", services=self.services)

    def _mourn(self, name: str, lives: Callable[[], Any]) -> None:
        try:
            lives()
        except Exception as error:
            log.exception("died", part=name, error=repr(error))
            self._finish(1, f"{name} died")

    def _finish(self, code: int, why: str) -> None:
        if not self._ended.ready():
            log.info("stopping", why=why)
            self._ended.send(code)
