"""Network addresses: whose one is, and within which networks."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network


def network(address: str) -> str:
    """What one sender can call its own: an address, or with IPv6 the 64 bits that a network is given."""
    found = read_address(address)
    if found is None:
        return address
    return str(found if isinstance(found, IPv4Address) else IPv6Address(int(found) >> 64 << 64))


def is_within(address: str, networks: Iterable[str]) -> bool:
    """Say whether an address is in one of the networks ("10.0.0.0/8"); what is no address is in none."""
    found = read_address(address)
    return found is not None and any(found in ip_network(each) for each in networks)


def read_address(text: str) -> IPv4Address | IPv6Address | None:
    """The address, IPv4 also where it is written as IPv6; None for what is none."""
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
