"""What the composition root hands to each service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nameko.extensions import DependencyProvider

from shared.catalogue import Catalogue
from shared.clock import Clock, system_clock
from shared.database import Database
from shared.settings import Settings


@dataclass(frozen=True)
class Parts:
    """One service's database, and what all services share."""

    database: Database
    catalogue: Catalogue
    settings: Settings
    clock: Clock = system_clock


class GivenParts(DependencyProvider):  # type: ignore[misc]  # nameko is untyped
    """Injects the Parts that the composition root put into the container's configuration."""

    def get_dependency(self, worker_ctx: Any) -> Parts:
        parts: Parts = self.container.config["parts"]
        return parts
