"""What notify writes to those who look over units, and of editions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from services.notify.domain.overview import (
    BehindOf,
    Case,
    Digest,
    EndingSilence,
    Escalation,
    Notice,
    OwedOf,
    Summary,
    TaskOf,
    UnitStanding,
    Unreached,
)
from services.notify.domain.published import NewEdition, Paper, Result, Revised
from tests.notify_contents import ANSWER, OWED, TASK, TODAY, alerts, behind, far_behind

STANDINGS = (
    UnitStanding(
        unit="loc-ninh",
        name="Lộc Ninh",
        open=12,
        new=3,
        closed=1,
        acknowledged=4,
        escalated=2,
        overdue=3,
        level="district",
        oldest=date(2022, 3, 17),
        worst=far_behind(),
    ),
    UnitStanding(
        unit="so-noi-vu",
        name="Sở Nội vụ",
        open=2,
        new=1,
        acknowledged=1,
        oldest=TODAY,
        worst=behind(),
        level="department",
    ),
)
OFFICE = {"unit": "van-phong", "name": "Văn phòng UBND tỉnh", "as_of": TODAY}
ENDING = EndingSilence(
    unit="loc-ninh",
    name="Lộc Ninh",
    about_vi="Tỷ lệ hồ sơ xử lý trực tuyến",
    about_en="Share of dossiers handled online",
    document="Công văn số 45/UBND ngày 01/6/2022",
    author="Trần Thị B",
    until=date(2022, 6, 20),
    kept_quiet=2,
)
UNREACHED = Unreached(
    unit="loc-ninh",
    name="Lộc Ninh",
    channel="mail",
    address="loc-ninh@binhphuoc.example",
    since=date(2022, 6, 15),
    why="550 5.1.1 no such user",
)
OWED_BY = (OwedOf(unit="so-noi-vu", name="Sở Nội vụ", owed=OWED),)
TASKS_OF = (TaskOf(unit="so-noi-vu", name="Sở Nội vụ", task=TASK),)

ESCALATION = Escalation(
    unit="binh-phuoc",
    name="UBND tỉnh Bình Phước",
    as_of=TODAY,
    period="2022-06",
    level=1,
    cases=(
        Case(about=alerts(settled=(), recovered=(), silent=()), told_on=date(2022, 6, 2), working_days=10),
        Case(
            about=alerts(name="UBND huyện Lộc Ninh", behind=(behind(),), owed=(), tasks=(), doubted=(), silent=()),
            told_on=date(2022, 6, 2),
            working_days=10,
            answer=ANSWER,
        ),
    ),
)
DIGEST = Digest(
    **OFFICE,
    period="2022-06",
    first_day=date(2022, 6, 10),
    standings=STANDINGS,
    units=22,
    owed=OWED_BY,
    tasks=TASKS_OF,
    ending=(ENDING,),
    unreached=(UNREACHED,),
)
SUMMARY = Summary(
    **OFFICE,
    period="2022-06",
    meeting_on=date(2022, 6, 25),
    standings=STANDINGS,
    units=22,
    owed=OWED_BY,
    tasks=TASKS_OF,
    worst=(
        BehindOf(unit="loc-ninh", name="Lộc Ninh", behind=far_behind()),
        BehindOf(unit="so-noi-vu", name="Sở Nội vụ", behind=behind()),
    ),
)
NOTICE = Notice(**OFFICE, ending=(ENDING,), unreached=(UNREACHED,))
EDITION = NewEdition(
    unit="so-noi-vu",
    name="Sở Nội vụ",
    as_of=date(2022, 6, 16),
    period="2022-06",
    title="Báo cáo chuyên đề tháng 06/2022",
    label="06(R)/2022",
    issued_on=date(2022, 6, 20),
    again=True,
    folder="2022/06-R1",
    papers=(Paper(name="bulletin.pdf", path="2022/06-R1/bulletin.pdf", size=9),),
    result=Result(met=3, not_met=2, missing=1),
    revised=(
        Revised(
            name_vi="Tỷ lệ hồ sơ", name_en="Dossiers", measure="percent", edition="05/2022", published=Decimal(70),
            corrected=None, reason="rút lại",
        ),
    ),
    revisions=2,
)  # fmt: skip
