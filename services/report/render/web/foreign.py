"""What of a page in English is Vietnamese all the same: those who listen to it must hear it so."""

from __future__ import annotations

from markupsafe import Markup

from services.report.domain.bulletin import Bulletin
from services.report.domain.twins import english_of
from services.report.render.labels import Labels

VIETNAMESE = Markup(' lang="vi"')


class Foreign:
    """Knows the English texts of a bulletin; names in them stay what they are."""

    def __init__(self, bulletin: Bulletin, labels: Labels) -> None:
        self._english = frozenset(english_of(bulletin.model_copy(update={"sections": ()})))
        self._sections = frozenset(section.title_en for section in bulletin.sections)
        self.attribute = Markup() if labels.language == "vi" else VIETNAMESE

    @property
    def has_english(self) -> bool:
        return bool(self._english)

    def mark(self, text: str) -> Markup:
        """The attribute of an element whose `text` is Vietnamese in a page that is not; else nothing."""
        ours = text in self._english or text.partition(". ")[2] in self._sections
        return Markup() if ours or text.isascii() or not _has_letters(text) else self.attribute


def _has_letters(text: str) -> bool:
    """Whether it has letters that English does not have."""
    return any(letter.isalpha() and not letter.isascii() for letter in text)
