"""The secret of a source: from the environment, or from the file that the environment names."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from services.ingest.domain.pull.source import Source
from shared.errors import Stop


def secret_headers(source: Source, environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """The header that signs requests in; none for a source without. Raises Stop when its secret is not there."""
    if source.secret is None:
        return {}
    variables, name = (os.environ if environ is None else environ), source.secret.variable
    secret = variables.get(name) or _from_file(variables.get(f"{name}_FILE"), name)
    if not secret or not (secret.isascii() and secret.isprintable()):
        raise Stop(f"the secret of {source.name} is not there: set {name}, or {name}_FILE to a file that holds it")
    return {source.secret.header: source.secret.value.replace("{secret}", secret)}


def _from_file(path: str | None, name: str) -> str | None:
    if not path:
        return None
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Stop(f"{name}_FILE: cannot read {path}: {error}") from error
