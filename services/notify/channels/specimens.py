"""A letter of each kind in each language, with something in every place: what templates are tried on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from services.notify.domain.letter import Letter
from services.notify.domain.letters.alerts import AlertLetter
from services.notify.domain.letters.answers import AnswerLine
from services.notify.domain.letters.bars import Bar
from services.notify.domain.letters.editions import EditionLetter, PaperLine, RevisedLine
from services.notify.domain.letters.figures import BehindLine, MissLine, RecoveredLine
from services.notify.domain.letters.others import OtherLine, SettledLine
from services.notify.domain.letters.overview_lines import CaseLine, EndingLine, StandingLine, UnitLine, UnreachedLine
from services.notify.domain.letters.overviews import OverviewLetter
from services.notify.domain.wording import Language

ANSWER = AnswerLine("A", "01/6/2022", "…", "30/6/2022")
MISS = MissLine("80%", "3,1", "thiếu 3,1", "12 hồ sơ", "QĐ 27", "16/6/2022", is_new=True, answer=ANSWER)
BARS = (Bar("now", "Kỳ 06/2022", "76,9%", 77), Bar("target", "Mục tiêu", "100%", 100))
BEHIND = BehindLine("Tỷ lệ", "cấp xã", "76,9%", "kỳ 06/2022", "16/6/2022", "", "", (MISS,), BARS, "new")
OTHER = OtherLine("Việc", "cấp xã", "kỳ 06/2022", "01/6/2022", "02/6/2022", "TB 15", "report", "5", ("…",), "48", "07")
STANDING = StandingLine("Đơn vị", "02", "01", "0", "0", "0", "01", "01/6/2022", BEHIND)
LANGUAGES: tuple[Language, ...] = ("vi", "en")


def specimens() -> Iterator[Letter]:
    """Every kind of letter, in every language, first with news and then closing."""
    for language in LANGUAGES:
        for reason in ("first", "repeat"):
            yield _alerts(language, reason=reason, answered=reason == "repeat")
        yield _alerts(language, tally="", withdrawn=True)
        yield _alerts(language, tally="", behind=(), owed=(), tasks=(), doubted=(), silent=())
        for template in ("escalation", "digest", "summary", "notice"):
            yield _overview(language, template)
        yield from (_edition(language, again=again) for again in (False, True))


def _alerts(language: Language, **more: Any) -> AlertLetter:
    facts: dict[str, Any] = {
        "reason": "first",
        "tally": "01 chỉ tiêu",
        "withdrawn": False,
        "answered": False,
        "behind": (BEHIND,),
        **dict.fromkeys(("owed", "tasks", "doubted", "silent"), (OTHER,)),
    }
    return AlertLetter(
        language=language,
        unit="Đơn vị",
        subject="…",
        as_of="16/6/2022",
        news="01 nội dung mới",
        told_on="10/6/2022",
        recovered=(RecoveredLine("Tỷ lệ", "cấp xã", "90%", "kỳ 06/2022", ("…",)),),
        settled=(SettledLine("Việc", "cấp xã", "kỳ 06/2022", "…"),),
        all_met=True,
        answer_by="24/6/2022",
        superior="Cấp trên",
        traces=("1", "2", "3", "4"),
        **(facts | more),
    )


def _overview(language: Language, template: Any) -> OverviewLetter:
    return OverviewLetter(
        language=language,
        unit="Đơn vị",
        subject="…",
        as_of="16/6/2022",
        template=template,
        period="kỳ 06/2022",
        first_day="10/6/2022",
        meeting_on="25/6/2022",
        tally="01 đơn vị",
        total=STANDING,
        cases=(CaseLine("Đơn vị", "…", "02/6/2022", "10", (BEHIND,), (OTHER,), ANSWER),),
        standings=(STANDING,),
        worst=(UnitLine("Đơn vị", behind=BEHIND),),
        owed=(UnitLine("Đơn vị", other=OTHER),),
        tasks=(UnitLine("Đơn vị", other=OTHER),),
        ending=(EndingLine("Đơn vị", "", "CV 45", "B", "20/6/2022", "02"),),
        unreached=(UnreachedLine("Đơn vị", "mail", "a@b.example", "01/6/2022", "550"),),
        traces=("1",),
    )


def _edition(language: Language, *, again: bool) -> EditionLetter:
    return EditionLetter(
        language=language,
        unit="Đơn vị",
        subject="…",
        as_of="16/6/2022",
        period="kỳ 06/2022",
        title="Báo cáo",
        number="01/2022",
        issued_on="20/6/2022",
        again=again,
        replaces="01/2022" if again else "",
        tally="01 kết quả đạt mục tiêu",
        missing="01",
        papers=(PaperLine("PDF", "2022/01/bulletin.pdf"),),
        page="2022/01",
        extract="2022/01/units/a.html",
        revised=(RevisedLine("Tỷ lệ", "01/2022", "90%", "91%", "…", "Sở Nội vụ" if again else ""),),
        more_revised="02" if again else "",
        revisions="02",
        everything=again,
        traces=("1",),
    )
