"""Documents in the manner of other offices: what is right in them is never called wrong, what is wrong mostly is."""

from __future__ import annotations

import pytest

from services.report.domain.claims.claim import Claim
from services.report.domain.claims.finding import Finding
from services.report.domain.claims.names import Names
from services.report.domain.claims.parts import parts_in
from services.report.domain.claims.reading import claims_in
from services.report.verify.files import read_document
from services.report.verify.verifying import Verified, verified
from shared.errors import Refused
from tests.integration.report.scored import catalogue

NAMES = Names(catalogue())
SERVICES = """STT|Tên đơn vị|Số thủ tục|Số hồ sơ|Tỷ lệ hồ sơ trực tuyến
1|Sở Nội vụ|120|1.500|82,5%
2|Sở Y tế|95|800|100%
3|Sở Xây dựng|60|300|45%
4|Đồng Xoài|250|4.000|91%
5|Lộc Ninh|240|2.400|78%
|Toàn tỉnh|765|9.000|84,2%"""
BARE = """TT|Đơn vị|Tổng số hồ sơ|Hồ sơ trực tuyến|Tỷ lệ (%)
1|Đồng Xoài|1.200|960|80,00
2|Lộc Ninh|800|400|50,00
3|Hớn Quản|500|450|90,00
4|Bù Đăng|1.000|250|25,00
|Tổng|3.500|2.060|58,86"""


def page(table: str, *sentences: str) -> str:
    """An HTML page with a table, its rows by lines and its cells by bars, and sentences under it."""
    head, *body = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    rows = [f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in body]
    names = "".join(f"<th>{cell}</th>" for cell in head)
    text = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    caption = "<caption>Bảng 1. Kết quả thực hiện</caption>"
    return f"<h2>1. Kết quả</h2><table>{caption}<thead><tr>{names}</tr></thead>{''.join(rows)}</table>{text}"


def verify(html: str) -> Verified:
    return verified(read_document(html.encode(), ".html").document, catalogue())


def wrong(html: str) -> list[Finding]:
    return [one for one in verify(html).findings if one.result in ("contradicted", "missing")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Tháng trước số hồ sơ là 8.000.",
        "Lũy kế từ đầu năm đến nay toàn tỉnh có 18.000 hồ sơ.",
        "Tại thời điểm 31/12/2022, các đơn vị có tỷ lệ hồ sơ trực tuyến dưới 80%: Sở Nội vụ (70%).",
        "Số hồ sơ quá hạn là 12.",
        "Tỷ lệ hồ sơ trực tuyến có thanh toán là 33%.",
        "Chỉ tiêu tỷ lệ hồ sơ trực tuyến là 80%.",
        "Các đơn vị phải đạt 80% hồ sơ trực tuyến trước ngày 30/6/2023.",
        "Tỷ lệ hồ sơ trực tuyến vượt chỉ tiêu 4,2%.",
        "Số hồ sơ bằng 110% so với cùng kỳ.",
        "Số hồ sơ tăng gấp 2 lần.",
        "Các sở có tỷ lệ hồ sơ trực tuyến dưới 90%: Sở Nội vụ (82,5%), Sở Xây dựng (45%).",
        "Chưa có huyện nào đạt 100% hồ sơ trực tuyến.",
        "Cả 02 huyện đều đạt trên 70% hồ sơ trực tuyến.",
        "Sở có số thủ tục nhiều nhất: Sở Nội vụ (120).",
        "Điển hình là các đơn vị có tỷ lệ hồ sơ trực tuyến trên 90%: Sở Y tế (100%).",
        "Các đơn vị có tỷ lệ hồ sơ trực tuyến dưới 80%: Sở Xây dựng (45%),…",
        "Nhóm có tỷ lệ hồ sơ trực tuyến từ 80% đến dưới 90%: Sở Nội vụ (82,5%).",
        "Các đơn vị đạt 100% hồ sơ trực tuyến: Sở Y tế.",
        "02 đơn vị có tỷ lệ hồ sơ trực tuyến trên 90%: Sở Y tế, Đồng Xoài; 02 đơn vị dưới 80%: Sở Xây dựng, Lộc Ninh.",
        "Số hồ sơ nhiều nhất là: Đồng Xoài (4.000), ít nhất là: Sở Xây dựng (300).",
        "Tháng 01/2023, đơn vị có tỷ lệ hồ sơ trực tuyến cao nhất: Lộc Ninh (88%).",
        "Chiến dịch 30/4 đạt 95% hồ sơ; ngày 20/3 đạt 95%.",
        "Xếp thứ 5/63 tỉnh, thành phố, đạt 80% điểm tối đa.",
        "Năm học 2022/2023 đạt 90%.",
        "Tỷ lệ hồ sơ trực tuyến đạt 84,2% (7.578/9.000 hồ sơ), vượt 4,2% so với chỉ tiêu (80%).",
        "02/5 đơn vị có tỷ lệ hồ sơ trực tuyến dưới 80%: Sở Xây dựng (45%), Lộc Ninh (78%).",
        "Toàn tỉnh có 9.000 hồ sơ: 8.000 hồ sơ đã giải quyết (trong đó 7.900 hồ sơ đúng hạn), 1.000 hồ sơ đang xử lý.",
        "Giao 10 nhiệm vụ, gồm: 6 nhiệm vụ hoàn thành, 4 nhiệm vụ đang làm, trong đó 2 nhiệm vụ trễ hạn.",
        "Đã đào tạo 120 người, trong đó: 80 người là nữ, 60 người là đảng viên.",
        "Kinh phí 5 tỷ đồng, gồm: 3 tỷ đồng, 1,5 tỷ đồng và 500 triệu đồng.",
        "Có 600 học viên của 33 đơn vị, trong đó 20 đơn vị hoàn thành (60,61%).",
    ],
)
def test_a_sentence_that_speaks_of_something_else_is_not_called_wrong(sentence: str) -> None:
    assert wrong(page(SERVICES, sentence)) == []


