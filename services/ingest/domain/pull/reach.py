"""Which addresses a source may be at: public ones, and those of the networks named for it."""

from __future__ import annotations

from collections.abc import Collection

from services.ingest.domain.address import is_within, read_address


def may_reach(address: str, networks: Collection[str]) -> bool:
    """Say whether a source may be asked at this address; a name that leads inside must have been meant to."""
    found = read_address(address)
    if found is None or found.is_link_local or found.is_multicast or found.is_unspecified:
        return False
    return found.is_global or is_within(str(found), networks)
