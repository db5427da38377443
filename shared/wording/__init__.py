"""What senders are told, by name and with its facts; the words themselves stand here, in Vietnamese and English.

Rules say what is wrong and with which facts; only where an answer is written is a language chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from shared.language import DEFAULT, LANGUAGE, Language
from shared.wording.of_documents import OF_DOCUMENTS
from shared.wording.of_figures import OF_FIGURES
from shared.wording.of_files import OF_FILES
from shared.wording.of_requests import OF_REQUESTS

WORDS: Mapping[str, tuple[str, str]] = {**OF_DOCUMENTS, **OF_FIGURES, **OF_FILES, **OF_REQUESTS}
PLACE: Mapping[Language, int] = {"vi": 0, "en": 1}


@dataclass(frozen=True)
class InBoth:
    """A fact that is called otherwise in the other language."""

    vi: str
    en: str


class Said(str):
    """A text in the default language that knows how to be said in the other."""

    __slots__ = ("facts", "name")
    name: str
    facts: Mapping[str, Any]

    @classmethod
    def of(cls, name: str, facts: Mapping[str, Any]) -> Self:
        said = cls(_worded(name, facts, DEFAULT))
        said.name, said.facts = name, facts
        return said


def say(name: str, /, **facts: Any) -> Said:
    """The text of this name with these facts. Raises KeyError for a name or fact that has no place."""
    return Said.of(name, facts)


def told(text: str, language: Language | None = None) -> str:
    """The text in a language, by default that of the request; a text that has only one stays as it is."""
    return _worded(text.name, text.facts, language or LANGUAGE.get()) if isinstance(text, Said) else text


def _worded(name: str, facts: Mapping[str, Any], language: Language) -> str:
    said = {fact: getattr(value, language) if isinstance(value, InBoth) else value for fact, value in facts.items()}
    return WORDS[name][PLACE[language]].format(**said)
