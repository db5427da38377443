"""Rendering letters: text and HTML from the templates."""

from __future__ import annotations

from functools import cache

from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from services.notify.domain.letter import Letter


def render_text(letter: Letter, contact: str) -> str:
    """The plain-text part of a letter; `contact` is the address to write to with questions."""
    return _render("alert.txt.j2", letter, contact)


def render_html(letter: Letter, contact: str) -> str:
    """The HTML part of a letter, everything in it escaped."""
    return _render("alert.html.j2", letter, contact)


def _render(name: str, letter: Letter, contact: str) -> str:
    words = f"words.{letter.language}.j2"
    return _environment(html=".html." in name).get_template(name).render(letter=letter, contact=contact, words=words)


@cache
def _environment(*, html: bool) -> ImmutableSandboxedEnvironment:
    # One environment a format: the words are imported by both, and must be escaped in one of them only.
    return ImmutableSandboxedEnvironment(
        loader=PackageLoader("services.notify"),
        autoescape=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
