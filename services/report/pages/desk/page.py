"""Pages of the desk as answers: no script, nothing from elsewhere, kept by nobody on the way."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from services.report.pages.desk.words import day_text, moment_text, period_text, size_text, words
from shared.language import LANGUAGE

HERE: Final = Path(__file__).parent
STYLE: Final = (HERE.parent / "page.css").read_text(encoding="utf-8") + (HERE / "desk.css").read_text(encoding="utf-8")
STYLE_HASH: Final = b64encode(sha256(STYLE.encode()).digest()).decode()
HEADERS: Final = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def page(view: str, heading: str, status: int = 200, **facts: Any) -> Response:
    """The page of a view: "sign-in", "list", "edition" or "article"."""
    text = (
        _environment()
        .get_template(f"{view}.html")
        .render(
            view=view,
            heading=heading,
            language=LANGUAGE.get(),
            w=words(),
            style=Markup(STYLE),  # noqa: S704  # our own files
            **{"editor": None, "told": "", "done": ""} | facts,
        )
    )
    return Response(text, status=status, headers=HEADERS, mimetype="text/html")


def to(path: str, done: str = "") -> Response:
    """Send the browser on, so that a reload repeats nothing."""
    answer: Any = redirect(f"{path}?done={done}" if done else path, 303)
    answer.headers["Cache-Control"] = "no-store"
    made: Response = answer
    return made


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("services.report.pages.desk", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(moment=moment_text, day=day_text, month=period_text, size=size_text)
    return made
