"""Whom the document is sent to."""

from __future__ import annotations


def recipient_lines(recipients: tuple[str, ...]) -> list[str]:
    """The list as the decree has it: a dash before each, semicolons between, a full stop at the end."""
    bare = [text.strip().removeprefix("-").strip().rstrip(";.") for text in recipients]
    return [f"- {text}{'.' if place == len(bare) else ';'}" for place, text in enumerate(bare, start=1)]
