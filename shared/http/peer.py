"""The network address of who asks, also when a proxy asks in their place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

Network = IPv4Network | IPv6Network
#: some proxies add the port: 203.0.113.7:4711, [2001:db8::1]:4711
WITH_PORT = re.compile(r"(?:\[(?P<six>[^]]+)\]|(?P<four>[0-9.]+))(?::[0-9]+)?")


def read_networks(text: str) -> tuple[Network, ...]:
    """Networks and addresses from a list such as "10.0.0.0/8, 192.0.2.1". Raises ValueError for what is none."""
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


def client_address(environ: Mapping[str, Any], trusted: Sequence[Network]) -> str:
    """Who asks: the peer, or who the trusted proxies say it is; empty when they say nothing that can be read.

    X-Forwarded-For is believed from its end, and only as far as one trusted proxy speaks for another: all before that
    is what anybody may have written.
    """
    peer = str(environ.get("REMOTE_ADDR") or "")
    said = [part.strip() for part in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    found = _read(peer)
    while said and found is not None and any(found in network for network in trusted):
        found = _read(said.pop())
        peer = "" if found is None else str(found)
    return peer


def _read(text: str) -> IPv4Address | IPv6Address | None:
    bare = WITH_PORT.fullmatch(text)
    try:
        found = ip_address((bare["six"] or bare["four"]) if bare else text.partition("%")[0])
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
