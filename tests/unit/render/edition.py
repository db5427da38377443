"""An edition like a real one, for the tests of its renderings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal
from uuid import UUID

from services.report.domain.article import Article
from services.report.domain.bar_chart import Bar, Chart
from services.report.domain.bulletin import Bulletin, Cell, Column, Row, Sentence, Table, Total
from services.report.domain.letter_blocks import Letterhead

DAY = date(2023, 3, 17)
BASIS = "Quyết định số 27/QĐ-UBQGCĐS ngày 15/3/2022, mục II.1"
DEPARTMENTS = (
    "Sở Giáo dục và Đào tạo",
    "Sở Công Thương",
    "Sở Giao thông vận tải",
    "Sở Kế hoạch và Đầu tư",
    "Sở Khoa học và Công nghệ",
    "Sở Lao động - Thương binh và Xã hội",
    "Sở Nội vụ",
    "Sở Nông nghiệp và Phát triển nông thôn",
    "Sở Tài nguyên và Môi trường",
    "Sở Thông tin và Truyền thông",
    "Sở Xây dựng",
    "Sở Y tế",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Tư pháp",
    "Công an tỉnh",
    "Ban Quản lý khu kinh tế",
)
DISTRICTS = (
    "Thành phố Đồng Xoài",
    "Huyện Đồng Phú",
    "Thị xã Chơn Thành",
    "Thị xã Bình Long",
    "Thị xã Phước Long",
    "Huyện Hớn Quản",
    "Huyện Phú Riềng",
    "Huyện Bù Đốp",
    "Huyện Bù Gia Mập",
    "Huyện Lộc Ninh",
    "Huyện Bù Đăng",
)
NAMES = (*DEPARTMENTS, *DISTRICTS)
RECEIVED: Mapping[str, tuple[str, str, str, Literal["met", "not_met"]]] = {
    "Sở Giao thông vận tải": ("88.9", "88,9%", "Giảm 4%", "met"),
    "Huyện Hớn Quản": ("71.7", "71,7%", "Giảm 2,8%", "not_met"),
    "Thị xã Chơn Thành": ("100", "100%", "Tăng 5,3%", "met"),
}


def event(number: int) -> UUID:
    return UUID(int=number)


def percent_cell(name: str, number: int, target: str = "80") -> Cell:
    value, text, change, verdict = RECEIVED.get(name, ("100", "100%", "Bằng", "met"))
    return Cell(
        value=value,
        numerator="89",
        denominator="100",
        text=text,
        status="reported",
        verdict=verdict,
        comparator=">=",
        target=target,
        legal_basis=BASIS,
        change="0",
        change_text=change,
        compared_with="2022-06",
        revised=name == "Sở Tư pháp",
        as_of=DAY,
        events=(event(number), event(number + 1)),
    )


def online_services() -> Table:
    keys = {
        "received": ("Tỷ lệ dịch vụ công trực tuyến phát sinh hồ sơ trực tuyến (đến 17/3/2023)", "80"),
        "handled": ("Tỷ lệ hồ sơ xử lý trực tuyến (đến 17/3/2023)", "50"),
    }
    cells = {name: {key: percent_cell(name, 7, keys[key][1]) for key in keys} for name in (*NAMES, "Toàn tỉnh")}
    cells["Công an tỉnh"]["handled"] = Cell(text="-", status="no_activity", as_of=DAY)
    cells["Huyện Bù Đăng"]["handled"] = Cell(text="…", status="missing")
    return Table(
        id="online-services",
        section="1. Dịch vụ công trực tuyến",
        title="Dịch vụ công trực tuyến của các sở, ban, ngành, huyện, thị xã, thành phố",
        columns=tuple(
            Column(
                key=key,
                indicator=key,
                heading="Kết quả thực hiện của đơn vị",
                group=group,
                measure="percent",
                change_heading="So với báo cáo chuyên đề tháng 06/2022",
                verdict_heading=f"So với chỉ tiêu {target}%",
                show_change=True,
                show_verdict=True,
                target=target,
            )
            for key, (group, target) in keys.items()
        ),
        rows=tuple(
            Row(unit=f"u{place}", name=name, rank=1, cells=cells[name]) for place, name in enumerate(NAMES, start=1)
        ),
        total=Total(
            unit="binh-phuoc",
            name="Toàn tỉnh",
            cells=cells["Toàn tỉnh"],
            how="submitted",
            ways={"received": "submitted", "handled": "ratio_of_sums"},
        ),
        footnotes=("Huyện Phú Riềng: số liệu tính đến ngày 16/3/2023.",),
    )


def count_cell(text: str, change: str = "") -> Cell:
    return Cell(value=text.replace(".", ""), text=text, status="reported", change_text=change, as_of=DAY)


def app_users() -> Table:
    users = ("3.007", "886", "1.693", "585", "941", "669", "434", "692", "567", "1.651", "1.095")
    column = Column(
        key="users",
        indicator="app-users",
        heading="Số người dùng",
        measure="count",
        change_heading="So với báo cáo chuyên đề tháng 06/2022 (số người dùng tăng thêm)",
        show_change=True,
    )
    return Table(
        id="app-users",
        section="2. Phần mềm, ứng dụng",
        title="Số người sử dụng ứng dụng Bình Phước Today",
        note="Số liệu thống kê đến ngày 17/3/2023",
        columns=(column,),
        rows=tuple(
            Row(unit=name, name=name, cells={"users": count_cell(text, "47")})
            for name, text in zip(DISTRICTS, users, strict=True)
        ),
        total=Total(
            unit="binh-phuoc",
            name="Tổng",
            cells={"users": count_cell("25.856", "1.281")},
            how="sum",
            ways={"users": "sum"},
        ),
    )


def taxes(*, landscape: bool = True) -> Table:
    groups = [
        f"{when}: {what}" for when in ("16/3/2023", "Tháng 3/2023", "Năm 2023") for what in ("thuế", "phí, lệ phí")
    ]
    columns = tuple(
        Column(key=f"{place}-{kind}", indicator=kind, heading=heading, group=group, measure=measure)
        for place, group in enumerate(groups)
        for kind, heading, measure in _tax_figures()
    )
    cells = {column.key: count_cell("1.503" if column.measure == "count" else "16.063.470.900") for column in columns}
    return Table(
        id="taxes",
        section="3. Thanh toán thuế trực tuyến trên Cổng dịch vụ công quốc gia",
        title="Giao dịch nộp thuế, phí, lệ phí trực tuyến",
        columns=columns,
        rows=tuple(Row(unit=name, name=name, cells=cells) for name in DISTRICTS),
        total=Total(unit="binh-phuoc", name="Tổng", cells=cells, how="sum", ways=dict.fromkeys(cells, "sum")),
        landscape=landscape,
    )


def _tax_figures() -> tuple[tuple[str, str, Literal["count", "vnd"]], ...]:
    return (("payments", "Số giao dịch", "count"), ("amount", "Số tiền (đồng)", "vnd"))


def chart() -> Chart:
    bars = [
        Bar(unit=row.unit, name=row.name, value=cell.value, text=cell.text, verdict=cell.verdict)
        for row in online_services().rows
        for cell in [row.cells["received"]]
    ]
    bars[14] = Bar(unit="x", name="Công an tỉnh", value=None, text="-")
    return Chart(
        id="online-services",
        table="online-services",
        column="received",
        title="Tỷ lệ dịch vụ công trực tuyến phát sinh hồ sơ trực tuyến",
        target="80",
        target_label="Chỉ tiêu 80%",
        bars=tuple(bars),
        alt="Biểu đồ thanh: 25/27 đơn vị đạt chỉ tiêu 80%; thấp nhất là Huyện Hớn Quản (71,7%).",
    )


ARTICLE = """Tỉnh đã mở các lớp bồi dưỡng về chuyển đổi số cho **9.300 tài khoản học viên**; xem thêm
[trang học trực tuyến](https://binhphuoc.onetouch.edu.vn) và *tài liệu kèm theo*.

## Việc cần làm trong tháng tới

1. Cập nhật số liệu trước ngày 17.
2. Rà soát các chỉ tiêu chưa đạt:
   - tỷ lệ hồ sơ trực tuyến;
   - tỷ lệ ký số.
3. Gửi báo cáo.

- Mỗi đơn vị cử một đầu mối.
- Số liệu gửi qua hệ thống, không gửi qua điện thoại.

> Lấy người dân làm trung tâm.
"""


def sentences() -> tuple[Sentence, ...]:
    def sentence(table: str, kind: Any, text: str, place: Any = "after") -> Sentence:
        return Sentence(id=f"{table}-{kind}", table=table, kind=kind, text=text, facts={}, place=place)

    return (
        sentence("online-services", "statement", "Kết quả tính đến ngày 17/3/2023 cụ thể như sau:", "before"),
        sentence(
            "online-services",
            "trend",
            "Tỷ lệ dịch vụ công trực tuyến phát sinh hồ sơ tăng từ 91,0% (ngày 31/5/2022) lên 100% (ngày 17/3/2023).",
        ),
        sentence("online-services", "behind", "Đơn vị dưới 80%, đề nghị tập trung rà soát: Huyện Hớn Quản (71,7%)."),
        sentence("app-users", "total", "Số người sử dụng ứng dụng toàn tỉnh là 25.856.", "before"),
        sentence("app-users", "top", "Nhiều nhất: Đồng Xoài (3.007), Chơn Thành (1.693), Lộc Ninh (1.651)."),
        sentence("", "statement", "Trang thông tin điện tử đã đăng 73 tin, bài."),
    )


def letterhead(**changes: Any) -> Letterhead:
    return Letterhead(
        **{
            "parent_body": "ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC",
            "issuing_body": "SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
            "number": "02/BC-STTTT",
            "place": "Bình Phước",
            "issued_on": date(2023, 3, 20),
            "document_type": "Báo cáo",
            "abstract": "Chuyên đề chuyển đổi số tháng 02/2023",
            "opening": ("Kết quả chuyển đổi số của các sở, ban, ngành, địa phương trong tháng cụ thể như sau:",),
            "closing": "Trên đây là báo cáo chuyên đề tháng 02/2023./.",
            "authority": "KT. GIÁM ĐỐC",
            "signer_title": "PHÓ GIÁM ĐỐC",
            "recipients": ("Ban Chỉ đạo về chuyển đổi số tỉnh", "Các sở, ban, ngành", "Lưu: VT, CNTT"),
            "circulation": "Lưu hành nội bộ",
            **changes,
        }
    )


def edition(**changes: Any) -> Bulletin:
    """A whole edition; `changes` replace its fields."""
    return Bulletin(
        **{
            "period": "2023-02",
            "previous_period": "2022-06",
            "title": "Báo cáo chuyên đề chuyển đổi số tháng 02/2023",
            "as_of": DAY,
            "status": "draft",
            "content_hash": "ab" * 32,
            "letterhead": letterhead(),
            "tables": (online_services(), app_users(), taxes()),
            "sentences": sentences(),
            "articles": (
                Article(id="training", section="Góc chia sẻ", title="Bồi dưỡng về chuyển đổi số", body=ARTICLE),
                Article(id="notes", section="Góc chia sẻ", title="Ghi chú", body="Một đoạn ngắn."),
            ),
            "charts": (chart(),),
            **changes,
        }
    )
