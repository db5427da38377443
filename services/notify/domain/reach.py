"""Where a webhook may lead: to the world outside, and to the networks of this house only where they are allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
#: what some systems read as an address in spite of its spelling: 2130706433, 0x7f.1, 017700000001, 127.1
NUMERIC = re.compile(r"(0x[0-9a-f]*|[0-9]+)(\.(0x[0-9a-f]*|[0-9]+))*\.?", re.IGNORECASE)
#: IPv6 addresses that end in the IPv4 address they lead to (RFC 6052, RFC 4291)
CARRIERS = (ip_network("64:ff9b::/96"), ip_network("::/96"), ip_network("::ffff:0:0:0/96"))


@dataclass(frozen=True)
class Reach:
    """`allowed` are the networks of this house that webhooks may lead to, also without TLS."""

    allowed: Sequence[IPv4Network | IPv6Network] = ()

    def refusal(self, address: Address, *, encrypted: bool) -> str | None:
        """Why nothing may be sent to an address; None where it may."""
        ends = list(_ends(address))
        if any(end in network for end in ends for network in self.allowed if network.version == end.version):
            return None
        if not all(_is_outside(end) for end in ends):
            return f"{address} is not an address of the internet; NHIPSO_ALLOW_PRIVATE_WEBHOOKS lists what is allowed"
        return None if encrypted else f"{address} must be reached by https"


def literal(host: str) -> Address | None:
    """The address that `host` spells, None for a name. Raises ValueError for a spelling that can be read two ways."""
    try:
        return ip_address(host)
    except ValueError:
        if NUMERIC.fullmatch(host) or ":" in host:
            raise ValueError(f"{host} is not how an address is written") from None
        return None


def _is_outside(address: Address) -> bool:
    local = isinstance(address, IPv6Address) and address.is_site_local
    return address.is_global and not address.is_multicast and not local


def _ends(address: Address) -> Iterator[Address]:
    """The address, and the one it is only another way to write."""
    yield address
    if isinstance(address, IPv4Address):
        return
    carried = (address.ipv4_mapped, address.sixtofour, *(address.teredo or ()))
    yield from (found for found in carried if found is not None)
    if any(address in network for network in CARRIERS):
        yield IPv4Address(int(address) & 0xFFFFFFFF)
