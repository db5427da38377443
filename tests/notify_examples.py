"""Figures, turns and a small province for the tests of notify."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal

from shared.catalogue import Catalogue, Contact, Indicator, Name, Programme, ReportingCalendar, Unit
from shared.events import ComplianceChanged, ComplianceEvaluated
from shared.facts import Evaluation, Verdict, VerdictChange
from shared.figures import Status

NOW = datetime(2022, 6, 17, 1, 30, tzinfo=UTC)
TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
DOSSIERS, SERVICES = "dossiers-handled-online-pct", "services-with-online-dossiers-pct"
BASES = {"qd27": "Quyết định số 27/QĐ-UBQGCĐS ngày 15/3/2022", "kh170": "Kế hoạch số 170/KH-UBND ngày 01/6/2022"}


def verdict(value: str, threshold: str = "80", programme: str = "qd27", comparator: Any = ">=") -> Verdict:
    """A target of `threshold`, judged."""
    above = Decimal(value) - Decimal(threshold)
    gap = above if comparator in (">=", ">") else -above
    return Verdict(
        programme=programme,
        target=f"{programme}-target",
        target_version="1",
        comparator=comparator,
        threshold=Decimal(threshold),
        legal_basis=BASES[programme],
        verdict="met" if gap > 0 or (gap == 0 and comparator.endswith("=")) else "not_met",
        gap=gap,
    )


def evaluation(sequence: int, value: str | None = "76.9", period: str = "2022-06", **more: Any) -> Evaluation:
    """A figure against "at least 80" of qd27; no value means no activity."""
    facts: dict[str, Any] = {
        "unit": "so-noi-vu",
        "indicator": DOSSIERS,
        "period": period,
        "as_of": date(int(period[:4]), int(period[5:]), 16),
        "sequence": sequence,
        "status": Status.REPORTED if value else Status.NO_ACTIVITY,
        "value": Decimal(value) if value else None,
        "verdicts": (verdict(value),) if value else (),
    }
    return Evaluation(**(facts | more))


def turn(found: Evaluation, reason: Any = "recovered", programme: str = "qd27") -> VerdictChange:
    """The flip of a programme's verdict to what `found` says."""
    judged = [v.verdict for v in found.verdicts if v.programme == programme]
    current: Literal["met", "not_met"] | None = judged[0] if judged else None
    behind = current == "not_met"
    return VerdictChange(
        evaluation=found,
        programme=programme,
        previous="met" if behind else "not_met",
        current=current,
        reason="fell_behind" if behind else reason,
    )


def changed(found: Evaluation, reason: Any = "recovered", programme: str = "qd27") -> ComplianceChanged:
    change = turn(found, reason, programme)
    return ComplianceChanged.of("/nhipso/scoring", change, time=NOW, subject=found.unit, trace=TRACE)


def evaluated(found: Evaluation) -> ComplianceEvaluated:
    return ComplianceEvaluated.of("/nhipso/scoring", found, time=NOW, trace=TRACE)


def province(*contacts: Contact) -> Catalogue:
    """Sở Nội vụ and Chơn Thành (a district until 30/9/2022), two indicators, two programmes."""
    units = (
        Unit("so-noi-vu", "department", None, (Name("Sở Nội vụ"),), "Sở Nội vụ"),
        Unit(
            "chon-thanh",
            "district",
            None,
            (
                Name("UBND huyện Chơn Thành", valid_to=date(2022, 9, 30)),
                Name("UBND thị xã Chơn Thành", date(2022, 10, 1)),
            ),
            "Chơn Thành",
        ),
    )
    indicators = (
        Indicator(DOSSIERS, "Tỷ lệ hồ sơ xử lý trực tuyến", "Share of dossiers handled online", "percent"),
        Indicator(
            SERVICES,
            "Tỷ lệ dịch vụ công trực tuyến phát sinh hồ sơ trực tuyến",
            "Share of online public services that received online dossiers",
            "percent",
        ),
        Indicator("overdue-dossiers", "Hồ sơ quá hạn", "Overdue dossiers", "count", higher_is_better=False),
    )
    programmes = (Programme("qd27", "QĐ 27", "Decision 27", 1), Programme("kh170", "KH 170", "Plan 170", 2))
    return Catalogue(
        units={unit.id: unit for unit in units},
        indicators={indicator.id: indicator for indicator in indicators},
        targets={},
        programmes={programme.id: programme for programme in programmes},
        calendar=ReportingCalendar(),
        contacts=contacts,
    )
