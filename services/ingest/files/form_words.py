"""What a form says to the people who fill it in, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from shared.catalogue.indicator import Measure

Language = Literal["vi", "en"]


@dataclass(frozen=True)
class Words:
    """The words of one language. `columns` by field; braces are filled in."""

    sheet: str
    guide: str
    title: str
    unit: str
    period: str
    hint: str
    columns: Mapping[str, str]
    measures: Mapping[Measure, str]
    nothing: str
    wrong: str
    wrong_title: str
    whole: str
    percent: str
    amount: str
    rank: str
    day: str
    mark: str
    steps: tuple[str, ...]


VIETNAMESE = Words(
    sheet="Số liệu",
    guide="Hướng dẫn",
    title="BIỂU SỐ LIỆU CHUYỂN ĐỔI SỐ",
    unit="Đơn vị: {unit}",
    period="Kỳ báo cáo: tháng {period}. Hạn chốt số liệu: {cut_off}",
    hint="Chỉ nhập vào các ô màu vàng. Dòng để trống không được gửi. Xem thêm trang “Hướng dẫn”.",
    columns={
        "no": "STT",
        "name": "Chỉ tiêu",
        "part": "Phân tổ",
        "measure": "Đơn vị tính",
        "before": "Số liệu kỳ gần nhất",
        "window_start": "Tính từ ngày",
        "as_of": "Đến ngày",
        "value": "Giá trị",
        "numerator": "Tử số",
        "denominator": "Mẫu số",
        "no_activity": "Không phát sinh",
    },
    measures={"percent": "%", "count": "số lượng", "number": "số", "vnd": "đồng", "rank": "thứ hạng"},
    nothing="không phát sinh",
    wrong_title="Giá trị không hợp lệ",
    wrong="Hãy nhập {allowed}.",
    whole="số nguyên từ 0 trở lên",
    percent="tỷ lệ phần trăm từ 0 đến 100, ví dụ 92,7",
    amount="số từ 0 trở lên",
    rank="thứ hạng là số nguyên từ 1 trở lên",
    day="ngày từ {first} đến {last}",
    mark="chữ x nếu không phát sinh, hoặc để trống",
    steps=(
        "Mỗi dòng là một chỉ tiêu. Chỉ nhập vào các ô màu vàng; các ô khác được khóa để số liệu không bị lệch dòng.",
        (
            "Với tỷ lệ phần trăm, nên nhập Tử số và Mẫu số, hệ thống tự tính tỷ lệ chính xác. Nếu chỉ có tỷ lệ, nhập "
            "vào ô Giá trị (92,7 nghĩa là 92,7%)."
        ),
        "Với chỉ tiêu khác, nhập ô Giá trị.",
        "Nếu trong kỳ không phát sinh (ví dụ không có hồ sơ nào), chọn x ở cột Không phát sinh và để trống các ô số.",
        "Dòng không có số liệu nào thì để trống: dòng đó không được gửi và không bị coi là 0.",
        "Nhập số bằng chữ số của Excel, không gõ kèm chữ. Không dùng công thức: hãy dán giá trị.",
        (
            "“Đến ngày” là ngày số liệu được chốt. “Tính từ ngày” là ngày bắt đầu đếm của số lũy kế; để trống nếu "
            "không áp dụng."
        ),
        "Ô có sẵn số là số liệu đơn vị đã gửi cho kỳ này; sửa lại nếu cần đính chính. Gửi lại không bị tính hai lần.",
        "Lưu tệp (định dạng XLSX) rồi gửi lại nguyên tệp này. Không xóa dòng, cột hay trang tính.",
    ),
)
ENGLISH = Words(
    sheet="Figures",
    guide="Instructions",
    title="DIGITAL TRANSFORMATION FIGURES",
    unit="Unit: {unit}",
    period="Period: {period}. Cut-off day: {cut_off}",
    hint="Fill in the yellow cells only. A row left blank is not sent. See the sheet “Instructions”.",
    columns={
        "no": "No.",
        "name": "Indicator",
        "part": "Part",
        "measure": "Measure",
        "before": "Latest figure before",
        "window_start": "From day",
        "as_of": "To day",
        "value": "Value",
        "numerator": "Numerator",
        "denominator": "Denominator",
        "no_activity": "No activity",
    },
    measures={"percent": "%", "count": "count", "number": "number", "vnd": "đồng", "rank": "rank"},
    nothing="no activity",
    wrong_title="Not a valid value",
    wrong="Enter {allowed}.",
    whole="a whole number, 0 or more",
    percent="a percent from 0 to 100, such as 92.7",
    amount="a number, 0 or more",
    rank="a whole number, 1 or more",
    day="a day from {first} to {last}",
    mark="x if there was nothing to count, else leave it empty",
    steps=(
        "Each row is one indicator. Fill in the yellow cells only; the others are locked so that rows stay together.",
        (
            "For a percent, enter numerator and denominator if you can: the exact share is computed from them. Else "
            "enter the percent as the value (92.7 means 92.7%)."
        ),
        "For all other indicators, enter the value.",
        "If there was nothing to count (no dossier came, say), choose x under No activity and leave the numbers empty.",
        "Leave a row empty when there is no figure: it is not sent, and not taken for 0.",
        "Enter numbers as numbers, without words. Formulas are not taken: paste their values.",
        (
            "“To day” is the day the figure was taken. “From day” is the first day it counts from; leave it empty if "
            "it has none."
        ),
        "A number that is there already was sent for this month; correct it if need be. Sent again, it counts once.",
        "Save the file as XLSX and send it as it is. Do not delete rows, columns or sheets.",
    ),
)
WORDS: Mapping[Language, Words] = {"vi": VIETNAMESE, "en": ENGLISH}
