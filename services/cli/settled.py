"""Whether everything accepted so far has gone all the way: recorded by each subscriber, and told to whom it concerns."""

from __future__ import annotations

from services.cli.assembly import Assembly
from services.notify.store import nothing_to_send
from shared.messaging.sweep import unrecorded


def settled(assembly: Assembly) -> bool:
    """Say whether no message waits for a subscriber and no mail waits to be gathered or delivered."""
    if any(unrecorded(route) for route in assembly.routes()):
        return False
    with assembly.databases["notify"].read() as connection:
        return nothing_to_send(connection)