@pytest.mark.parametrize(
    ("table", "sentence", "right"),
    [
        (SERVICES, "Tỷ lệ hồ sơ trực tuyến của Sở Xây dựng là 54%.", "45%"),
        (SERVICES, "Toàn tỉnh có 9.100 hồ sơ.", "9.000"),
        (SERVICES, "Đạt 85,2% (7.578/9.000 hồ sơ).", "84,2%"),
        (SERVICES, "Số hồ sơ ít nhất là: Lộc Ninh (2.400).", "Sở Xây dựng (300)"),
        (SERVICES, "Các sở có tỷ lệ hồ sơ trực tuyến dưới 90%: Sở Nội vụ (82,5%).", "Sở Xây dựng (45%)"),
        (SERVICES, "Có 03/5 đơn vị có tỷ lệ hồ sơ trực tuyến từ 90% trở lên: Sở Y tế, Đồng Xoài.", "02"),
        (SERVICES, "Điển hình có tỷ lệ hồ sơ trực tuyến trên 90%: Sở Y tế (100%), Sở Nội vụ.", "Sở Y tế (100%)"),
        (SERVICES, "Có 9.000 hồ sơ, gồm: 7.578 hồ sơ qua mạng và 1.522 hồ sơ trực tiếp.", "9.100"),
        (BARE, "03 đơn vị có tỷ lệ dưới 60%: Lộc Ninh (50%), Bù Đăng (25%).", "02"),
        (BARE, "Các đơn vị có tỷ lệ hồ sơ trực tuyến đều đạt trên 30%: Đồng Xoài, Bù Đăng.", "Đồng Xoài (80,00)"),
        (BARE, "Đơn vị cao nhất: Đồng Xoài (80%), Hớn Quản (90%).", "Hớn Quản (90,00), Đồng Xoài (80,00)"),
    ],
)
def test_a_contradiction_in_other_words_is_shown_with_what_is_right(table: str, sentence: str, right: str) -> None:
    found = wrong(page(table, sentence))

    assert any(right in one.right for one in found), found


GROUPED = """STT|Đơn vị|Số văn bản|Tỷ lệ ký số
I|CẤP TỈNH|300|90%
1|Sở Nội vụ|100|90%
2|Sở Y tế|200|90%
II|CẤP HUYỆN|{group}|75%
1|Đồng Xoài|120|75%
2|Lộc Ninh|80|75%
|TỔNG CỘNG|{whole}|84%"""


@pytest.mark.parametrize(
    "table",
    [
        GROUPED.format(group=200, whole=500),
        "STT|Đơn vị|Số văn bản\n1|Sở Y tế|300\n|Tổng khối sở|300\n2|Đồng Xoài|120\n3|Bù Đăng|80\n|Toàn tỉnh|500",
        "STT|Đơn vị|Số\n1|Sở Y tế|3\n|Cộng trang|3\n2|Đồng Xoài|2\n3|Bù Đăng|1\n|Tổng|6",
        "TT|Nội dung|Số lượng\n|Tổng số|17\n1|Mức độ 3|3\n2|Mức độ 4|14\n3|Trong đó: đã tích hợp|9",
        "No|Unit|Users|Share\n1|Đồng Xoài|1,200|9.6%\n2|Lộc Ninh|800|6.4%\n3|Bù Đăng|10,500|84.0%\n|Total|12,500|100%",
        "TT|Đơn vị|Số tài khoản\n1|Đồng Xoài|1 200\n2|Lộc Ninh|800\n3|Hớn Quản|10\u00a0500\n|Tổng|12\u202f500",
        "TT|Đơn vị|Số hồ sơ\n(1)|(2)|(3)\n1|Đồng Xoài|1.200*\n2|Lộc Ninh|800 (1)\n|Tổng|2.000",
        "A|Đơn vị|Số|Tỷ lệ\nA|B|1|2=1/5\n1|Đồng Xoài|10|2\n2|Lộc Ninh|20|4\n|Tổng|30|6",
        "TT|Đơn vị|Số giao dịch|So với cùng kỳ\n1|Đồng Xoài|120|Tăng 150%\n2|Bù Đăng|50|Tăng 200%\n|Tổng|170|Tăng 165%",
        "TT|Đơn vị|Năm nay|So với cùng kỳ (%)\n1|Đồng Xoài|120|120\n2|Bù Đăng|50|100\n|Tổng|170|115",
        "TT|Đơn vị|Tỷ lệ|Đánh giá năm 2023\n1|Sở Y tế|95%|Đạt\n2|Sở Nội vụ|70%|Không đạt",
        "TT|Đơn vị|Tỷ lệ|Kết quả quý 1\n1|Sở Y tế|95%|Đạt\n2|Sở Nội vụ|70%|Không đạt",
        "TT|Đơn vị|Tỷ lệ quá hạn|Đánh giá\n1|Y tế|4%|Đạt\n2|Nội vụ|9%|Không đạt\n3|Bù Đăng|1%|Đạt\n4|Bù Đốp|2%|Đạt",
        "TT|Đơn vị|Điểm|Xếp hạng\n1|Sở Y tế|9|1\n2|Sở Nội vụ|8|2\n1|Bù Đăng|7|1\n2|Bù Đốp|6|2",
        "TT|Tên hệ thống|Đơn vị|Số lượt\n1|Cổng|Sở Y tế|9\n2|Trang|Sở Y tế|8\n3|Kho|Sở Nội vụ|7",
        "TT|Đơn vị|Số\n|Sở Y tế|3\n|Sở Nội vụ|4\n|Tổng|7",
    ],
)
def test_tables_of_other_offices_are_taken_as_they_are_meant(table: str) -> None:
    assert wrong(page(table)) == []


