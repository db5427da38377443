"""Pages as answers: no script, nothing from elsewhere, kept by nobody on the way."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup
from werkzeug.wrappers import Response

from services.notify.pages.words import WORDS
from shared.language import Language

HERE = Path(__file__).parent
STYLE = (HERE / "page.css").read_text(encoding="utf-8")
STYLE_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def page(view: str, heading: str, language: Language, status: int = 200, **facts: Any) -> Response:
    """A page with one view: "said" (a sentence), "leave" or "answer"; `heading` names the words of its title."""
    words = WORDS[language]
    text = _template().render(
        view=view,
        heading=words[heading],
        language=language,
        w=words,
        style=Markup(STYLE),  # noqa: S704  # our own file
        **facts,
    )
    return Response(text, status=status, headers=HEADERS, mimetype="text/html")


def said(what: str, language: Language, status: int = 200) -> Response:
    """A page that says one thing, and how it went."""
    return page("said", f"{what}_title", language, status, text=WORDS[language][what], good=status < 400)  # noqa: PLR2004


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string((HERE / "page.html").read_text(encoding="utf-8"))
