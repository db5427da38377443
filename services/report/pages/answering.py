"""Answering whoever asks for published editions. What is made on demand is made aside: nobody waits for it."""

from __future__ import annotations

from typing import Final

from werkzeug.wrappers import Request, Response

from services.report.issue_store import sha256
from services.report.pages.page import SHUT, page
from services.report.pages.shelf import Shelf, Volume, nothing, stated
from services.report.pages.words import WORDS
from services.report.published_event import media_type
from services.report.render.leaflet import LEAFLETS, extract_files, summary_files
from shared.http.answers import json_answer
from shared.http.aside import aside
from shared.language import LANGUAGE

#: what a leaflet is offered as on pages
FORMS: Final = tuple(form for form in LEAFLETS if form != "json")
#: shown by the browser itself; everything else is saved
SHOWN: Final = frozenset({"html", "json", "pdf"})
#: the answer depends on what is asked for, and on what was published since
FRESH: Final = {"Cache-Control": "no-cache", "Vary": "Accept, Accept-Language"}
#: an issue never changes, and a re-issue has an address of its own
KEPT_SECONDS: Final = 86_400
#: a document brings its style, pictures and letters along, and runs nothing
POLICY: Final = f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; {SHUT}"


def show_library(request: Request, shelf: Shelf) -> Response:
    """Everything that was published, the newest first."""
    volumes = shelf.volumes()
    if _wants_json(request):
        return json_answer({"editions": [stated(volume) for volume in volumes]}, headers=FRESH)
    return page("list", WORDS[LANGUAGE.get()]["library"], volumes=volumes)


def show_volume(request: Request, shelf: Shelf, folder: str) -> Response:
    """One issue: its files, what it corrects, the extracts of units."""
    volume = shelf.volume(folder)
    extracts = shelf.extracts(volume)
    if _wants_json(request):
        units = [f"/editions/{folder}/units/{each.unit}.json" for each in extracts.units]
        return json_answer({**stated(volume), "units": units}, headers=FRESH)
    bulletin = shelf.bulletin(volume)
    return page("edition", bulletin.title, volume=volume, bulletin=bulletin, extracts=extracts, forms=FORMS)


def give_file(request: Request, shelf: Shelf, folder: str, name: str) -> Response:
    """A file of an issue as it was issued, or the page for leaders."""
    volume = shelf.volume(folder)
    stem, _, form = name.rpartition(".")
    if stem == "summary" and form in LEAFLETS:
        summary = shelf.extracts(volume).summary
        return _given(request, volume, name, aside(lambda: summary_files(summary, [form]))[name])
    return _given(request, volume, name, shelf.content(volume, name))


def give_extract(request: Request, shelf: Shelf, folder: str, name: str) -> Response:
    """The page of a unit."""
    volume = shelf.volume(folder)
    unit, _, form = name.rpartition(".")
    extract = shelf.extracts(volume).unit(unit)
    if extract is None or form not in LEAFLETS:
        raise nothing()
    return _given(request, volume, name, aside(lambda: extract_files(extract, [form]))[name])


def _given(request: Request, volume: Volume, name: str, content: bytes) -> Response:
    form = name.rpartition(".")[2]
    saved_as = f"{volume.issue.folder.replace('/', '-')}-{name}"
    headers = {
        "Content-Security-Policy": POLICY,
        "Content-Disposition": f'{"inline" if form in SHOWN else "attachment"}; filename="{saved_as}"',
        "Cache-Control": f"private, max-age={KEPT_SECONDS}",
        "Referrer-Policy": "no-referrer",
    }
    response = Response(content, headers=headers, content_type=media_type(name))
    response.set_etag(sha256(content))
    conditional: Response = response.make_conditional(request)
    return conditional


def _wants_json(request: Request) -> bool:
    if request.args.get("format") == "json":
        return True
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
