"""The sample province with everything that may be told in it: duties, tasks, communes, leaders, webhooks, a policy."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from shared.settings import ROOT

SAMPLE = ROOT / "deploy" / "provinces" / "binh-phuoc"
PORTAL, DOCUMENTS = "Cổng dịch vụ công tỉnh", "Hệ thống quản lý văn bản và hồ sơ công việc"
SERVICES, DOSSIERS = "services-with-online-dossiers-pct", "dossiers-handled-online-pct"
SIGNED, FULLY = "digitally-signed-docs-pct", "dossiers-handled-fully-online-pct"
#: what every unit owes each month, and by when
OWED = ((SERVICES, "cut-off"), (DOSSIERS, "cut-off"), (SIGNED, "d10"))
COMMUNES = ("xa-loc-an", "xa-loc-hoa")
HOOKED = ("so-noi-vu", "xa-loc-an")
FEW = ("binh-phuoc", "so-noi-vu", "so-tttt", "vp-ubnd-tinh", "loc-ninh")

POLICY = f"""
grace: {{missing: 1, task: 1}}
doubt_days: 5
repeats: [3, 7, 14]
quiet_hours: {{start: "17:30", end: "08:00"}}
working_days_only: true
one_a_day: true
at_any_hour: [silent_source]
parents_mute: [{SERVICES}]
escalation: [{{after: 5, roles: [leader]}}, {{after: 10, roles: [leader]}}]
digest: {{unit: so-tttt, weekday: 1, at: "08:00", roles: [focal]}}
summary: {{unit: binh-phuoc, meeting_day: 25, before: 2, at: "08:00", roles: [leader]}}
silence_notice: 3
sources: {{{PORTAL}: so-tttt, {DOCUMENTS}: vp-ubnd-tinh}}
"""
#: a Saturday worked in exchange for a Friday
SWAPPED = (("2023-01-27", "0", "Văn bản số 8056/VPCP-KGVX"), ("2023-01-28", "1", "Văn bản số 8056/VPCP-KGVX"))
TASKS = (
    ("ra-soat", "so-noi-vu|vp-ubnd-tinh", "Rà soát thủ tục hành chính", "2022-07-01", "2022-08-15", "2022-08-22"),
    ("so-hoa", "xa-loc-an|loc-ninh", "Số hóa kết quả còn hiệu lực", "2022-09-05", "2022-10-31", "2022-11-04"),
    ("tuyen-truyen", "xa-loc-hoa", "Tuyên truyền dịch vụ công trực tuyến", "2022-11-01", "2022-12-30", ""),
    ("tap-huan", "so-tttt|loc-ninh", "Tập huấn Tổ công nghệ số cộng đồng", "2023-02-01", "2023-03-31", "2023-04-07"),
)  # fmt: skip


def make_province(folder: Path, units: Sequence[str], hook: str) -> Path:
    """Write the province in which `units` owe figures into a folder; webhooks go to the URL `hook`."""
    made = folder / "province"
    shutil.copytree(SAMPLE, made)
    (made / "alerts.yaml").write_text(POLICY, encoding="utf-8")
    basis = "Công văn số 231/VPUBND-KSTTHC ngày 10/02/2022"
    duties = [
        (f"{indicator}-{unit}", "uy-ban-quoc-gia", indicator, "", "unit", unit, "1", "monthly", due, "", "", basis)
        for unit in units
        for indicator, due in OWED
    ]
    head = (
        "id,programme,indicator,dimension,scope_kind,scope_value,applies,frequency,due,valid_from,valid_to,legal_basis"
    )
    _write(made / "duties.csv", head, duties)
    directive = "Chỉ thị số 12/CT-UBND ngày 01/6/2022"
    _write(
        made / "tasks.csv",
        "id,levels,groups,units,coordinating,title,legal_basis,assigned_on,due_work,due_report",
        [
            (name, "", "", of, "", title, directive, given, work, report)
            for name, of, title, given, work, report in TASKS
        ],
    )
    _append(made / "units.csv", [(each, "commune", "loc-ninh", _name(each), *5 * ("",)) for each in COMMUNES])
    _append(made / "unit_names.csv", [(each, _name(each), "", "") for each in COMMUNES])
    _append(made / "working_days.csv", SWAPPED)
    _contacts(made / "contacts.csv", hook)
    return made


def _contacts(file: Path, hook: str) -> None:
    with file.open(encoding="utf-8", newline="") as opened:
        known = [row[:5] for row in csv.reader(opened)][1:]
    communes = [(each, f"{each}@binhphuoc.example", f"Đầu mối {_name(each)}", "focal", "vi") for each in COMMUNES]
    leaders = [
        (unit, f"lanh-dao-{unit}@binhphuoc.example", "Lãnh đạo", "leader", "vi") for unit in ("binh-phuoc", "loc-ninh")
    ]
    mails = [(*row, "mail", "", "", "") for row in (*known, *communes)]
    above = [(*row, "mail", "", "", "escalation|summary") for row in leaders]
    hooks = [
        (unit, "", "Hệ thống", "focal", "vi", "webhook", f"{hook}/{unit}", "env:HOOK_SECRET", "") for unit in HOOKED
    ]
    _write(file, "unit,email,name,role,language,channel,address,secret,wants", [*mails, *above, *hooks])


def _name(commune: str) -> str:
    return {"xa-loc-an": "Xã Lộc An", "xa-loc-hoa": "Xã Lộc Hòa"}[commune]


def _write(file: Path, head: str, rows: Iterable[Sequence[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(head.split(","))
        writer.writerows(rows)


def _append(file: Path, rows: Iterable[Sequence[str]]) -> None:
    with file.open("a", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(rows)
