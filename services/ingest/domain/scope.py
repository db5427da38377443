"""What a new key may be for: units and indicators that exist, networks, a day that is to come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from fnmatch import fnmatchcase
from ipaddress import ip_network

from shared.catalogue import Catalogue
from shared.errors import Refused

SHOWN = 3
NEAR = 0.5


@dataclass(frozen=True)
class Scope:
    """Ids or globs of units and indicators, networks ("10.0.0.0/8"); none of them means all, no `expires_at` never."""

    units: Sequence[str] = ()
    indicators: Sequence[str] = ()
    addresses: Sequence[str] = ()
    expires_at: datetime | None = None


def check_names(scope: Scope, catalogue: Catalogue) -> None:
    """Raises Refused for a unit or indicator that no figure can be of, naming the nearest."""
    for pointer, patterns, known in (
        ("units", scope.units, catalogue.units),
        ("indicators", scope.indicators, catalogue.indicators),
    ):
        for pattern in patterns:
            if not any(fnmatchcase(name, pattern) for name in known):
                raise _unknown(pointer, pattern, known)


def read_networks(texts: Sequence[str]) -> list[str]:
    """Networks in their one way of writing. Raises Refused for what is none, or names a host beside its network."""
    return [_network(text) for text in texts]


def _network(text: str) -> str:
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        raise Refused(
            "malformed-field",
            f"{text!r} is no network address such as 10.0.0.0/8 or 2001:db8::/32",
            pointer="from",
            value=text,
        ) from None
    if str(network.network_address) != str(ip_network(text.partition("/")[0]).network_address):
        raise Refused(
            "malformed-field",
            f"{text} is a host within a network; for the whole network write {network}",
            pointer="from",
            value=text,
        )
    return str(network)


def _unknown(pointer: str, pattern: str, known: Collection[str]) -> Refused:
    kind = pointer.removesuffix("s")
    if any(sign in pattern for sign in "*?["):
        return Refused("malformed-field", f"no {kind} of the catalogue is like {pattern!r}", pointer=pointer)
    near = get_close_matches(pattern.lower(), list(known), n=SHOWN, cutoff=NEAR)
    hint = f"; nearest: {', '.join(near)}" if near else ""
    return Refused("malformed-field", f"the catalogue has no {kind} {pattern!r}{hint}", pointer=pointer, value=pattern)
