"""What makes it doubtful that a sentence speaks of the column it resembles: another time, a part, another measure."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from services.report.domain.claims.claim import AllAt, Claim, Selected, Top, Total
from services.report.domain.claims.levels import COMMUNES
from services.report.domain.claims.sayings import days_in
from services.report.domain.claims.tabulation import Leaf, Tabulation
from services.report.domain.claims.words import words
from shared.catalogue.spelling import normal_form
from shared.wording import say

#: times that a sentence names only by what they are not
ANOTHER_TIME: Final = re.compile(
    r"\b(?:tháng|kỳ|năm|quý|tuần)\s+trước\b|\bnăm ngoái\b|\bcùng kỳ\b|\btrước đ(?:ó|ây)\b|\btrong (?:tuần|ngày)\b"
    r"|\bl[uũ][yỹ] kế\b|\btừ đầu năm\b|\bbình quân\b|\btrung bình\b|\b(?:hằng|hàng) (?:năm|tháng|ngày)\b|\bmỗi\b"
    r"|\bcả nước\b|\btoàn quốc\b",
    re.IGNORECASE,
)
MONTH: Final = re.compile(r"\btháng\s+0?(\d{1,2})(?:\s*/\s*|\s+năm\s+)(\d{4})\b", re.IGNORECASE)
QUARTER: Final = re.compile(r"\bquý\s+([IV]+|\d)\b(?:\s*/\s*|\s+năm\s+)?(\d{4})?", re.IGNORECASE)
YEAR: Final = re.compile(r"\bnăm\s+(\d{4})\b", re.IGNORECASE)
SCALE: Final = re.compile(r"\d\s+(nghìn|ngàn|triệu|tỷ|tỉ)\b", re.IGNORECASE)
#: words around a figure that say nothing of what it is a figure of
AROUND: Final = frozenset(
    normal_form(
        "có còn chỉ mới đã đang hiện nay đến hết tính lúc giờ thì là ở mức gồm bao cụ thể như sau kết quả tiếp nhận "
        "ghi nhận triển khai sử dụng cung cấp thực hiện hoàn thành phát sinh tổng cộng toàn bộ tất cả cả mọi đều không "
        "chưa nào dưới trên từ trở lên xuống thấp cao hơn nhất vượt chỉ tiêu mục tiêu kế hoạch nhiều ít lớn dẫn đầu "
        "đứng thuộc về một hai ba bốn năm sáu bảy tám chín mười số lượng khối nhóm riêng theo báo cáo thống kê trong "
        "đó nơi một vài được là bằng tại trên địa bàn ubnd tx tp gần khoảng ước xấp xỉ này nhưng mà do bởi những các "
        "cùng lần lượt tương ứng với ngoài ra bên cạnh qua việc tình hình nhìn chung so với tăng giảm lên huyện xã "
        "điển hình tiêu biểu ví dụ chẳng hạn lại ban ngành đơn vị cơ quan địa phương cấp thị thành phố"
    ).split()
)
#: so many figures of units that stand in a column show that it is the one that is meant; one may be so by chance
SURE: Final = 2
Column = tuple[Tabulation, Leaf]


def doubt(claim: Claim, text: str, subject: str, where: Column, said: Counter[str]) -> str:
    """Why a contradiction is none for sure, or nothing. `said` is how many passages of the section name each time."""
    table, leaf = where
    if not isinstance(claim, Selected | Top | AllAt | Total):
        return ""
    around = f"{table.page.heading} {table.page.caption} {' '.join(one.label for one in table.leaves)}"
    if _at_other_times(text, around, said) or _unsaid(ANOTHER_TIME, subject, around):
        return say("verify-other-time")
    if _unsaid(SCALE, text, around) or _unsaid(COMMUNES, subject, around):
        return say("verify-part")
    if figures_that_fit(claim, table, leaf) < SURE and _strange(subject, f"{around} {_names(table)}"):
        return say("verify-part")
    return ""


def times_in(text: str) -> frozenset[str]:
    """The days, months, quarters and years that a text names."""
    days = days_in(text)
    months = {(int(month), year) for month, year in MONTH.findall(text)} | {(day.month, str(day.year)) for day in days}
    found = {day.isoformat() for day in days} | {f"{month}/{year}" for month, year in months}
    found |= {f"{quarter.upper()}/{year}" for quarter, year in QUARTER.findall(text)}
    return frozenset(found | {year for _, year in months} | set(YEAR.findall(text)))


def _at_other_times(text: str, around: str, said: Counter[str]) -> bool:
    """Where a table names no time of its own, what is said of several times under its heading is its own."""
    named, known = times_in(text), times_in(around)
    return any(said[time] <= 1 for time in named) if not known else not named <= known


def _unsaid(words_of: re.Pattern[str], text: str, around: str) -> bool:
    """Whether a text says something of the kind that nothing around it says."""
    there = {found[0].lower() for found in words_of.finditer(around)}
    return any(found[0].lower() not in there for found in words_of.finditer(text))


def figures_that_fit(claim: Claim, table: Tabulation, leaf: Leaf) -> int:
    """How many of the figures that a list gives its units stand in this column; 0 where fewer than half do."""
    units = claim.units if isinstance(claim, Selected | Top) else ()
    stated = [(unit.key, unit.number) for unit in units if unit.number]
    there = {entry.key: number for entry, number in table.figures(leaf)}
    fitting = sum(key in there and number.states(there[key].value) for key, number in stated)
    return fitting if 2 * fitting >= len(stated) else 0


def _strange(subject: str, around: str) -> bool:
    """Whether a word stands there that neither the table nor every report says: it may narrow what is meant."""
    known = words(around)
    return any(word not in AROUND and words(word) - known for word in normal_form(subject).split())


def _names(table: Tabulation) -> str:
    return " ".join(entry.name for entry in table.entries)