@pytest.mark.parametrize(
    ("group", "whole", "row", "right"), [(210, 500, "CẤP HUYỆN", "200"), (200, 510, "TỔNG CỘNG", "500")]
)
def test_sums_of_groups_and_of_the_whole_are_both_checked(group: int, whole: int, row: str, right: str) -> None:
    (found,) = wrong(page(GROUPED.format(group=group, whole=whole)))

    assert (found.rule, found.place.row, found.right) == ("total", row, right)


def test_a_table_that_a_page_cut_in_two_is_one_table() -> None:
    head = "<tr><th>STT</th><th>Đơn vị</th><th>Số</th></tr>"
    rows = [f"<tr><td>{place}</td><td>{name}</td><td>5</td></tr>" for place, name in ((1, "Bù Đăng"), (2, "Bù Đốp"))]
    total = "<tr><td></td><td>Tổng</td><td>11</td></tr>"

    (found,) = wrong(f"<table>{head}{rows[0]}</table><table>{head}{rows[1]}{total}</table>")

    assert (found.rule, found.right) == ("total", "10")


@pytest.mark.parametrize("number", ["<sup>1</sup>", "<sup>(2)</sup>"])
def test_a_raised_number_after_a_figure_is_the_mark_of_a_note(number: str) -> None:
    table = f"TT|Đơn vị|Số hồ sơ\n1|Đồng Xoài|1.200{number}\n2|Lộc Ninh|800\n|Tổng|2.000"

    found = verify(page(table, f"Toàn tỉnh có 2.000{number} hồ sơ."))

    assert (found.findings, found.read) == ((), 1)


def test_a_list_of_tables_and_numbers_that_begin_anew_are_no_doubled_numbers() -> None:
    tables = "".join(f"<p>Bảng {n}. T</p><table><tr><td>Đơn vị<td>Số<tr><td>Bù Đốp<td>3</table>" for n in (1, 2, 3))
    contents = "".join(f"<p>Bảng {n}. T ........ 5</p>" for n in (1, 2, 3))

    assert wrong(f"{contents}<h2>Phần I</h2>{tables}<h2>Phần II</h2>{tables}") == []


def test_it_says_how_many_paragraphs_with_figures_it_could_check() -> None:
    found = verify(page(SERVICES, "Toàn tỉnh có 9.000 hồ sơ.", "Đã tập huấn 3 lớp, 90 người.", "Không có gì thêm."))

    assert (found.read, found.figured) == (1, 2)


HOSTILE = [
    "12/" * 999, "1-" * 1499, "1" * 2999, "1." * 1499, "dưới 5% " * 374, "gồm: " * 599, "1/2 số đạt " * 272,
    "tăng từ 5% " * 270, "cao nhất là a, " * 199, "trong đó 5 hồ sơ " * 176, "phải " * 599, "ngày 1/1/2023 " * 210,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_sentence_keeps_its_reader_busy(text: str) -> None:
    """A pattern that runs away would take minutes here."""
    found: list[Claim] = [*claims_in(text, NAMES), *parts_in(text)]

    assert len(found) < len(text)


@pytest.mark.parametrize("content", ["<!--" * 250_000, "<a " * 300_000, "</" * 400_000, f"<p>{'a ' * 60_000}</p>"])
def test_a_page_that_would_keep_the_reader_busy_is_refused(content: str) -> None:
    with pytest.raises(Refused):
        read_document(content.encode(), ".html")
