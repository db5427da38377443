"""How consumers and relays are doing, for the health page. Times are monotonic seconds."""

from __future__ import annotations

import time
from dataclasses import dataclass

from shared.messaging.link import HEARTBEAT

#: a batch that takes longer than this is not progressing
BATCH_SECONDS = 120


@dataclass
class Progress:
    """One consumer. `busy_since` and `holding_since` are set while a batch is handled or held."""

    consumer: str
    connected: bool = False
    stopped: str | None = None
    last_socket_read: float | None = None
    last_batch_done: float | None = None
    busy_since: float | None = None
    holding_since: float | None = None

    def trouble(self, now: float) -> str | None:
        """What keeps this consumer from its work, or None."""
        if self.stopped:
            return f"stopped: {self.stopped}"
        if not self.connected:
            return "not connected to the broker"
        if self.last_socket_read is None or now - self.last_socket_read > 3 * HEARTBEAT:
            return "its link does not move"
        if self.holding_since is not None and now - self.holding_since > 3 * HEARTBEAT:
            return "holds a batch because the database is away"
        if self.busy_since is not None and now - self.busy_since > BATCH_SECONDS:
            return "a batch does not end"
        return None


@dataclass
class RelayProgress:
    """One service's relay."""

    service: str
    connected: bool = False
    stopping: bool = False
    unsent: int = 0
    last_confirm: float | None = None

    def confirmed(self) -> None:
        self.last_confirm = time.monotonic()

    def trouble(self, now: float) -> str | None:
        """What keeps this relay from its work, or None."""
        if not self.connected:
            return "not connected to the broker"
        if self.unsent and (self.last_confirm is None or now - self.last_confirm > 3 * HEARTBEAT):
            return f"{self.unsent} messages wait and none is confirmed"
        return None


CONSUMERS: dict[str, Progress] = {}
RELAYS: dict[str, RelayProgress] = {}


def consumer_progress(consumer: str) -> Progress:
    """Begin the record of a consumer that starts."""
    CONSUMERS[consumer] = Progress(consumer)
    return CONSUMERS[consumer]


def relay_progress(service: str) -> RelayProgress:
    """Begin the record of a relay that starts."""
    RELAYS[service] = RelayProgress(service)
    return RELAYS[service]


def troubles(now: float) -> dict[str, str]:
    """Everything in this process that does not do its work, by name, with the reason."""
    found = {f"consumer {name}": record.trouble(now) for name, record in CONSUMERS.items()}
    found |= {f"relay {name}": record.trouble(now) for name, record in RELAYS.items()}
    return {name: reason for name, reason in found.items() if reason}
