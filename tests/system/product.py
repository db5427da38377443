"""The product as its users meet it: a command, HTTP, files. Nothing of its code is imported here."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.servers.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [str(Path(sys.executable).parent / "nhipso")]
PROVINCE = ROOT / "deploy" / "provinces" / "binh-phuoc"
SERVICES = ("ingest", "scoring", "notify", "report")
PATIENCE = 60.0


def eventually(what: Callable[[], Any], why: str, patience: float = PATIENCE) -> Any:
    """Ask until the answer is true, and return it."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if answer := what():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"after {patience:.0f} s still not: {why}")


@dataclass
class Product:
    """One installation in a folder: its environment, its running processes, its doors."""

    folder: Path
    database_url: str
    broker_url: str = "memory://"
    extra: dict[str, str] = field(default_factory=dict)
    http_port: int = field(default_factory=free_port)
    answer_port: int = field(default_factory=free_port)
    library_port: int = field(default_factory=free_port)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    ops_ports: dict[str, int] = field(default_factory=dict)

    @property
    def embedded(self) -> bool:
        return self.broker_url.startswith("memory:")

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("NHIPSO_")}
        return kept | {
            "NHIPSO_DATABASE_URL": self.database_url,
            "NHIPSO_BROKER_URL": self.broker_url,
            "NHIPSO_HTTP_PORT": str(self.http_port),
            "NHIPSO_NOTIFY_HTTP_PORT": str(self.answer_port),
            "NHIPSO_REPORT_HTTP_PORT": str(self.library_port),
            "NHIPSO_MAIL_URL": f"file:{self.folder / 'mail'}",
            "NHIPSO_ALERT_QUIET_SECONDS": "2",
            "NHIPSO_ALERT_LONGEST_WAIT_SECONDS": "60",
            "NHIPSO_ALERT_PACE": "at_once",
            "NHIPSO_LOG_FORMAT": "json",
            **self.extra,
        }

    def run(self, *arguments: str, check: bool = True, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a `nhipso` command to its end."""
        done = subprocess.run(
            [*COMMAND, *arguments],
            env=self.environment | more,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        if check and done.returncode != 0:
            raise AssertionError(f"nhipso {' '.join(arguments)} ended {done.returncode}: {done.stderr}")
        return done

    def start(self) -> None:
        """Start the services: one process when embedded, else one for each."""
        if not self.embedded:
            self.run("db", "upgrade")
            self.run("topology", "apply")
        for name in ["all"] if self.embedded else SERVICES:
            self.start_one(name)
        for name in list(self.processes):
            self.wait_ready(name)

    def start_one(self, name: str) -> None:
        """Start one process of the product; its log goes to a file of its name."""
        self.ops_ports[name] = free_port()
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [*COMMAND, "run", name],
                env=self.environment | {"NHIPSO_OPS_PORT": str(self.ops_ports[name])},
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )

    def wait_ready(self, name: str) -> None:
        """Wait until the process says that it is ready."""

        def ready() -> bool:
            ended = self.processes[name].poll()
            assert ended is None, f"{name} ended {ended}: {self.log_of(name)[-3000:]}"
            try:
                return httpx.get(f"{self.ops_url(name)}/health/ready", timeout=3).status_code == 200
            except httpx.TransportError:
                return False

        eventually(ready, f"{name} is ready")

    def ops_url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.ops_ports[name]}"

    @property
    def http_url(self) -> str:
        return f"http://127.0.0.1:{self.http_port}"

    def log_of(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(encoding="utf-8")

    def stop(self, how: int = signal.SIGTERM) -> dict[str, int]:
        """End every process and return their exit codes."""
        for process in self.processes.values():
            process.send_signal(how)
        codes = {name: process.wait(timeout=40) for name, process in self.processes.items()}
        self.processes.clear()
        return codes

    def create_key(self, source: str = "so-tttt", *arguments: str) -> str:
        """A new API key, as the operator makes one."""
        return self.run("key", "create", "--source", source, *arguments).stdout.strip().split()[-1]

    def post(self, key: str | None, body: Any, **parameters: str) -> httpx.Response:
        """Post figures as JSON."""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx.post(f"{self.http_url}/v1/figures", json=body, headers=headers, params=parameters, timeout=30)

    def receipt(self, key: str, receipt: str) -> Any:
        answer = httpx.get(
            f"{self.http_url}/v1/receipts/{receipt}", headers={"Authorization": f"Bearer {key}"}, timeout=30
        )
        return answer.raise_for_status().json()

    def bulletin(self, period: str, folder: str = "bulletins") -> bytes:
        """Build a bulletin and return the bytes of its JSON."""
        self.run("bulletin", "build", "--period", period, "--out", str(self.folder / folder), "--format", "json")
        return (self.folder / folder / period / "bulletin.json").read_bytes()

    def mails(self) -> list[Path]:
        return sorted((self.folder / "mail").glob("*.eml"))

    def json(self, *arguments: str) -> Any:
        return json.loads(self.run(*arguments, "--format", "json").stdout)


@contextmanager
def embedded(folder: Path, **extra: str) -> Iterator[Product]:
    """A running product on the embedded default."""
    yield from _running(Product(folder, f"sqlite:///{folder / 'data'}", extra=extra))


@contextmanager
def on_servers(folder: Path, postgres_url: str, rabbitmq_url: str, **extra: str) -> Iterator[Product]:
    """A running product of four processes on RabbitMQ and PostgreSQL."""
    yield from _running(Product(folder, postgres_url, rabbitmq_url, extra=extra))


def _running(product: Product) -> Iterator[Product]:
    try:
        product.start()
        yield product
    finally:
        for process in product.processes.values():
            process.kill()
            process.wait()
