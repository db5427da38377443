"""Answering whoever asks for published editions. What is made on demand is made away: no message waits for it."""

from __future__ import annotations

from functools import partial
from typing import Final

from werkzeug.wrappers import Request, Response

from services.report.issue_store import IssuedFile, sha256
from services.report.pages.made import extract_file, summary_file, units_of, volume_text
from services.report.pages.page import SHUT, answer, page
from services.report.pages.shelf import Shelf, Volume, nothing, stated
from services.report.pages.words import WORDS
from services.report.published_event import media_type
from services.report.render.leaflet import LEAFLETS
from shared.http.answers import json_answer
from shared.language import LANGUAGE

#: shown by the browser itself; everything else is saved
SHOWN: Final = frozenset({"html", "json", "pdf"})
#: the answer depends on what is asked for, and on what was published since
FRESH: Final = {"Cache-Control": "no-cache", "Vary": "Accept, Accept-Language"}
#: an issue never changes, and a re-issue has an address of its own
KEPT: Final = "private, max-age=86400"
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
        units = [f"/editions/{folder}/units/{unit}.json" for unit in shelf.away(partial(units_of, extracts))]
        return json_answer({**stated(volume), "units": units}, headers=FRESH)
    return answer(shelf.away(partial(volume_text, volume, shelf.body(volume), extracts)))


def give_file(request: Request, shelf: Shelf, folder: str, name: str) -> Response:
    """A file of an issue as it was issued, or the page for leaders."""
    volume = shelf.volume(folder)
    stem, _, form = name.rpartition(".")
    if stem == "summary" and form in LEAFLETS:
        return _given(request, volume, name, shelf.away(partial(summary_file, shelf.extracts(volume), form)))
    file = next((file for file in volume.files if file.name == name), None)
    if file is None:
        raise nothing()
    if file.sha256 in request.if_none_match:
        return _known(file)
    return _given(request, volume, name, shelf.content(volume, file))


def give_extract(request: Request, shelf: Shelf, folder: str, name: str) -> Response:
    """The page of a unit."""
    volume = shelf.volume(folder)
    unit, _, form = name.rpartition(".")
    content = shelf.away(partial(extract_file, shelf.extracts(volume), unit, form)) if form in LEAFLETS else None
    if content is None:
        raise nothing()
    return _given(request, volume, name, content)


def _known(file: IssuedFile) -> Response:
    """Whoever asks has these very bytes already."""
    response = Response(status=304, headers={"Cache-Control": KEPT})
    response.set_etag(file.sha256)
    return response


def _given(request: Request, volume: Volume, name: str, content: bytes) -> Response:
    form = name.rpartition(".")[2]
    saved_as = f"{volume.issue.folder.replace('/', '-')}-{name}"
    headers = {
        "Content-Security-Policy": POLICY,
        "Content-Disposition": f'{"inline" if form in SHOWN else "attachment"}; filename="{saved_as}"',
        "Cache-Control": KEPT,
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
