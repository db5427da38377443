"""When a consumer or a relay is said not to do its work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shared.messaging.progress import Progress, RelayProgress

WELL = Progress("scoring.metric", connected=True, last_socket_read=99.0)


def test_a_connected_consumer_that_reads_is_well() -> None:
    assert WELL.trouble(100.0) is None
    assert replace(WELL, busy_since=99.0, holding_since=99.0).trouble(100.0) is None


@pytest.mark.parametrize(
    ("ill", "reason"),
    [
        (replace(WELL, stopped="everything fails"), "stopped: everything fails"),
        (replace(WELL, connected=False), "not connected"),
        (replace(WELL, last_socket_read=1.0), "does not move"),
        (replace(WELL, holding_since=1.0), "the database is away"),
        (replace(WELL, last_socket_read=999.0, busy_since=99.0), "does not end"),
    ],
)
def test_each_trouble_has_its_reason(ill: Progress, reason: str) -> None:
    now = 1000.0 if ill.busy_since else 100.0

    assert reason in str(ill.trouble(now))


def test_a_relay_is_ill_when_messages_wait_and_none_is_confirmed() -> None:
    relay = RelayProgress("ingest", connected=True)

    assert relay.trouble(100.0) is None
    assert "5 messages wait" in str(replace(relay, unsent=5, last_confirm=1.0).trouble(100.0))
    assert replace(relay, unsent=5, last_confirm=99.0).trouble(100.0) is None
    assert "not connected" in str(replace(relay, connected=False).trouble(100.0))
