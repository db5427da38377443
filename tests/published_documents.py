"""The two bulletins as their publishers printed them: their figures as they stood on paper, in words of our own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument

from shared.vietnamese import number_text, percent_text

ROOT = Path(__file__).resolve().parent
ORACLE = ROOT / "oracle"
PROVINCE = ROOT.parent / "deploy" / "provinces" / "binh-phuoc"
Row = Mapping[str, str]
Claim = Mapping[str, Any]


@dataclass(frozen=True)
class Printed:
    """A table of the bulletin: its section, its caption, and whether it has a line per unit."""

    table: str
    section: str
    caption: str
    by_unit: bool = True


TABLES: Mapping[str, Sequence[Printed]] = {
    "2022-06": (
        Printed("portal", "1. Cổng thông tin", "", by_unit=False),
        Printed("procedures", "2. Thủ tục và dịch vụ công", "Thủ tục hành chính", by_unit=False),
        Printed("online-services", "2. Thủ tục và dịch vụ công", "Dịch vụ công trực tuyến theo đơn vị"),
        Printed("app-users", "3. Phần mềm dùng chung", "Người dùng ứng dụng"),
        Printed("office-software", "3. Phần mềm dùng chung", "Phần mềm văn phòng"),
        Printed("community-teams", "4. Tổ công nghệ số", "Tổ công nghệ số cộng đồng"),
        Printed("online-tax", "5. Nộp thuế", "Giao dịch thuế"),
        Printed("e-invoice", "5. Nộp thuế", "", by_unit=False),
        Printed("e-certification", "6. Chứng thực", "Hồ sơ chứng thực", by_unit=False),
    ),
    "2023-02": (
        Printed("party-handbook", "1. Sổ tay đảng viên", "Đảng viên cài đặt"),
        Printed("online-services", "2. Dịch vụ công", "Dịch vụ công trực tuyến theo đơn vị"),
        Printed("app-users", "3. Phần mềm dùng chung", "Người dùng ứng dụng"),
        Printed("office-software", "3. Phần mềm dùng chung", "Phần mềm văn phòng"),
        Printed("community-teams", "4. Tổ công nghệ số", "Tổ công nghệ số cộng đồng"),
        Printed("online-tax", "5. Nộp thuế", "Giao dịch thuế"),
        Printed("e-certification", "6. Chứng thực", "Hồ sơ chứng thực", by_unit=False),
        Printed("loudspeakers", "7. Truyền thanh", "", by_unit=False),
    ),
}
HEADINGS = {"change": "So với kỳ trước", "verdict": "So với chỉ tiêu"}
#: what an edition says of the days its table of services is of: in 2022-06 another day than its own headings have
WINDOWS = {"2022-06": "Số liệu thống kê từ ngày 01/01/2022 đến ngày 31/5/2022 như sau:"}
ABOUT = {
    "services-with-online-dossiers-pct": "tỷ lệ DVCTT phát sinh hồ sơ",
    "dossiers-handled-online-pct": "tỷ lệ hồ sơ xử lý trực tuyến",
    "app-users": "số người sử dụng ứng dụng",
    "ecabinet-meetings": "số cuộc họp qua phần mềm Ecabinet",
    "video-conferences": "số hội nghị truyền hình",
    "digitally-signed-docs-pct": "tỷ lệ văn bản điện tử được ký số",
    "official-email-users-pct": "tỷ lệ CB, CC, VC dùng thư điện tử công vụ",
    "docs-handled-online-pct": "văn bản được xử lý trên hệ thống quản lý văn bản",
}
#: three ways of saying the same
TREND = (
    "{about} tăng từ {start} (ngày {start_day}) lên {end} (đến ngày {end_day}).",
    "So với ngày {start_day}, {about} đã tăng từ mức {start} lên mức {end} (ngày {end_day}).",
    "{about}: tăng từ {start} (tính đến ngày {start_day}) đến {end} (ngày {end_day})",
)
BEHIND = (
    "{count:02d} đơn vị có {about} dưới {bound}, cần rà soát: {units}.",
    "Những nơi có {about} thấp hơn {bound} gồm {units}.",
    "Về {about}, còn các đơn vị đạt dưới mức {bound} là: {units}",
)
TOP = (
    "{count:02d} đơn vị có {about} cao nhất: {units}.",
    "Đơn vị có {about} nhiều nhất gồm: {units}.",
    "Đứng ở nhóm có {about} lớn nhất là {units}",
)
TOP_AT = ("Đơn vị có {about} cao nhất (đạt {value}) gồm: {units}.", "Cùng {about} nhiều nhất (đều {value}): {units}")
ALL = ("Các đơn vị đều đạt {value} {about}.", "Tất cả các cơ quan đã đạt {value} {about}.")
TOTAL = ("Toàn tỉnh có {about} là {value}.", "Tính chung, {about} đạt {value}.")
SHARE = (
    "Có {numerator}/{denominator} {about} (đạt {value}).",
    "{numerator}/{denominator} {about}, chiếm {value}.",
)


def published(edition: str, way: int = 0) -> bytes:
    """The results section of an edition as a DOCX; `way` chooses among the wordings."""
    document = Document()
    document.add_paragraph(f"Báo cáo chuyên đề tháng {edition[5:]}/{edition[:4]}")
    said = {claim["id"]: claim for claim in claims(edition)}
    section, number = "", 0
    for printed in TABLES[edition]:
        if printed.section != section:
            section = printed.section
            document.add_heading(section, 1)
        if printed.table == "online-services" and edition in WINDOWS:
            document.add_paragraph(WINDOWS[edition])
        if printed.caption:
            number += 1
            document.add_paragraph(f"Bảng {number}. {printed.caption}")
            _table(document, edition, printed)
        for claim in list(said.values()):
            if claim["table"] == printed.table or (claim["id"], printed.table) == ("ecabinet-note", "office-software"):
                document.add_paragraph(said_in_words(said.pop(claim["id"]), way))
    assert not said, said
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def claims(edition: str) -> list[Claim]:
    found: list[Claim] = json.loads((ORACLE / edition / "claims.json").read_text(encoding="utf-8"))
    return found


def wrong_cells(edition: str) -> list[Row]:
    """The cells that lost their zeros in print."""
    return [row for row in _rows(ORACLE / edition / "as_printed.csv") if row["column"] == "value"]


def said_in_words(claim: Claim, way: int) -> str:
    """What a claim states, in the wording `way`."""
    says = claim["says"]
    if "from" in says:
        return _moved(says, way)
    if claim["kind"] in ("laggards", "top"):
        return _named(claim, way)
    if claim["kind"] == "all-at-100":
        return ALL[way % 2].format(about=ABOUT[says["indicator_id"]], value=percent(says["value"]))
    return _counted(claim, way)


def _moved(says: Claim, way: int) -> str:
    start, end = says["from"], says["to"]
    if "relative_change_pct" in says:
        now, before, by = number_of(end["value"]), number_of(start["value"]), says["relative_change_pct"]
        return f"Trong tháng có {now} lượt truy cập, so với {before} của tháng trước (tăng {by}%)."
    days = {"start_day": _day(start["as_of"]), "end_day": _day(end["as_of"])}
    figures = {"start": percent(start["value"]), "end": percent(end["value"])}
    return _capital(TREND[way % 3]).format(about=ABOUT[says["indicator_id"]], **figures, **days)


def _named(claim: Claim, way: int) -> str:
    says, about = claim["says"], ABOUT[claim["says"]["indicator_id"]]
    count = len(says["units"])
    if "threshold" in says:
        bound = percent(says["threshold"])
        return BEHIND[way % 3].format(count=count, about=about, bound=bound, units=_units(says["units"]))
    if says.get("value"):
        names = _units([{"unit_id": unit["unit_id"]} for unit in says["units"]])
        return TOP_AT[way % 2].format(about=about, value=percent(says["value"]), units=names)
    show = percent if says["indicator_id"].endswith("-pct") else number_of
    return TOP[way % 3].format(count=count, about=about, units=_units(says["units"], show))


def _counted(claim: Claim, way: int) -> str:
    says = claim["says"]
    if "numerator" in says:
        return _share(says, way)
    if "totals" in says:
        return _both_totals(says)
    if "parts" in says:
        return _levels(says)
    if "condition" in says:
        return f"Nếu đạt 100% thì sẽ cao hơn bình quân cả nước ({percent(says['national_average'])})."
    return TOTAL[way % 2].format(about=ABOUT[says["indicator_id"]], value=number_of(says["value"]))


def _share(says: Claim, way: int) -> str:
    text = SHARE[way % 2].format(
        numerator=number_of(says["numerator"]),
        denominator=number_of(says["denominator"]),
        about="đảng viên đã cài đặt" if "party" in says["indicator_id"] else "hộ và doanh nghiệp đã chuyển đổi",
        value=percent(says["value"]),
    )
    if "target" not in says:
        return text
    return f"{text[:-1]}, vượt {says['above_target_by']}% so với chỉ tiêu ({says['target']}%)."


def _both_totals(says: Claim) -> str:
    (one, first), (other, second) = [(each["value"], each["parts"]) for each in says["totals"]]
    return (
        f"Đã lắp {number_of(one)} cụm, {number_of(other)} loa, trong đó {number_of(first[0])} cụm, "
        f"{number_of(second[0])} loa của dự án chung và {first[1]} cụm, {second[1]} loa có từ trước."
    )


def _levels(says: Claim) -> str:
    whole, (both, *levels) = says["total"], says["parts"]
    counted = [f"{number_of(each['count'])} ở mức {each['level']}, chiếm {percent(each['pct'])}" for each in levels]
    start = f"Trong {number_of(whole)} thủ tục có {number_of(both['count'])} thủ tục trực tuyến"
    return f"{start}, chiếm {percent(both['pct'])}, gồm: {'; '.join(counted)}."


def _table(document: WordDocument, edition: str, printed: Printed) -> None:
    facts = [row for row in _rows(ORACLE / edition / "facts.csv") if row["table"] == printed.table]
    facts = [row for row in facts if row["period"] == edition and not row["indicator"].endswith("-increase")]
    keys = list(dict.fromkeys((row["indicator"], row["dimension"]) for row in facts))
    columns = list(_columns(facts, keys))
    rows = list(dict.fromkeys(row["row"] for row in facts)) if printed.by_unit else ["1"]
    table = document.add_table(1 + len(rows), 2 + len(columns))
    texts = [["STT", "Đơn vị", *(heading for *_, heading in columns)]]
    lost = {(cell["unit"], cell["indicator"], cell["dimension"]): cell["printed"] for cell in wrong_cells(edition)}
    for place, name in enumerate(rows, start=1):
        line = {
            (fact["indicator"], fact["dimension"]): fact for fact in facts if not printed.by_unit or fact["row"] == name
        }
        unit = next(iter(line.values()))["unit"]
        whole = unit == "binh-phuoc" and len(rows) > 1
        texts.append(["" if whole else str(place), "Tổng" if whole else _names()[unit]])
        for key, part, _ in columns:
            fact = line.get(key)
            found = "" if fact is None else fact[part]
            if part == "printed" and (unit, *key) in lost:
                found = lost[unit, *key].replace(".", ",")
            texts[-1].append(found.split("/")[0])
    for row, cells in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def _columns(facts: Sequence[Row], keys: Sequence[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], str, str]]:
    for key in keys:
        mine = [fact for fact in facts if (fact["indicator"], fact["dimension"]) == key]
        days = sorted({fact["as_of"] for fact in mine})
        parts = ", ".join(piece.partition("=")[2] for piece in key[1].split(";") if piece)
        name = _indicators()[key[0]] + (f" ({parts})" if parts else "")
        yield key, "printed", f"{name} (đến ngày {_day(days[-1])})"
        for part in ("change", "verdict"):
            if any(fact[part] for fact in mine):
                yield key, part, HEADINGS[part]


def percent(value: str) -> str:
    return percent_text(Decimal(value))


def number_of(value: str) -> str:
    return number_text(Decimal(value))


def _units(units: Sequence[Mapping[str, str]], show: Any = None) -> str:
    show = show or percent
    return ", ".join(_names()[u["unit_id"]] + (f" ({show(u['value'])})" if u.get("value") else "") for u in units)


def _capital(text: str) -> str:
    return text if not text.startswith("{about}") else f"Kết quả {text}"


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{int(day)}/{int(month)}/{year}"


@cache
def _names() -> Mapping[str, str]:
    return {row["id"]: row["short_name"] for row in _rows(PROVINCE / "units.csv")}


@cache
def _indicators() -> Mapping[str, str]:
    return {row["id"]: row["name_vi"] for row in _rows(PROVINCE / "indicators.csv")}


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
