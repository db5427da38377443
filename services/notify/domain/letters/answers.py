"""What a unit answered, in letters."""

from __future__ import annotations

from dataclasses import dataclass

from services.notify.domain.parts import Answer
from services.notify.domain.wording import Language, day_text


@dataclass(frozen=True)
class AnswerLine:
    """Who answered on which day, with which plan, promising which day; the last two may be empty."""

    by: str
    on: str
    plan: str
    promised_on: str


def answer_line(answer: Answer | None, language: Language) -> AnswerLine | None:
    """An answer in words, None where there is none."""
    if answer is None:
        return None
    promised = "" if answer.promised_on is None else day_text(answer.promised_on, language)
    return AnswerLine(" ".join(answer.by.split()), day_text(answer.on, language), answer.plan.strip(), promised)
