"""What is owed, heard and kept, for the tests of its alerts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from services.notify.desk import Circumstances
from services.notify.domain.alert import Alert, Kind
from services.notify.domain.gathering import Patience
from services.notify.handlers import follow_figures
from shared.catalogue import Catalogue
from shared.catalogue.alert_policy import AlertPolicy
from shared.events import FigureDoubted, TaskChanged
from shared.facts import Confirmation, Doubt, Doubts, TaskState
from shared.figures import Status
from tests.notify_examples import DOSSIERS, NOW, evaluated, evaluation, province
from tests.notify_memory import Memory

PATIENCE = Patience.of_seconds(30, 300)


DUE = date(2022, 6, 15)


PORTAL = "Cổng dịch vụ công tỉnh"


def owing(**policy: Any) -> Catalogue:
    """The province with a source that the office answers for, and what the policy says."""
    plain = province()
    indicators = {name: replace(each, source_system=PORTAL) for name, each in plain.indicators.items()}
    stated: dict[str, Any] = {"sources": {PORTAL: "chon-thanh"}}
    return replace(plain, indicators=indicators, alert_policy=AlertPolicy(**(stated | policy)))


AROUND = Circumstances(owing(sources={}), PATIENCE, NOW)


WITH_OWNER = replace(AROUND, catalogue=owing())


def missing(sequence: int = 1, period: str = "2022-05", unit: str = "so-noi-vu", due: date = DUE) -> Any:
    return evaluation(sequence, None, period, status=Status.MISSING, due=due, unit=unit)


def come(sequence: int = 2, period: str = "2022-05", unit: str = "so-noi-vu", due: date = DUE) -> Any:
    return evaluation(sequence, "90", period, due=due, timeliness="late", unit=unit)


def hear(store: Memory, *found: Any, around: Circumstances = AROUND) -> None:
    follow_figures([evaluated(each) for each in found], store, around)


def of(store: Memory, kind: Kind) -> Alert:
    (alert,) = [alert for alert in store.alerts.values() if alert.kind is kind]
    return alert


def task(sequence: int, state: Any, due: date | None = DUE) -> TaskChanged:
    fact = TaskState(
        task="ii-1-2", unit="so-noi-vu", title="Báo cáo", legal_basis="KH 1", stage="report", due=due, state=state,
        done_on=DUE if state == "done" else None, sequence=sequence,
    )  # fmt: skip
    return TaskChanged.of("/nhipso/scoring", fact, time=NOW)


def doubted(sequence: int, *severities: Any, confirmed: bool = False, revision: int = 1) -> FigureDoubted:
    word = Confirmation(by="Văn phòng", on=DUE, note="đúng") if confirmed else None
    doubts = tuple(Doubt(rule="above_100", severity=severity) for severity in severities)
    fact = Doubts(
        unit="so-noi-vu", indicator=DOSSIERS, period="2022-06", revision=revision, value=None, sequence=sequence,
        doubts=doubts, confirmation=word,
    )  # fmt: skip
    return FigureDoubted.of("/nhipso/scoring", fact, time=NOW)
