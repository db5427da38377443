"""What the editors' desk says, in the language of the request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

import structlog

from services.report.article_flaws import flaw_text
from services.report.domain.bulletin import Bulletin
from services.report.pages.desk.english import ENGLISH, REFUSED_ENGLISH
from services.report.pages.desk.vietnamese import REFUSED, VIETNAMESE
from services.report.render.languages import labels_in
from shared.clock import BUSINESS_ZONE
from shared.errors import Refused, Stop
from shared.language import LANGUAGE, Language

log = structlog.get_logger()
WORDS: Final[Mapping[Language, Mapping[str, str]]] = {"vi": VIETNAMESE, "en": ENGLISH}
REFUSALS: Final[Mapping[Language, Mapping[str, str]]] = {"vi": REFUSED, "en": REFUSED_ENGLISH}


def words() -> Mapping[str, str]:
    """The words of the pages."""
    return WORDS[LANGUAGE.get()]


def refusal_text(error: Refused | Stop, bulletin: Bulletin | None = None, *, named: bool = True) -> str:
    """Why something was not done, as people say it; `named` says in which article.

    Mistakes of the set-up are for the operator: the log has them, the page says so.
    """
    language = LANGUAGE.get()
    if isinstance(error, Stop):
        told = flaw_text(error, language, named=named)
        if not told:
            log.error("set-up cannot be used", error=str(error))
        return told or words()["told_setup"]
    pattern = REFUSALS[language].get(error.code, "{message}")
    status = words().get(str(error.value), str(error.value))
    as_of = "" if bulletin is None else day_text(bulletin.as_of)
    return pattern.format(value=error.value, message=error.message, status=status, as_of=as_of)


def day_text(day: date) -> str:
    return labels_in(LANGUAGE.get()).day(day)


def moment_text(at: datetime) -> str:
    """A moment as the office has it: 14:05 ngày 17/3/2023."""
    local = at.astimezone(BUSINESS_ZONE)
    middle = " ngày " if LANGUAGE.get() == "vi" else ", "
    return f"{local:%H:%M}{middle}{day_text(local.date())}"


def size_text(size: int) -> str:
    """How large a file of `size` bytes is: 35 kB."""
    return f"{max(1, round(size / 1024))} kB"


def period_text(period: str) -> str:
    """A month: tháng 02/2023."""
    return labels_in(LANGUAGE.get()).month(period)
