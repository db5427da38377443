"""Writes an edition's files; a reader never meets half of one."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from services.report.domain.bulletin import Bulletin
from services.report.domain.content import bulletin_json
from services.report.domain.picture import NO_PICTURES, Pictures
from services.report.domain.twins import in_english
from services.report.render.labels import Labels
from services.report.render.languages import labels_in
from shared.errors import Refused

READABLE = 0o644


def render(
    bulletin: Bulletin,
    folder: Path,
    formats: Sequence[str] = ("json", "html", "docx", "pdf", "xlsx"),
    language: str = "vi",
    pictures: Pictures = NO_PICTURES,
) -> list[Path]:
    """Write `folder`/bulletin.FORMAT for each of `formats` and return the paths, in that order.

    The same bulletin gives the same bytes. An unknown format or language is Refused before anything is written.
    """
    files = rendered(bulletin, formats, language, pictures)
    return write_files(folder, files)


def rendered(
    bulletin: Bulletin, formats: Sequence[str], language: str = "vi", pictures: Pictures = NO_PICTURES
) -> dict[str, bytes]:
    """The files of an edition by name, bulletin.FORMAT for each of `formats`; Refused as `render` does."""
    demand_known(formats, language)
    labels = labels_in(language)
    told = in_english(bulletin) if labels.language == "en" else bulletin
    # What is for programs is the same in every language: it has both.
    stated = {wanted: bulletin if wanted == "json" else told for wanted in formats}
    return {f"bulletin.{wanted}": FORMATS[wanted](stated[wanted], labels, pictures) for wanted in formats}


def demand_known(formats: Sequence[str], language: str) -> None:
    """Raises Refused for a format or language that editions are not written in."""
    labels_in(language)
    for wanted in formats:
        if wanted not in FORMATS:
            raise Refused("unknown-format", f"format is one of {', '.join(FORMATS)}", pointer="format", value=wanted)


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write `files` into `folder`, each at once, and return their paths. An OSError names the file."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_replace(folder / name, content) for name, content in files.items()]


def _json(bulletin: Bulletin, _: Labels, _pictures: Pictures) -> bytes:
    return bulletin_json(bulletin).encode()


def _html(bulletin: Bulletin, labels: Labels, pictures: Pictures) -> bytes:
    from services.report.render.web import html_page  # noqa: PLC0415 - each format pays for its own libraries

    return html_page(bulletin, labels, pictures).encode()


def _docx(bulletin: Bulletin, labels: Labels, pictures: Pictures) -> bytes:
    from services.report.render.word import docx_bytes  # noqa: PLC0415 - each format pays for its own libraries

    return docx_bytes(bulletin, labels, pictures)


def _pdf(bulletin: Bulletin, labels: Labels, pictures: Pictures) -> bytes:
    from services.report.render.pdf import pdf_bytes  # noqa: PLC0415 - each format pays for its own libraries

    return pdf_bytes(bulletin, labels, pictures)


def _xlsx(bulletin: Bulletin, labels: Labels, pictures: Pictures) -> bytes:
    from services.report.render.sheets import xlsx_bytes  # noqa: PLC0415 - each format pays for its own libraries

    return xlsx_bytes(bulletin, labels, pictures)


FORMATS: dict[str, Callable[[Bulletin, Labels, Pictures], bytes]] = {
    "json": _json,
    "html": _html,
    "docx": _docx,
    "pdf": _pdf,
    "xlsx": _xlsx,
}


def _replace(path: Path, content: bytes) -> Path:
    try:
        return _written(path, content)
    except OSError as error:
        # A full disk says so of no file.
        raise OSError(error.errno, error.strerror, str(path)) from error


def _written(path: Path, content: bytes) -> Path:
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as scratch:
        draft = Path(scratch.name)
        try:
            scratch.write(content)
            scratch.flush()
            os.fsync(scratch.fileno())
            draft.chmod(READABLE)
            return draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
