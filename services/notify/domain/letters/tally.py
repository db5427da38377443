"""How many of what: "02 chỉ tiêu chưa đạt mục tiêu và 01 nhiệm vụ quá hạn"."""

from __future__ import annotations

from collections.abc import Sequence

from services.notify.domain.content import Content
from services.notify.domain.wording import Language, count_text

#: what is counted, in Vietnamese; in English for one and for several
WORDS: dict[str, tuple[str, str, str]] = {
    "behind": ("chỉ tiêu chưa đạt mục tiêu", "indicator behind target", "indicators behind target"),
    "owed": ("số liệu chưa gửi", "figure not received", "figures not received"),
    "tasks": ("nhiệm vụ quá hạn", "task overdue", "tasks overdue"),
    "doubted": ("số liệu cần xác minh", "figure to be verified", "figures to be verified"),
    "silent": ("hệ thống nguồn chưa gửi số liệu", "source system silent", "source systems silent"),
    "met": ("chỉ tiêu đã đạt trở lại", "indicator back on target", "indicators back on target"),
    "ended": ("nội dung không còn cảnh báo", "matter no longer flagged", "matters no longer flagged"),
    "new": ("nội dung mới", "new matter", "new matters"),
    "changed": ("chỉ tiêu có số liệu mới", "indicator with a new figure", "indicators with new figures"),
    "units": ("đơn vị", "unit", "units"),
    "alerts": ("cảnh báo", "alert", "alerts"),
    "silences": ("văn bản tạm miễn sắp hết hạn", "silence about to end", "silences about to end"),
    "addresses": ("địa chỉ không nhận được thông báo", "address out of reach", "addresses out of reach"),
}


def counted(what: str, number: int, language: Language) -> str:
    """A number of things: "07 đơn vị", "1 unit"."""
    vietnamese, one, many = WORDS[what]
    noun = vietnamese if language == "vi" else one if number == 1 else many
    return f"{count_text(number, language)} {noun}"


def listed(texts: Sequence[str], language: Language) -> str:
    """Texts in a sentence: "a, b và c"."""
    *rest, last = texts or [""]
    return f"{', '.join(rest)} {'và' if language == 'vi' else 'and'} {last}" if rest else last


def tally(content: Content, language: Language) -> str:
    """Everything open that a message tells of, counted; empty for nothing."""
    kinds = ("behind", "owed", "tasks", "doubted", "silent")
    numbers = {kind: len(getattr(content, kind)) for kind in kinds}
    return listed([counted(kind, number, language) for kind, number in numbers.items() if number], language)
