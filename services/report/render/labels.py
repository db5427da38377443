"""The words the renderings add to a bulletin, in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.report.domain.bulletin import Cell
from shared.errors import Refused

FIRST_PADDED_BELOW = 10
LAST_PADDED_MONTH = 2
ENGLISH_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Labels:
    """One language's words; `verdict` and `status` are keyed as in the bulletin."""

    language: str
    locale: str
    nation: str
    motto: str
    number: str
    draft: str
    results: str
    ordinal: str
    unit: str
    change: str
    verdict_heading: str
    verdict: Mapping[str, str]
    status: Mapping[str, str]
    how: Mapping[str, str]
    table: str
    figure: str
    after: str
    revised: str
    recipients: str
    target: str
    legal_basis: str
    as_of: str
    events: str
    compared_with: str
    more_events: str
    contents: str
    skip: str
    met_bar: str
    not_met_bar: str
    unjudged_bar: str
    unsigned: str
    figures_to: str
    content_hash: str
    rank: str
    numerator: str

    def numbered(self, number: str) -> str:
        """The number of the document after its word, which a province may have written into it already."""
        return f"{self.number} {number.removeprefix(VIETNAMESE.number).removeprefix(' ')}"

    def place_date(self, place: str, day: date) -> str:
        """Place and date as the decree has them: days below 10 and months 1 and 2 are padded."""
        if self.language == "en":
            return f"{place}, {day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
        month = f"{day.month:02}" if day.month <= LAST_PADDED_MONTH else str(day.month)
        return f"{place}, ngày {day.day:02} tháng {month} năm {day.year}"

    def day(self, day: date) -> str:
        """A date inside running text: 17/3/2023, in English 17 March 2023."""
        if self.language == "en":
            return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
        return f"{day.day}/{day.month}/{day.year}"

    def month(self, period: str) -> str:
        """A period inside running text: 2022-06 is tháng 06/2022, in English June 2022."""
        year, month = period.split("-")
        return f"{ENGLISH_MONTHS[int(month) - 1]} {year}" if self.language == "en" else f"tháng {month}/{year}"

    def judged(self, cell: Cell | None) -> str:
        """The verdict in words; the dash of a figure that is a dash; else empty."""
        if cell is None:
            return ""
        return self.verdict[cell.verdict] if cell.verdict else DASH if cell.text == DASH else ""


DASH = "-"

VIETNAMESE = Labels(
    language="vi",
    locale="vi-VN",
    nation="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    motto="Độc lập - Tự do - Hạnh phúc",
    number="Số:",
    draft="DỰ THẢO",
    results="KẾT QUẢ THỰC HIỆN",
    ordinal="STT",
    unit="Đơn vị",
    change="So với kỳ trước",
    verdict_heading="Đánh giá",
    verdict={"met": "Đạt", "not_met": "Không đạt"},
    status={
        "reported": "Có số liệu",
        "no_activity": "Không phát sinh",
        "missing": "Chưa có số liệu",
        "not_applicable": "Không áp dụng",
    },
    how={
        "submitted": "Số liệu do cơ quan tổng hợp gửi",
        "ratio_of_sums": "Tổng tử số chia tổng mẫu số của các đơn vị",
        "sum": "Tổng của các đơn vị",
        "none": "Không tính được số chung",
    },
    table="Bảng",
    figure="Hình",
    after="Từ bảng trên cho thấy:",
    revised="(R): số liệu đã được đính chính so với lần công bố trước.",
    recipients="Nơi nhận:",
    target="Mục tiêu",
    legal_basis="Căn cứ",
    as_of="Tính đến",
    events="Sự kiện nguồn",
    compared_with="So với",
    more_events="và {count} sự kiện khác",
    contents="Nội dung",
    skip="Đến nội dung chính",
    met_bar="Đạt",
    not_met_bar="Không đạt",
    unjudged_bar="Chưa đánh giá",
    unsigned="(Ký, đóng dấu)",
    figures_to="Số liệu tính đến ngày",
    content_hash="Mã kiểm tra nội dung (SHA-256)",
    rank="Xếp hạng trong nhóm",
    numerator="Tử số/mẫu số",
)

ENGLISH = Labels(
    language="en",
    locale="en-GB",
    nation="SOCIALIST REPUBLIC OF VIET NAM",
    motto="Independence - Freedom - Happiness",
    number="No.",
    draft="DRAFT",
    results="RESULTS",
    ordinal="No.",
    unit="Unit",
    change="Change from the period before",
    verdict_heading="Verdict",
    verdict={"met": "Met", "not_met": "Not met"},
    status={
        "reported": "Reported",
        "no_activity": "No activity",
        "missing": "No figure yet",
        "not_applicable": "Not applicable",
    },
    how={
        "submitted": "Figure sent by the collecting office",
        "ratio_of_sums": "Sum of numerators over sum of denominators",
        "sum": "Sum of the units",
        "none": "No overall figure can be computed",
    },
    table="Table",
    figure="Figure",
    after="The table shows:",
    revised="(R): corrected since it was last published.",
    recipients="Recipients:",
    target="Target",
    legal_basis="Legal basis",
    as_of="As of",
    events="Source events",
    compared_with="Compared with",
    more_events="and {count} more",
    contents="Contents",
    skip="Skip to the content",
    met_bar="Met",
    not_met_bar="Not met",
    unjudged_bar="Not judged",
    unsigned="(Signature and seal)",
    figures_to="Figures as of",
    content_hash="Content checksum (SHA-256)",
    rank="Rank within its group",
    numerator="Numerator/denominator",
)

LANGUAGES = {labels.language: labels for labels in (VIETNAMESE, ENGLISH)}


def labels_in(language: str) -> Labels:
    """The words of `language` ("vi" or "en"). Raises Refused for any other."""
    if language not in LANGUAGES:
        raise Refused("unknown-language", f"language is one of {', '.join(LANGUAGES)}", value=language)
    return LANGUAGES[language]
