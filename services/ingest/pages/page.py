"""The upload page itself: the same for everyone, for what it shows is asked for with the key that signs in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from werkzeug.wrappers import Request, Response

from services.ingest.pages.assets import version
from services.ingest.pages.words import words_of
from shared.language import LANGUAGE, Language

TEMPLATE = Path(__file__).with_name("upload.html")
#: no script but our files, nothing from elsewhere, in nobody's frame
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
LANGUAGES: tuple[Language, ...] = ("vi", "en")


def upload_page(request: Request) -> Response:
    """The page in the language chosen on it, else in that of the browser."""
    chosen = request.args.get("lang")
    language = next((each for each in LANGUAGES if each == chosen), LANGUAGE.get())
    return Response(page_text(language), headers=HEADERS, mimetype="text/html")


@cache
def page_text(language: Language) -> str:
    """The HTML of the page."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    other = next(each for each in LANGUAGES if each != language)
    return template.render(language=language, other=other, words=words_of(language), version=version())
