"""Pages of the library: no script, nothing from elsewhere."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from werkzeug.wrappers import Response

from services.report.pages.words import WORDS
from services.report.render.languages import labels_in
from shared.language import LANGUAGE

HERE = Path(__file__).parent
STYLE = (HERE / "page.css").read_text(encoding="utf-8")
STYLE_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
SHUT = "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; {SHUT}",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
    "Vary": "Accept, Accept-Language",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
MEGA = 1024 * 1024


def page(view: str, heading: str, **facts: Any) -> Response:
    """A page with one view ("list" or "edition"), in the language of the request."""
    return answer(page_text(view, heading, **facts))


def answer(text: str) -> Response:
    """A page that was made already."""
    return Response(text, headers=HEADERS, mimetype="text/html")


def page_text(view: str, heading: str, **facts: Any) -> str:
    """The page as HTML."""
    language = LANGUAGE.get()
    return (
        _environment()
        .from_string((HERE / "page.html").read_text(encoding="utf-8"))
        .render(
            view=view,
            heading=heading,
            w=WORDS[language],
            labels=labels_in(language),
            style=Markup(STYLE),  # noqa: S704  # our own file
            **facts,
        )
    )


@cache
def _environment() -> Environment:
    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["size"] = _size
    return made


def _size(number: int, language: str) -> str:
    if number < MEGA:
        return f"{max(round(number / 1024), 1)} kB"
    text = f"{number / MEGA:.1f} MB"
    return text.replace(".", ",") if language == "vi" else text
