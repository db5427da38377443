"""The letters to others than the unit: superiors, the standing office, the leader, the operator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from services.notify.domain.letters.figures import behind_line
from services.notify.domain.letters.others import other_line
from services.notify.domain.letters.overview_lines import (
    CaseLine,
    EndingLine,
    StandingLine,
    UnitLine,
    UnreachedLine,
    case_line,
    ending_line,
    plain,
    standing_line,
    unreached_line,
)
from services.notify.domain.letters.tally import counted, level_tally, listed
from services.notify.domain.overview import Digest, Escalation, Notice, Overview, Summary, UnitStanding
from services.notify.domain.wording import Language, day_text, period_text


@dataclass(frozen=True)
class OverviewLetter:
    """All texts of a letter to others than the unit itself; what its kind has not is empty."""

    language: Language
    unit: str
    subject: str
    as_of: str
    template: Literal["escalation", "digest", "summary", "notice"]
    period: str = ""
    first_day: str = ""
    meeting_on: str = ""
    tally: str = ""
    by_level: str = ""
    total: StandingLine | None = None
    cases: tuple[CaseLine, ...] = ()
    over: tuple[CaseLine, ...] = ()
    standings: tuple[StandingLine, ...] = ()
    worst: tuple[UnitLine, ...] = ()
    owed: tuple[UnitLine, ...] = ()
    tasks: tuple[UnitLine, ...] = ()
    ending: tuple[EndingLine, ...] = ()
    unreached: tuple[UnreachedLine, ...] = ()
    traces: tuple[str, ...] = ()


def escalation_letter(said: Escalation, language: Language) -> OverviewLetter:
    """Tell a superior of units that have not caught up, and of those that have since it was told of them."""
    behind = [case for case in said.cases if not case.about.is_closing]
    over = [case for case in said.cases if case.about.is_closing]
    words = ("chậm khắc phục", "đã khắc phục") if language == "vi" else ("still behind", "caught up")
    units = counted("units", len(behind) or len({case.about.unit for case in over}), language)
    return OverviewLetter(
        language=language,
        unit=plain(said.name),
        subject=f"[Nhịp Số] {plain(said.name)}: {units} {words[0 if behind else 1]} – "
        f"{period_text(said.period, language)}",
        as_of=day_text(said.as_of, language),
        template="escalation",
        period=period_text(said.period, language),
        tally=units,
        cases=tuple(case_line(case, language) for case in behind),
        over=tuple(case_line(case, language) for case in over),
        traces=said.traces,
    )


def digest_letter(said: Digest, language: Language) -> OverviewLetter:
    """The week, for the standing office."""
    first, last = day_text(said.first_day, language), day_text(said.as_of, language)
    week = f"tổng hợp tuần {first} – {last}" if language == "vi" else f"week of {first} to {last}"
    return OverviewLetter(
        subject=f"[Nhịp Số] {plain(said.name)}: {week}, {_total_text(said, language)}",
        template="digest",
        first_day=first,
        ending=tuple(ending_line(silence, language) for silence in said.ending),
        unreached=tuple(unreached_line(address, language) for address in said.unreached),
        **_overview(said, language),
    )


def summary_letter(said: Summary, language: Language) -> OverviewLetter:
    """One page for the leader, before the meeting."""
    meeting = day_text(said.meeting_on, language)
    purpose = f"tóm tắt phục vụ họp ngày {meeting}" if language == "vi" else f"summary for the meeting on {meeting}"
    return OverviewLetter(
        subject=f"[Nhịp Số] {plain(said.name)}: {purpose} – {period_text(said.period, language)}",
        template="summary",
        meeting_on=meeting,
        worst=tuple(UnitLine(plain(one.name), behind=behind_line(one.behind, language)) for one in said.worst),
        **_overview(said, language),
    )


def notice_letter(said: Notice, language: Language) -> OverviewLetter:
    """Of silences that end soon, and of addresses out of reach."""
    counts = [("silences", len(said.ending)), ("addresses", len(said.unreached))]
    told = listed([counted(what, number, language) for what, number in counts if number], language)
    return OverviewLetter(
        language=language,
        unit=plain(said.name),
        subject=f"[Nhịp Số] {plain(said.name)}: {told}",
        as_of=day_text(said.as_of, language),
        template="notice",
        tally=told,
        ending=tuple(ending_line(silence, language) for silence in said.ending),
        unreached=tuple(unreached_line(address, language) for address in said.unreached),
        traces=said.traces,
    )


def _overview(said: Overview, language: Language) -> dict[str, Any]:
    return {
        "language": language,
        "unit": plain(said.name),
        "as_of": day_text(said.as_of, language),
        "period": period_text(said.period, language),
        "tally": _total_text(said, language),
        "by_level": level_tally(said.standings, language),
        "total": _total(said, language),
        "standings": tuple(standing_line(one, language) for one in said.standings),
        "owed": tuple(UnitLine(plain(one.name), other=other_line(one.owed, language)) for one in said.owed),
        "tasks": tuple(UnitLine(plain(one.name), other=other_line(one.task, language)) for one in said.tasks),
        "traces": said.traces,
    }


def _total_text(said: Overview, language: Language) -> str:
    alerts = counted("alerts", said.total("open"), language)
    units = counted("units", sum(one.open > 0 for one in said.standings), language)
    return f"{alerts} tại {units}" if language == "vi" else f"{alerts} in {units}"


def _total(said: Overview, language: Language) -> StandingLine:
    whole = UnitStanding(
        unit=said.unit,
        name="Tổng" if language == "vi" else "Total",
        open=said.total("open"),
        new=said.total("new"),
        closed=said.total("closed"),
        acknowledged=said.total("acknowledged"),
        escalated=said.total("escalated"),
        overdue=said.total("overdue"),
        oldest=min((one.oldest for one in said.standings if one.oldest is not None), default=None),
    )
    return standing_line(whole, language)
