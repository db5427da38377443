"""A private RabbitMQ node: start, stop, kill, freeze, and rabbitmqctl."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.servers.install import rabbitmq_programs
from tests.servers.ports import free_ports
from tests.servers.process import PATIENCE, ServerFailed, ServerProcess, accepts

# Quorum queues write ahead; 64 MiB segments, the default, would fill a small /tmp with a few vhosts.
CONFIG = """\
listeners.tcp.default = 127.0.0.1:{port}
disk_free_limit.absolute = 50MB
heartbeat = 20
consumer_timeout = 3600000
raft.wal_max_size_bytes = 8388608
log.console = false
log.file.level = warning
"""
ENVIRONMENT = "environment.json"


class Broker:
    """One RabbitMQ node with its own data, Erlang cookie, epmd and ports; everything goes when it is closed."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="nhipso-rabbitmq-"))
        self.port, distribution, self._epmd_port = free_ports(3)
        (self.home / "rabbitmq.conf").write_text(CONFIG.format(port=self.port))
        (self.home / "plugins").write_text("[].\n")
        self._environ = _environment(self.home, distribution, self._epmd_port)
        (self.home / ENVIRONMENT).write_text(json.dumps(self._environ))
        self._epmd: ServerProcess | None = None
        self._node: ServerProcess | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def url(self, vhost: str = "%2F") -> str:
        """The address of a vhost; the default one is written %2F."""
        return f"amqp://guest:guest@127.0.0.1:{self.port}/{vhost}"

    def launch(self) -> None:
        """Start the node without waiting for it."""
        programs = rabbitmq_programs()
        log = self.home / "console.log"
        if self._epmd is None:
            # Our own, in the foreground: the one that a node starts for itself would stay behind.
            epmd: list[str | Path] = [programs.epmd, "-port", str(self._epmd_port), "-address", "127.0.0.1"]
            self._epmd = ServerProcess(epmd, log=log, environ=self._environ)
            self._epmd.await_true(lambda: accepts(self._epmd_port), "epmd")
        self._node = ServerProcess([programs.server], log=log, environ=self._environ)

    def await_ready(self) -> None:
        """Wait until clients are served. Raises ServerFailed when it does not come up."""
        self._running().await_true(lambda: accepts(self.port), "RabbitMQ")

    def start(self) -> None:
        self.launch()
        self.await_ready()

    def stop(self) -> None:
        """Shut down in good order, as an operator would."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Die at once, as with kill -9 or a power cut of the process."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """Stay there, connections open, and answer nothing."""
        self._running().send(signal.SIGSTOP)

    def thaw(self) -> None:
        self._running().send(signal.SIGCONT)

    def ctl(self, *arguments: str) -> str:
        """Run rabbitmqctl on this node; returns what it printed. Takes a second or two."""
        return ctl(self.home, *arguments)

    def wipe(self) -> None:
        """Lose all data of the stopped node, as when its disk is replaced."""
        shutil.rmtree(self.home / "mnesia", ignore_errors=True)

    def close(self) -> None:
        """End everything and remove the data."""
        for process in (self._node, self._epmd):
            if process is not None:
                process.kill_all()
        shutil.rmtree(self.home, ignore_errors=True)

    def _running(self) -> ServerProcess:
        if self._node is None:
            raise ServerFailed("RabbitMQ was not started")
        return self._node

    def _end(self, number: signal.Signals) -> None:
        node = self._running()
        node.send(number)
        node.wait()


def ctl(home: Path, *arguments: str) -> str:
    """Run rabbitmqctl on the node whose home this is. Raises ServerFailed with its complaint."""
    environ: dict[str, str] = json.loads((home / ENVIRONMENT).read_text())
    command: list[str | Path] = [rabbitmq_programs().ctl, "--silent", *arguments]
    done = subprocess.run(command, env=environ, cwd="/", capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode:
        raise ServerFailed(f"rabbitmqctl {' '.join(arguments)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def create_vhosts(home: Path, names: list[str]) -> None:
    """Create vhosts that guest may use, all in one call."""
    everything = {"configure": ".*", "write": ".*", "read": ".*"}
    definitions = home / f"definitions-{names[0]}.json"
    definitions.write_text(
        json.dumps(
            {
                "vhosts": [{"name": name} for name in names],
                "permissions": [{"user": "guest", "vhost": name, **everything} for name in names],
            }
        )
    )
    # The same again changes nothing: a call that hangs on a machine full of work is made once more.
    with suppress(subprocess.TimeoutExpired):
        ctl(home, "import_definitions", str(definitions))
        return
    ctl(home, "import_definitions", str(definitions))


def _environment(home: Path, distribution_port: int, epmd_port: int) -> dict[str, str]:
    """What tells RabbitMQ's scripts to keep to `home` and to the loopback interface."""
    return {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "ERL_EPMD_PORT": str(epmd_port),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODENAME": "nhipso@localhost",
        "RABBITMQ_DIST_PORT": str(distribution_port),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
        "RABBITMQ_CONFIG_FILE": str(home / "rabbitmq.conf"),
        "RABBITMQ_CONF_ENV_FILE": str(home / "none"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(home / "plugins"),
        "RABBITMQ_MNESIA_BASE": str(home / "mnesia"),
        "RABBITMQ_LOG_BASE": str(home / "log"),
        "RABBITMQ_PID_FILE": str(home / "node.pid"),
        # The script then becomes the node instead of waiting for it: signals reach the node itself.
        "RUNNING_UNDER_SYSTEMD": "true",
    }
