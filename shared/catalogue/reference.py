"""References to secrets: where a value is that no file of the catalogue may hold."""

from __future__ import annotations

import os
import re
from pathlib import Path

from shared.errors import TryLater

REFERENCE = re.compile(r"env:[A-Z][A-Z0-9_]*|file:/.+")
FORMS = "env:NAME or file:/PATH"
#: the settings of this product are no secrets of contacts
OWN = "env:NHIPSO_"


def is_reference(text: str) -> bool:
    """Say whether `text` refers to a secret: to an environment variable that is no setting, or to a file."""
    return REFERENCE.fullmatch(text) is not None and not text.startswith(OWN)


def read_reference(reference: str) -> str:
    """The secret that `reference` refers to, read anew each time. Raises TryLater, naming it, where there is none."""
    kind, _, place = reference.partition(":")
    try:
        value = os.environ.get(place, "") if kind == "env" else Path(place).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TryLater(f"{reference} cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
    if not value.strip():
        raise TryLater(f"{reference} is empty or not set")
    return value.strip()
