"""How what verify found is told to editors: where to look, what stands there, what is right, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from services.report.domain.claims.finding import Finding, Place
from shared.language import Language
from shared.wording import told

#: what is wrong, by rule: of a table, of the document against the edition, of a sentence
IN_TABLES: Final[Mapping[str, tuple[str, str]]] = {
    "total": ("dòng tổng không khớp với các dòng", "the total does not agree with the rows"),
    "lost-zeros": ("mất các số 0 ở cuối", "zeros at the end are lost"),
    "verdict": ("đánh giá không khớp với số liệu và chỉ tiêu", "the verdict does not follow from figure and target"),
    "change": ("mức thay đổi không khớp với số liệu hai kỳ", "the change is not that of the two figures"),
    "ratio": ("tỷ lệ không khớp với tử số và mẫu số", "the share is not that of its two counts"),
    "rank": ("thứ hạng không khớp với số liệu", "the place does not follow from the figures"),
    "group-total": ("tổng số không bằng tổng các cột", "the sum is not that of its columns"),
    "ordinal": ("số thứ tự không liên tục", "the running number is not the next one"),
    "row-twice": ("đơn vị có hai dòng trong bảng", "the unit has two rows"),
    "layout-row": ("thiếu dòng của bảng này", "a row of this table is missing"),
    "layout-other-row": ("đơn vị không thuộc bảng này", "the unit is none of this table's"),
    "layout-order": ("dòng không đúng thứ tự của bảng", "the row stands in another place than the table has it"),
    "layout-column": ("thiếu cột của bảng này", "a column of this table is missing"),
    "above-100": ("tỷ lệ không thể quá 100%", "the share cannot exceed 100%"),
    "mark": ("ký hiệu và ghi chú dưới bảng không khớp", "the mark and the notes under the table do not agree"),
    "summary": ("tổng hợp không khớp với đánh giá ở bảng", "the summary does not agree with the verdicts of its table"),
    "number-twice": ("số bảng đã có ở bảng khác", "another table has this number"),
}
IN_EDITION: Final[Mapping[str, tuple[str, str]]] = {
    "edition-number": ("số văn bản khác báo cáo đã lưu", "another number than the edition's"),
    "edition-date": ("ngày ban hành khác báo cáo đã lưu", "another day than the edition's"),
    "edition-period": ("kỳ báo cáo khác báo cáo đã lưu", "another period than the edition's"),
    "edition-caption": ("tên bảng khác báo cáo đã lưu", "another caption than the edition's"),
    "edition-heading": ("tên cột khác báo cáo đã lưu", "another heading than the edition's"),
    "edition-cell": ("ô khác báo cáo đã lưu", "another cell than the edition's"),
    "edition-mark": ("dấu (R) hoặc (?) khác báo cáo đã lưu", "another mark than the edition's"),
    "edition-rounded": ("làm tròn ít chữ số hơn báo cáo đã lưu", "rounded more than in the edition"),
    "edition-row-added": ("dòng không có trong báo cáo đã lưu", "a row that the edition does not have"),
    "edition-row-missing": ("thiếu dòng", "a row is missing"),
    "edition-row-order": ("dòng không đúng vị trí", "the row stands in another place"),
    "edition-column-missing": ("thiếu cột", "a column is missing"),
    "edition-table-missing": ("thiếu bảng", "a table is missing"),
    "edition-sentence": ("câu nêu khác báo cáo đã lưu", "the sentence states other facts than the edition's"),
    "edition-sentence-missing": ("thiếu câu hoặc ghi chú", "a sentence or note is missing"),
    "edition-text": ("chữ khác báo cáo đã lưu", "other words than the edition's"),
    "edition-picture": ("thiếu biểu đồ", "a chart is missing"),
    "text-added": ("đoạn không có trong báo cáo đã lưu", "text that the edition does not have"),
    "article-text": ("bài viết đã sửa so với bản đã lưu", "the article is not as it was stored"),
}
IN_SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "trend": ("diễn biến không khớp với bảng", "the trend is not the table's"),
    "selected": ("danh sách hoặc số đơn vị không khớp với bảng", "the units or their count are not the table's"),
    "top": ("các đơn vị dẫn đầu không khớp với bảng", "the first or last units are not the table's"),
    "allat": ("không phải tất cả các đơn vị", "it is not so of all units"),
    "total": ("số liệu không khớp với bảng", "the figure is not the table's"),
    "share": ("tỷ lệ hoặc chênh lệch tính sai", "the share or its distance is not that of its figures"),
    "parts": ("các phần cộng lại không bằng tổng", "the parts do not add up"),
    "growth": ("mức tăng, giảm tính sai", "the growth is not that of its figures"),
    "dated": ("ngày khác ngày của bảng", "another day than the table's"),
    "window": ("ngày khác ngày trong tiêu đề bảng", "another day than in the table's headings"),
    "number-gap": ("thiếu bảng hoặc hình có số này", "the table or chart of this number is missing"),
    "number-twice": ("số hình đã có ở hình khác", "another chart has this number"),
    "summary-gone": ("thiếu bảng tổng hợp mà dòng này giải thích", "the summary that this line explains is missing"),
    "pointer": ("dẫn sai bảng", "it refers to another table"),
    "annex-of": ("số hoặc ngày khác đầu văn bản", "another number or day than the head of the document"),
    "compared-month": ("kỳ so sánh khác tiêu đề bảng", "another period than in the table's headings"),
}
HEAD: Final = ("đầu văn bản", "head of the document")
FOOT: Final = ("nơi nhận, chữ ký", "recipients and signature")
PARAGRAPH: Final = ("đoạn {number}", "paragraph {number}")
TABLE: Final = ("bảng thứ {number}", "table {number}")
ROW: Final = ("dòng {name}", "row {name}")
COLUMN: Final = ("cột {name}", "column {name}")
ORDER: Final = ("thứ {place}", "place {place}")


def why_text(finding: Finding, language: Language) -> str:
    """What is wrong, and what shows it."""
    words = {**IN_EDITION, **(IN_TABLES if finding.place.table is not None else IN_SENTENCES)}
    rule = words.get(finding.rule, (finding.rule, finding.rule))
    reason = told(finding.why, language)
    if finding.result == "undecided":
        return reason
    return f"{_in(rule, language)}: {reason}" if reason else _in(rule, language)


def place_text(place: Place, language: Language) -> str:
    """Where to look: "Bảng 3. …, dòng Hớn Quản, cột Kết quả" or "đoạn 17 (3. Dịch vụ công): “Tỷ lệ …”"."""
    if place.part:
        return _in(FOOT if place.part == "foot" else HEAD, language)
    if place.table is None and not place.caption:
        number = _in(PARAGRAPH, language, number=place.paragraph) if place.paragraph else ""
        if not (number or place.heading):
            return _in(HEAD, language)
        where = f"{number} ({place.heading})".strip() if place.heading else number
        return f"{where}: “{place.quote}”" if place.quote else where
    row = _in(ROW, language, name=place.row) if place.row else ""
    column = _in(COLUMN, language, name=place.column) if place.column else ""
    table = place.caption or _in(TABLE, language, number=place.table)
    return ", ".join(filter(None, (table, row, column)))


def right_text(finding: Finding, language: Language) -> str:
    """What should stand there, as far as that is known."""
    if finding.result == "undecided":
        return "?"
    return _in(ORDER, language, place=finding.right) if finding.rule == "edition-row-order" else finding.right


def _in(words: tuple[str, str], language: Language, **facts: object) -> str:
    return words[language == "en"].format(**facts)
