"""The files that the upload page is made of, each known by name; their address changes with what they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from werkzeug.wrappers import Response

from shared.errors import Refused

FOLDER = Path(__file__).with_name("static")
KINDS: Mapping[str, str] = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
FOR_EVER = "public, max-age=31536000, immutable"
VERSION_DIGITS = 16


@cache
def assets() -> Mapping[str, bytes]:
    """Every file by its name."""
    return {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.suffix in KINDS}


@cache
def version() -> str:
    """What stands for the content of all files together: they import each other by name."""
    whole = hashlib.sha256()
    for name, content in assets().items():
        whole.update(f"{name}\n{len(content)}\n".encode() + content)
    return whole.hexdigest()[:VERSION_DIGITS]


def asset_answer(asked_version: str, name: str) -> Response:
    """Answer with a file. Raises Refused for a name or a version that is none of ours: nothing is looked up on disk."""
    content = assets().get(name)
    if content is None or asked_version != version():
        raise Refused("not-found", "")
    headers = {"Cache-Control": FOR_EVER, "Cross-Origin-Resource-Policy": "same-origin"}
    return Response(content, headers=headers, content_type=KINDS[Path(name).suffix])
