"""Everything that notify writes, as contents with something of every kind in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from services.notify.domain.alert import Kind
from services.notify.domain.concerns import DoubtedFigure, OverdueTask, OwedFigure, Settled, SilentSource
from services.notify.domain.content import Behind, Content
from services.notify.domain.delivery import Delivery, Message
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
from services.notify.domain.parts import Answer, Matter, Miss, Named, NamedFigure, Recovered, Recovery
from services.notify.domain.published import NewEdition, Paper, Result, Revised
from services.notify.domain.reason import Reason
from services.notify.domain.said import Said
from shared.facts import Change, Doubt, Doubts, QuietSource, TaskState
from shared.facts.verdict import Shortfall
from shared.figures import Status
from tests.notify_examples import DOSSIERS, NOW, SERVICES, evaluation, verdict

TODAY = date(2022, 6, 16)
ANSWER = Answer(
    by="Nguyễn Văn A, Chánh Văn phòng",
    on=date(2022, 6, 18),
    plan="Giao Văn phòng hướng dẫn 100% hồ sơ nộp trực tuyến từ ngày 20/6.",
    promised_on=date(2022, 6, 30),
)
CHANGE = Change(period="2022-05", as_of=date(2022, 5, 31), value=Decimal("81.1"), difference=Decimal("-4.2"))
ONLINE = Named(
    name_vi="Tỷ lệ hồ sơ thủ tục hành chính xử lý hoàn toàn trực tuyến (toàn trình)",
    name_en="Share of dossiers handled fully online (end to end)",
    dimension_vi="cấp huyện",
    dimension_en="district level",
)


def matter(kind: Kind, of: str) -> Matter:
    return Matter(unit="so-noi-vu", indicator=of, kind=kind)


def figure(value: str, indicator: str = DOSSIERS, **more: Any) -> NamedFigure:
    names = {
        DOSSIERS: ("Tỷ lệ hồ sơ xử lý trực tuyến", "Share of dossiers handled online"),
        SERVICES: (
            "Tỷ lệ dịch vụ công trực tuyến phát sinh hồ sơ trực tuyến",
            "Share of online public services that received online dossiers",
        ),
    }
    found = evaluation(1, value, indicator=indicator, **more)
    vietnamese, english = names[indicator]
    return NamedFigure(
        evaluation=found, name_vi=vietnamese, name_en=english, measure="percent", case_vi="hồ sơ", case_en="dossier"
    )


def behind(**more: Any) -> Behind:
    shortfall = Shortfall(way="further", cases=54, until=date(2022, 12, 31), per_month=9)
    missed = verdict("76.9").model_copy(update={"shortfall": shortfall})
    misses = (
        Miss(alert="a-1", verdict=missed, since=TODAY, answer=ANSWER),
        Miss(alert="a-2", verdict=verdict("76.9", threshold="90", programme="kh170"), since=TODAY, is_new=True),
    )
    shown = figure("76.9", numerator=Decimal(1000), denominator=Decimal(1300), change=CHANGE)
    return Behind(figure=shown, misses=misses, **more)


def far_behind() -> Behind:
    return Behind(
        figure=figure("35", SERVICES, how="ratio_of_sums", counted=9, expected=11),
        misses=(Miss(alert="a-3", verdict=verdict("35"), since=date(2022, 3, 17)),),
        is_changed=True,
    )


OWED = OwedFigure(
    alert="a-4",
    matter=matter(Kind.MISSING, "dossiers-handled-fully-online-pct"),
    named=ONLINE,
    evaluation=evaluation(7, None, due=date(2022, 6, 10), status=Status.MISSING),
    since=date(2022, 6, 11),
    legal_basis=("Công văn số 231/VPUBND-KSTTHC ngày 10/02/2022",),
)
TASK = OverdueTask(
    alert="a-5",
    matter=matter(Kind.TASK, "cong-khai work"),
    task=TaskState(
        task="cong-khai",
        unit="so-noi-vu",
        title="Công khai thông tin về dịch vụ công trực tuyến bằng nhiều kênh",
        legal_basis="Thông báo số 15/TB-UBND ngày 10/01/2022",
        stage="report",
        due=date(2022, 5, 31),
        state="overdue",
        sequence=3,
    ),
    since=date(2022, 6, 1),
)
DOUBTED = DoubtedFigure(
    alert="a-6",
    matter=matter(Kind.DOUBT, "digitally-signed-docs-pct"),
    named=Named(name_vi="Tỷ lệ văn bản điện tử được ký số", name_en="Share of documents digitally signed"),
    measure="percent",
    doubts=Doubts(
        unit="so-noi-vu",
        indicator="digitally-signed-docs-pct",
        period="2022-05",
        revision=1,
        value=Decimal("119.72"),
        sequence=1,
        doubts=(Doubt(rule="above_100", severity="error", facts={"value": "119.72"}),),
    ),
    since=date(2022, 6, 2),
)
SILENT = SilentSource(
    alert="a-7",
    matter=matter(Kind.SILENT_SOURCE, "cong-dvc"),
    source=QuietSource(
        unit="so-noi-vu", source="Cổng dịch vụ công tỉnh", period="2022-06", due=TODAY, figures=48, units=7
    ),
    since=TODAY,
)
RECOVERED = Recovered(
    figure=figure("92.5", numerator=Decimal(37), denominator=Decimal(40)),
    recoveries=(Recovery(programme="qd27", verdict=verdict("92.5"), reason=Reason.CLOSED_RECOVERED),),
)
SETTLED = Settled(
    name_vi="Báo cáo kết quả rà soát thủ tục hành chính",
    name_en="Report on the review of procedures",
    kind=Kind.TASK,
    reason=Reason.CLOSED_DONE,
)


def alerts(**more: Any) -> Content:
    """The alerts of Sở Nội vụ, one of each kind unless told otherwise."""
    facts: dict[str, Any] = {
        "unit": "so-noi-vu",
        "name": "Sở Nội vụ",
        "as_of": TODAY,
        "period": "2022-06",
        "behind": (far_behind(), behind()),
        "owed": (OWED,),
        "tasks": (TASK,),
        "doubted": (DOUBTED,),
        "silent": (SILENT,),
        "recovered": (RECOVERED,),
        "settled": (SETTLED,),
        "told_on": date(2022, 6, 10),
        "answer_by": date(2022, 6, 24),
        "superior": "UBND tỉnh Bình Phước",
        "traces": ("4bf92f3577b34da6a3ce929d0e0e4736",),
    }
    return Content(**(facts | more))


def closed(reason: Reason = Reason.CLOSED_RECOVERED) -> Content:
    """Nothing is open any more; the one alert closed for this reason."""
    recovery = Recovery(programme="qd27", verdict=verdict("92.5"), reason=reason)
    recovered = RECOVERED.model_copy(update={"recoveries": (recovery,)})
    nothing = dict.fromkeys(("behind", "owed", "tasks", "doubted", "silent", "settled"), ())
    return alerts(**nothing, recovered=(recovered,))


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
OVER = Case(about=closed(), told_on=date(2022, 6, 2), working_days=10)
#: what is said, and why, by name
EVERYTHING: dict[str, tuple[Said, str]] = {
    "first": (
        alerts(behind=(behind(),), owed=(), tasks=(), doubted=(), silent=(), recovered=(), settled=(), told_on=None),
        "first",
    ),
    "everything": (alerts(), "new_in_group"),
    "repeat": (alerts(recovered=(), settled=()), "repeat"),
    "recovered": (closed(), "recovered"),
    "withdrawn": (closed(Reason.CLOSED_WITHDRAWN), "recovered"),
    "escalation": (ESCALATION, "escalate"),
    "escalation, one over": (ESCALATION.model_copy(update={"cases": (ESCALATION.cases[0], OVER)}), "escalate"),
    "escalation, all over": (ESCALATION.model_copy(update={"cases": (OVER,)}), "recovered"),
    "digest": (DIGEST, "digest"),
    "summary": (SUMMARY, "summary"),
    "notice": (NOTICE, "notice"),
    "bulletin": (EDITION, "bulletin"),
}


def delivery_of(said: Said, reason: str = "first", language: str = "vi") -> Delivery:
    """A delivery by mail of what is said."""
    message = UUID(int=1)
    return Delivery(
        id=uuid5(message, "mail"),
        message=Message(message, said.unit, 1, message, reason, NOW, said),
        channel="mail",
        recipient="so-noi-vu@binhphuoc.example",
        recipient_name="Đầu mối Sở Nội vụ",
        language=language,
        way="mail",
        attempts=1,
    )
