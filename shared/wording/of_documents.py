"""What is said of a document that people edited: why something of it is not so, or cannot be decided."""

from __future__ import annotations

from collections.abc import Mapping

OF_DOCUMENTS: Mapping[str, tuple[str, str]] = {
    "verify-more-paragraphs": ("và {count} đoạn tiếp theo", "and {count} more paragraphs after it"),
    "verify-after-row": ("đứng sau {name}", "it stands after {name}"),
    "verify-lacking": ("thiếu {units}", "lacking {units}"),
    "verify-sum": ("theo tổng các dòng", "by the sum of the rows"),
    "verify-sum-of-columns": ("theo tổng các cột", "by the sum of the columns"),
    "verify-between": ("phải nằm giữa số thấp nhất và cao nhất", "it lies between the lowest and the highest"),
    "verify-order": ("sai thứ tự", "not in this order"),
    "verify-units-elsewhere": (
        "không đơn vị nào trong câu có trong bảng",
        "none of the units of the sentence is in the table",
    ),
    "verify-unit-elsewhere": ("đơn vị không có trong bảng", "the unit is not in the table"),
    "verify-no-figure": ("bảng không có số liệu này", "the table has no such figure"),
    "verify-no-whole": ("bảng không có số chung", "the table has no figure of the whole"),
    "verify-rough": ("số liệu nêu ước chừng", "a rough figure"),
    "verify-rows-open": ("có dòng chưa có số liệu", "rows without a figure"),
    "verify-rows-of-rows": (
        "có dòng là tổng hoặc một phần của dòng khác",
        "rows that sum up others or are part of them",
    ),
    "verify-no-column": ("không thấy cột nào có tên như vậy", "no column of that name"),
    "verify-columns": ("câu có thể nói về {count} cột", "{count} columns may be meant"),
    "verify-other-cell": ("con số này nằm ở ô khác của bảng", "the number stands in another cell"),
    "verify-other-time": ("câu nói về thời điểm khác với bảng", "it speaks of another time than the table"),
    "verify-part": ("câu có thể chỉ nói về một phần của cột này", "it may speak of a part of this column only"),
    "verify-no-day": ("bảng không nêu ngày", "the table names no day"),
    "verify-zero": ("mẫu số là 0", "0 in the denominator"),
    "verify-from-nothing": ("so với 0 thì không tính được tỷ lệ", "growth from nothing"),
}
