"""Whether the font of PDF and charts has every Vietnamese letter."""

from __future__ import annotations

import unicodedata

from services.report.render.typesetting import typeset
from shared.errors import Refused, Stop

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SIGNS = "●○–…“”≥≤₫"
PAGE = b'#set text(font: "Tinos", fallback: false)\n#set document(title: "x")\n#sys.inputs.letters'


def vietnamese_letters() -> set[str]:
    """Every letter of Vietnamese that is not plain Latin, in both cases."""
    toned = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | {"đ"}
    return {letter for low in toned for letter in (low, low.upper()) if not letter.isascii()}


def font_faults() -> list[str]:
    """Why an edition could not be printed; empty when it can."""
    letters = "".join(sorted(vietnamese_letters())) + SIGNS
    try:
        for style in (b"", b'#set text(weight: "bold")\n', b'#set text(style: "italic")\n'):
            typeset(style + PAGE, {"letters": letters}, format="pdf", pdf_standards="a-2b")
    except (Refused, Stop) as fault:
        return [str(fault)]
    return []
