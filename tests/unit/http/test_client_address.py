"""Who asks is the peer, unless a proxy that is trusted says otherwise."""

from __future__ import annotations

import pytest

from shared.http.peer import client_address, read_networks

PROXIES = read_networks("10.0.0.0/8, 2001:db8:ffff::/64")


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.7", None, "203.0.113.7"),
        ("203.0.113.7", "10.1.1.1", "203.0.113.7"),  # a stranger's word about itself
        ("10.0.0.1", None, "10.0.0.1"),
        ("10.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "192.0.2.9, 203.0.113.7", "203.0.113.7"),  # the first is what the client wrote
        ("10.0.0.1", "192.0.2.9, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        ("10.0.0.1", "10.0.0.3,10.0.0.2", "10.0.0.3"),
        ("::ffff:10.0.0.1", "203.0.113.7:4711", "203.0.113.7"),
        ("2001:db8:ffff::1", "[2001:db8::9]:4711", "2001:db8::9"),
        ("10.0.0.1", "2001:db8::9", "2001:db8::9"),
        ("10.0.0.1", "192.0.2.9, unknown", ""),
        ("10.0.0.1", "192.0.2.9, 10.0.0.2, <script>", ""),
        ("10.0.0.1", " , ", "10.0.0.1"),
        ("unix", "203.0.113.7", "unix"),
        ("", "203.0.113.7", ""),
    ],
)
def test_a_forwarded_address_is_believed_as_far_as_proxies_are_trusted(
    peer: str, forwarded: str | None, client: str
) -> None:
    environ = {"REMOTE_ADDR": peer} | ({} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded})

    assert client_address(environ, PROXIES) == client
    assert client_address(environ, ()) == peer
