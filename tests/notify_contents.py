"""What notify writes to a unit about its alerts, with something of every kind in it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from services.notify.domain.alert import Kind
from services.notify.domain.concerns import DoubtedFigure, OverdueTask, OwedFigure, Settled, SilentSource
from services.notify.domain.content import Behind, Content
from services.notify.domain.parts import Answer, Matter, Miss, Named, NamedFigure, Recovered, Recovery
from services.notify.domain.reason import Reason
from shared.facts import Change, Doubt, Doubts, QuietSource, TaskState
from shared.facts.verdict import Shortfall
from shared.figures import Status
from tests.notify_examples import DOSSIERS, SERVICES, evaluation, verdict

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
