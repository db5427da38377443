"""Typesetting with the letters we carry, and with those only: what cannot be set is an error, never a hole."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from shared.errors import Refused, Stop

if TYPE_CHECKING:
    import typst

TYPEFACES: Final = Path(__file__).parent / "typefaces"
#: metric-compatible with Times New Roman; the library itself has the others, for signs that no text font has
FONT: Final = "Tinos"
FACES: Final = 4
#: how a PDF is kept for ever, with all that whoever listens to it needs: PDF/A-2a, PDF/UA-1
STANDARDS: Final = ("a-2a", "ua-1")
UNPRINTABLE: Final = re.compile(
    r"the text `\"(?P<letters>.*?)\"` could not be displayed|the PDF contains the codepoint `\"(?P<private>.*?)\"`"
    "|text with missing codepoints"
)


def typeset(source: bytes, given: Mapping[str, str], day: date | None = None, **how: Any) -> bytes:
    """Typeset a template with what is `given` to it, as if on `day`.

    Raises Refused when a letter cannot be printed, Stop when the letters are not installed.
    """
    import typst  # noqa: PLC0415 - only for those who typeset

    compiler = typst.Compiler(source, font_paths=_typefaces(), ignore_system_fonts=True)
    clock: dict[str, Any] = {} if day is None else {"timestamp": datetime.combine(day, time(), UTC)}
    try:
        made, warnings = compiler.compile_with_warnings(source, sys_inputs=dict(given), **clock, **how)
    except typst.TypstError as error:
        raise _fault(error.message, error.hints) from error
    if warnings:
        raise _fault(warnings[0].message, warnings[0].hints)
    if not isinstance(made, bytes):
        raise Stop("a template of one page gave more")
    return made


def can_be_set(source: bytes, given: Mapping[str, str], folder: Path, **how: Any) -> bool:
    """Whether a template can be typeset as a PDF, with what is `given` to it and the files of a folder.

    Raises Stop when the letters are not installed.
    """
    import typst  # noqa: PLC0415 - only for those who typeset

    compiler = typst.Compiler(source, root=folder, font_paths=_typefaces(), ignore_system_fonts=True)
    try:
        compiler.compile(source, sys_inputs=dict(given), format="pdf", **how)
    except typst.TypstError:
        return False
    return True


def measured(source: bytes, given: Mapping[str, str], label: str) -> Any:
    """What a template with what is `given` to it notes under `label` once it is laid out; raises as `typeset` does."""
    import typst  # noqa: PLC0415 - only for those who typeset

    compiler = typst.Compiler(source, font_paths=_typefaces(), ignore_system_fonts=True, sys_inputs=dict(given))
    try:
        return json.loads(compiler.query(f"<{label}>", field="value", one=True))
    except typst.TypstError as error:
        raise _fault(error.message, error.hints) from error


def _typefaces() -> typst.Fonts:
    """The letters of the package; Stop where they are not all there."""
    import typst  # noqa: PLC0415 - only for those who typeset

    known = typst.Fonts(include_system_fonts=False, font_paths=[TYPEFACES])
    if sum(face.family == FONT for face in known.fonts()) < FACES:
        raise Stop(f"the font {FONT} is not in {TYPEFACES}: install nhipso again")
    return known


def _fault(message: str, hints: list[str]) -> Refused | Stop:
    found = UNPRINTABLE.search(message)
    if found is None:
        return Stop(f"the edition cannot be typeset: {'; '.join((message, *hints))}")
    said = "the edition holds a letter that cannot be printed; write it in another way"
    return Refused("unprintable", said, pointer="bulletin", value=found["letters"] or found["private"] or "")
