"""The letter to a unit about its alerts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from services.notify.domain.content import Content
from services.notify.domain.letters.figures import BehindLine, RecoveredLine, behind_line, recovered_line
from services.notify.domain.letters.others import OtherLine, SettledLine, other_line, settled_line
from services.notify.domain.letters.tally import counted, listed, tally
from services.notify.domain.reason import Reason
from services.notify.domain.wording import Language, day_text, period_text

MET = {Reason.CLOSED_RECOVERED, Reason.CLOSED_CORRECTED}


@dataclass(frozen=True)
class AlertLetter:
    """All texts of a letter to a unit about its alerts.

    `reason` is why it is written; `tally` counts what is open, `news` what is new or closed since `told_on` (empty
    texts for none). `superior` is told after `answer_by`; both may be empty. `all_met`: whatever closed met its target.
    `answered`: there is an answer to all that is open, and it still holds.
    """

    language: Language
    unit: str
    subject: str
    as_of: str
    reason: str
    tally: str
    news: str
    told_on: str
    behind: tuple[BehindLine, ...]
    owed: tuple[OtherLine, ...]
    tasks: tuple[OtherLine, ...]
    doubted: tuple[OtherLine, ...]
    silent: tuple[OtherLine, ...]
    recovered: tuple[RecoveredLine, ...]
    settled: tuple[SettledLine, ...]
    all_met: bool
    withdrawn: bool
    answer_by: str
    superior: str
    answered: bool
    traces: tuple[str, ...]
    template: Literal["alert"] = "alert"

    @property
    def is_closing(self) -> bool:
        """Say whether nothing is open any more."""
        return not self.tally


def alert_letter(content: Content, reason: str, language: Language) -> AlertLetter:
    """Put the alerts of a unit into words."""
    closings = {recovery.reason for item in content.recovered for recovery in item.recoveries}
    all_met = closings <= MET
    return AlertLetter(
        language=language,
        unit=" ".join(content.name.split()),
        subject=_subject(content, reason, language, all_met=all_met),
        as_of=day_text(content.as_of, language),
        reason=reason,
        tally=tally(content, language),
        news=_news(content, language, all_met=all_met),
        told_on="" if content.told_on is None else day_text(content.told_on, language),
        behind=tuple(behind_line(item, language) for item in content.behind),
        owed=tuple(other_line(item, language) for item in content.owed),
        tasks=tuple(other_line(item, language) for item in content.tasks),
        doubted=tuple(other_line(item, language) for item in content.doubted),
        silent=tuple(other_line(item, language) for item in content.silent),
        recovered=tuple(recovered_line(item, language) for item in content.recovered),
        settled=tuple(settled_line(item, language) for item in content.settled),
        all_met=all_met,
        withdrawn=Reason.CLOSED_WITHDRAWN in closings,
        answer_by="" if content.answer_by is None else day_text(content.answer_by, language),
        superior=" ".join(content.superior.split()),
        answered=content.is_answered,
        traces=content.traces,
    )


def _subject(content: Content, reason: str, language: Language, *, all_met: bool) -> str:
    said = tally(content, language, most=2) or _closed(content, language, all_met=all_met)
    if reason == "repeat":
        said = f"{'nhắc lại' if language == 'vi' else 'reminder'} – {said}"
    # A name must not be able to end the header line it stands in.
    name = " ".join(content.name.split())
    return f"[Nhịp Số] {name}: {said} – {period_text(content.period, language)}"


def _news(content: Content, language: Language, *, all_met: bool) -> str:
    """What has changed since the last message: "01 nội dung mới và 02 chỉ tiêu đã đạt trở lại"."""
    new = sum(concern.is_new for concern in content.concerns)
    changed = sum(item.is_changed and not any(miss.is_new for miss in item.misses) for item in content.behind)
    said = [counted("new", new, language)] if new else []
    said += [counted("changed", changed, language)] if changed else []
    closed = _closed(content, language, all_met=all_met)
    return listed([*said, closed] if closed else said, language) if content.told_on or said or closed else ""


def _closed(content: Content, language: Language, *, all_met: bool) -> str:
    met = len(content.recovered) if all_met else 0
    ended = len(content.recovered) + len(content.settled) - met
    return listed([counted(what, n, language) for what, n in (("met", met), ("ended", ended)) if n], language)
