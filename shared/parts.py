"""What the composition root hands to each service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nameko.extensions import DependencyProvider

from shared.catalogue import Catalogue
from shared.clock import Clock, system_clock
from shared.database import Database
from shared.settings import Settings

#: answers "/health/live", "/health/ready" and "/metrics": status line, content type, body
Vitals = Callable[[str], tuple[str, str, bytes]]


def no_vitals(path: str) -> tuple[str, str, bytes]:
    """What a service without a process around it (in a test) says of its health: nothing."""
    return "404 Not Found", "text/plain", path.encode()


@dataclass(frozen=True)
class Parts:
    """One service's database, and what all services share. `vitals` speaks for the process it runs in."""

    database: Database
    catalogue: Catalogue
    settings: Settings
    clock: Clock = system_clock
    vitals: Vitals = no_vitals


class GivenParts(DependencyProvider):  # type: ignore[misc]  # nameko is untyped
    """Injects the Parts that the composition root put into the container's configuration."""

    def get_dependency(self, worker_ctx: Any) -> Parts:
        parts: Parts = self.container.config["parts"]
        return parts
