"""Whether the templates that a province has of its own can write every letter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateError

from services.notify.channels.specimens import specimens
from services.notify.channels.templates import FOLDER, NAMES, PRODUCTS, Templates
from services.notify.domain.links import Links
from shared.catalogue.problem import Problem

LINKS = Links("https://nhipso.example/a/x", "https://nhipso.example/u/x")


def template_problems(province: Path) -> list[Problem]:
    """What is wrong with the templates of a province, each by file and line; none where it has none."""
    folder = province / FOLDER
    if not folder.is_dir():
        return []
    own = sorted(path.name for path in folder.glob(NAMES))
    strangers = [
        Problem(f"{FOLDER}/{name}", 1, f"is not one of {', '.join(PRODUCTS)}") for name in own if name not in PRODUCTS
    ]
    return strangers or sorted(set(_failures(Templates(folder))))


def _failures(templates: Templates) -> Iterator[Problem]:
    for letter in specimens():
        for render in (templates.text, templates.html):
            try:
                render(letter, "nhipso@example.vn", LINKS)
            except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
                yield _problem(error)


def _problem(error: Exception) -> Problem:
    name, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    step = error.__traceback__
    while step is not None:
        # The frames of a template bear its name and its own line numbers.
        if step.tb_frame.f_code.co_filename.endswith(".j2"):
            name, line = step.tb_frame.f_code.co_filename, step.tb_lineno
        step = step.tb_next
    said = " ".join(str(error).split()) or type(error).__name__
    return Problem(f"{FOLDER}/{Path(str(name or '')).name}", int(line or 1), said)
