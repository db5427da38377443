"""What a webhook says: the facts of a message as JSON for machines, without the names and addresses of people."""

from __future__ import annotations

import json
from typing import Any

from services.notify.domain.concerns import DoubtedFigure, Other, OverdueTask, OwedFigure
from services.notify.domain.content import Behind, Content
from services.notify.domain.delivery import Message
from services.notify.domain.overview import Digest, Escalation, Summary
from services.notify.domain.parts import Miss, Named, NamedFigure, Part
from services.notify.domain.published import NewEdition
from services.notify.domain.said import Said

#: Standard Webhooks asks for less than 20 kB
MOST_BYTES = 20_000


def body_of(message: Message, language: str) -> bytes:
    """The body for a message; what does not fit is left out from the end of the longest list and counted."""
    data = {
        "message": str(message.id),
        "number": message.number,
        "reason": message.reason,
        **facts_of(message.content, language),
    }
    whole = {"type": f"nhipso.{message.content.kind}", "timestamp": message.created_at.isoformat(), "data": data}
    omitted = 0
    while len(body := _compact(whole)) >= MOST_BYTES:
        longest = max((found for found in data.values() if isinstance(found, list)), key=len)
        longest.pop()
        omitted += 1
        data["omitted"] = omitted
    return body


def facts_of(said: Said, language: str) -> dict[str, Any]:
    """The facts of what is said."""
    facts = {"unit": said.unit, "name": said.name, "as_of": said.as_of, "traces": list(said.traces)}
    if isinstance(said, Content):
        return facts | {"period": said.period, **_alerts(said, language)}
    if isinstance(said, Escalation):
        return facts | {"period": said.period, "level": said.level, "cases": _cases(said, language)}
    if isinstance(said, Digest | Summary):
        return facts | {"period": said.period, "standings": [_plain(one, {"worst"}) for one in said.standings]}
    if isinstance(said, NewEdition):
        return (
            facts | _plain(said, {"kind", "papers", "traces"}) | {"files": [_plain(one, set()) for one in said.papers]}
        )
    return facts | {
        "ending": [_plain(one, {"author"}) for one in said.ending],
        "unreached": [_plain(one, {"address", "why"}) for one in said.unreached],
    }


def _cases(said: Escalation, language: str) -> list[dict[str, Any]]:
    return [
        {
            "unit": case.about.unit,
            "name": case.about.name,
            "told_on": case.told_on,
            "working_days": case.working_days,
            "acknowledged": case.answer is not None,
            **_alerts(case.about, language),
        }
        for case in said.cases
    ]


def _alerts(said: Content, language: str) -> dict[str, Any]:
    misses = [_miss(item, miss, language) for item in said.behind for miss in item.misses]
    ended = [
        _figure(item.figure, language) | {"kind": "target", "programme": one.programme, "reason": one.reason.value}
        for item in said.recovered
        for one in item.recoveries
    ]
    settled = [
        {"kind": one.kind, "name": _name(one, language), "period": one.period, "reason": one.reason.value}
        for one in said.settled
    ]
    return {"alerts": misses + [_other(one, language) for one in said.others], "closed": ended + settled}


def _miss(item: Behind, miss: Miss, language: str) -> dict[str, Any]:
    verdict = miss.verdict
    judged = {"comparator", "threshold", "upper", "legal_basis", "gap", "programme"}
    return {
        "kind": "target",
        "alert": miss.alert,
        "since": miss.since,
        "new": miss.is_new,
        "acknowledged": miss.answer is not None,
        **_figure(item.figure, language),
        **verdict.model_dump(mode="json", include=judged),
    }


def _figure(figure: NamedFigure, language: str) -> dict[str, Any]:
    measured = {"indicator", "dimension", "period", "as_of", "status", "value", "numerator", "denominator"}
    return {"name": _name(figure, language), **figure.evaluation.model_dump(mode="json", include=measured)}


def _other(one: Other, language: str) -> dict[str, Any]:
    common = {
        "kind": one.matter.kind,
        "alert": one.alert,
        "since": one.since,
        "new": one.is_new,
        "acknowledged": one.answer is not None,
    }
    return common | _matter(one, language)


def _matter(one: Other, language: str) -> dict[str, Any]:
    if isinstance(one, OwedFigure):
        owed = one.evaluation.model_dump(mode="json", include={"indicator", "dimension", "period", "due"})
        return {"name": _name(one.named, language), "legal_basis": list(one.legal_basis), **owed}
    if isinstance(one, OverdueTask):
        return one.task.model_dump(mode="json", include={"task", "title", "legal_basis", "stage", "due"})
    if isinstance(one, DoubtedFigure):
        doubted = one.doubts.model_dump(mode="json", include={"indicator", "dimension", "period", "value"})
        return {"name": _name(one.named, language), "rules": [doubt.rule for doubt in one.doubts.doubts], **doubted}
    return one.source.model_dump(mode="json", include={"source", "period", "due", "figures", "units"})


def _name(named: Named, language: str) -> str:
    return named.name_en if language == "en" else named.name_vi


def _plain(one: Part, without: set[str]) -> dict[str, Any]:
    dumped: dict[str, Any] = one.model_dump(mode="json", exclude=without)
    return dumped


def _compact(found: dict[str, Any]) -> bytes:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"), default=str).encode()
