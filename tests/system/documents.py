"""The commands that documents show."""

from __future__ import annotations

import re
from pathlib import Path

from tests.system.product import ROOT

FENCE = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def blocks(document: Path) -> list[list[str]]:
    """The shell blocks of a document, each as its commands (continued lines joined, comments dropped)."""
    return [_commands(block) for block in FENCE.findall(document.read_text(encoding="utf-8"))]


def _commands(block: str) -> list[str]:
    lines = (line.split("  #")[0].rstrip() for line in block.replace("\\\n", " ").splitlines())
    return [line for line in lines if line and not line.startswith("#")]
