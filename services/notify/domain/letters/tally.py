"""How many of what: "02 chỉ tiêu chưa đạt mục tiêu và 01 nhiệm vụ quá hạn"."""

from __future__ import annotations

from collections.abc import Sequence

from services.notify.domain.content import Content
from services.notify.domain.overview import UnitStanding
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
    "matters": ("nội dung cần xử lý", "matter to attend to", "matters to attend to"),
    "new": ("nội dung mới", "new matter", "new matters"),
    "changed": ("chỉ tiêu có số liệu mới", "indicator with a new figure", "indicators with new figures"),
    "units": ("đơn vị", "unit", "units"),
    "alerts": ("cảnh báo", "alert", "alerts"),
    "silences": ("văn bản tạm miễn sắp hết hạn", "silence about to end", "silences about to end"),
    "addresses": ("địa chỉ không nhận được thông báo", "address out of reach", "addresses out of reach"),
}
#: the levels of units, in Vietnamese and in English
LEVELS = {
    "province": ("cấp tỉnh", "province"),
    "department": ("sở, ngành", "departments"),
    "district": ("cấp huyện", "districts"),
    "commune": ("cấp xã", "communes"),
    "other": ("đơn vị khác", "others"),
    "national": ("trung ương", "national"),
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


def tally(content: Content, language: Language, most: int = 5) -> str:
    """Everything open in a message, counted; empty for nothing. More than `most` kinds are counted as one."""
    kinds = ("behind", "owed", "tasks", "doubted", "silent")
    numbers = {kind: len(getattr(content, kind)) for kind in kinds}
    if sum(number > 0 for number in numbers.values()) > most:
        return counted("matters", sum(numbers.values()), language)
    return listed([counted(kind, number, language) for kind, number in numbers.items() if number], language)


def level_tally(standings: Sequence[UnitStanding], language: Language) -> str:
    """The alerts of each level of units: "sở, ngành 12, cấp huyện 05"; empty for nothing."""
    numbers = {level: sum(one.open for one in standings if one.level == level) for level in LEVELS}
    said = 0 if language == "vi" else 1
    return ", ".join(f"{LEVELS[level][said]} {count_text(n, language)}" for level, n in numbers.items() if n)
