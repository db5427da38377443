"""What letters to others than the unit are made of, in words."""

from __future__ import annotations

from dataclasses import dataclass

from services.notify.domain.letters.answers import AnswerLine, answer_line
from services.notify.domain.letters.figures import BehindLine, RecoveredLine, behind_line, recovered_line
from services.notify.domain.letters.others import OtherLine, SettledLine, other_line, settled_line
from services.notify.domain.letters.tally import tally
from services.notify.domain.overview import Case, EndingSilence, UnitStanding, Unreached
from services.notify.domain.wording import Language, count_text, day_text


@dataclass(frozen=True)
class CaseLine:
    """One unit below that has not caught up, or (`recovered`, `settled`) has since it was told of, in words."""

    unit: str
    tally: str
    told_on: str
    working_days: str
    behind: tuple[BehindLine, ...]
    others: tuple[OtherLine, ...]
    answer: AnswerLine | None
    recovered: tuple[RecoveredLine, ...] = ()
    settled: tuple[SettledLine, ...] = ()


@dataclass(frozen=True)
class StandingLine:
    """How many alerts a unit has, in words; `worst` may be None."""

    unit: str
    open: str
    new: str
    closed: str
    acknowledged: str
    escalated: str
    overdue: str
    oldest: str
    worst: BehindLine | None


@dataclass(frozen=True)
class UnitLine:
    """One thing of one unit."""

    unit: str
    behind: BehindLine | None = None
    other: OtherLine | None = None


@dataclass(frozen=True)
class EndingLine:
    """A silence that ends soon, in words; `about` is empty where it is about everything."""

    unit: str
    about: str
    document: str
    author: str
    until: str
    kept_quiet: str


@dataclass(frozen=True)
class UnreachedLine:
    """An address that takes nothing any more, in words."""

    unit: str
    channel: str
    address: str
    since: str
    why: str


def standing_line(one: UnitStanding, language: Language) -> StandingLine:
    """How many alerts a unit has, in words."""
    return StandingLine(
        unit=plain(one.name),
        open=count_text(one.open, language),
        new=count_text(one.new, language),
        closed=count_text(one.closed, language),
        acknowledged=count_text(one.acknowledged, language),
        escalated=count_text(one.escalated, language),
        overdue=count_text(one.overdue, language),
        oldest="" if one.oldest is None else day_text(one.oldest, language),
        worst=None if one.worst is None else behind_line(one.worst, language),
    )


def case_line(case: Case, language: Language) -> CaseLine:
    """One unit below, in words."""
    about = case.about
    return CaseLine(
        unit=plain(about.name),
        tally=tally(about, language),
        told_on=day_text(case.told_on, language),
        working_days=count_text(case.working_days, language),
        behind=tuple(behind_line(item, language) for item in about.behind),
        others=tuple(other_line(other, language) for other in about.others),
        answer=answer_line(case.answer, language),
        recovered=tuple(recovered_line(item, language) for item in about.recovered),
        settled=tuple(settled_line(item, language) for item in about.settled),
    )


def ending_line(silence: EndingSilence, language: Language) -> EndingLine:
    """A silence that ends soon, in words."""
    return EndingLine(
        unit=plain(silence.name),
        about=silence.about_vi if language == "vi" else silence.about_en,
        document=silence.document,
        author=silence.author,
        until=day_text(silence.until, language),
        kept_quiet=count_text(silence.kept_quiet, language) if silence.kept_quiet else "",
    )


def unreached_line(one: Unreached, language: Language) -> UnreachedLine:
    """An address out of reach, in words."""
    return UnreachedLine(plain(one.name), one.channel, one.address, day_text(one.since, language), one.why)


def plain(text: str) -> str:
    """A name on one line: it must not be able to end the header line it stands in."""
    return " ".join(text.split())
