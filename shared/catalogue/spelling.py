"""When two spellings of a Vietnamese name are the same name."""

from __future__ import annotations

import re
import unicodedata

from shared.catalogue.unit import Unit
from shared.figures import nfc

SEPARATORS = re.compile(r"[\W_]+")
TONES = "\u0300\u0301\u0303\u0309\u0323"
# "hoà" and "hòa", "uỷ" and "ủy" are two schools of writing the same syllable.
OLD_AND_NEW_TONES = {
    unicodedata.normalize("NFC", first + second + tone): unicodedata.normalize("NFC", first + tone + second)
    for first, second in ("oa", "oe", "uy")
    for tone in TONES
}
MOVED_TONE = re.compile("|".join(OLD_AND_NEW_TONES))


def normal_form(text: str) -> str:
    """The name without what carries no meaning: letter case, punctuation, spaces, damaged letters, place of the tone.

    Diacritics stay: "Phú Riêng" is not "Phú Riềng".
    """
    folded = SEPARATORS.sub(" ", nfc(text).casefold()).strip()
    return MOVED_TONE.sub(lambda syllable: OLD_AND_NEW_TONES[syllable.group()], nfc(folded))


def bare_form(text: str) -> str:
    """The normal form without diacritics; only for finding near candidates, never for resolving."""
    letters = unicodedata.normalize("NFD", normal_form(text).replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def spellings(unit: Unit) -> set[str]:
    """Every normal form that means `unit`: its names of all times, short name and aliases.

    The id is not among them: "phu-rieng" would make "Phu Rieng" mean Phú Riềng.
    """
    names = (name.text for name in unit.names)
    return {form for text in (unit.short_name, *unit.aliases, *names) if (form := normal_form(text))}
