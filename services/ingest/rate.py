"""The rate limit of this process, one for all requests of a container."""

from __future__ import annotations

from typing import Any

from nameko.extensions import DependencyProvider

from services.ingest.domain.limit import RateLimit


class Rate(DependencyProvider):  # type: ignore[misc]  # nameko is untyped
    """Injects the rate limit."""

    limit: RateLimit

    def setup(self) -> None:
        self.limit = RateLimit(self.container.config["parts"].settings.requests_per_minute)

    def get_dependency(self, worker_ctx: Any) -> RateLimit:
        return self.limit
