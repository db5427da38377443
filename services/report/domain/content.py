"""The bulletin as bytes: equal content is equal text, and its hash says so."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from services.report.domain.bulletin import Bulletin


def content_hash(bulletin: Bulletin) -> str:
    """SHA-256 of everything in the bulletin but the hash itself, in canonical JSON."""
    return _hash_of(bulletin.model_dump(mode="json"))


def stated_hash(text: str) -> str:
    """The hash that the text of a bulletin.json should state, whichever program wrote it. Raises ValueError."""
    return _hash_of(json.loads(text))


def _hash_of(stated: dict[str, Any]) -> str:
    rest = {name: value for name, value in stated.items() if name != "content_hash"}
    canonical = json.dumps(rest, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def sealed(bulletin: Bulletin) -> Bulletin:
    """The bulletin with its hash."""
    return bulletin.model_copy(update={"content_hash": content_hash(bulletin)})


def bulletin_json(bulletin: Bulletin) -> str:
    """The text of bulletin.json: fields in the order of the model, one space of indent, a newline at the end."""
    return json.dumps(bulletin.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"
