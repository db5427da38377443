"""The sender of a figure reads in its receipt whether the figure meets its targets; the first word stays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from services.ingest import handlers
from services.ingest.domain.envelope import Sent
from services.ingest.domain.key import Key
from services.ingest.domain.outcome import Summary
from services.ingest.handlers import submit
from services.ingest.orders import Order
from services.ingest.receipts import find_receipt
from services.ingest.store import IngestStore
from services.ingest.verdicts import VerdictStore, record_verdicts
from shared.database import Database
from shared.events import ComplianceEvaluated
from shared.facts import Evaluation, Verdict
from tests.ingest_samples import CATALOGUE, NOW, item


def send(database: Database, key: Key, value: str) -> Summary:
    with database.write() as tx:
        order = Order(key, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
        return submit([Sent(item(value=value))], order, IngestStore(tx), CATALOGUE, NOW)


def judge(database: Database, summary: Summary, word: str | None) -> None:
    """Tell ingest what scoring said, as the service does."""
    said = {"programme": "plan", "target": "t1", "target_version": "1", "comparator": ">=", "legal_basis": "KH 57"}
    numbers = {"threshold": Decimal(80), "gap": Decimal(1)}
    verdicts = () if word is None else (Verdict.model_validate({**said, **numbers, "verdict": word}),)
    (cause,) = [outcome.id for outcome in summary.outcomes]
    assert cause is not None
    data = Evaluation(
        unit="so-gtvt",
        indicator="online-pct",
        period="2023-02",
        as_of=date(2023, 3, 17),
        value=Decimal(88),
        sequence=1,
        verdicts=verdicts,
        causes=(cause,),
    )
    events = [ComplianceEvaluated.of("/nhipso/scoring", data, time=NOW)]
    with database.write() as tx:
        record_verdicts(events, VerdictStore(tx), NOW)
        handlers.record_evaluated(events, IngestStore(tx), NOW)


def told(database: Database, key: Key, summary: Summary) -> tuple[bool, str | None]:
    with database.read() as tx:
        receipt = find_receipt(tx, str(summary.receipt), key, CATALOGUE)
    assert receipt is not None
    return receipt.items[0].evaluated, receipt.items[0].verdict


@pytest.mark.parametrize("word", ["met", "not_met", None])
def test_the_receipt_says_how_the_figure_was_judged(database: Database, key: Key, word: str | None) -> None:
    sent = send(database, key, "88.9")
    before = told(database, key, sent)

    judge(database, sent, word)
    judge(database, sent, word)

    assert (before, told(database, key, sent)) == ((False, None), (True, word))


def test_the_verdict_is_that_of_the_figure_as_it_was_sent(database: Database, key: Key) -> None:
    first = send(database, key, "88.9")
    judge(database, first, "met")
    corrected = send(database, key, "71")
    judge(database, corrected, "not_met")

    assert told(database, key, first) == (True, "met")
    assert told(database, key, corrected) == (True, "not_met")


def test_a_figure_that_was_overtaken_before_it_was_judged_has_no_verdict(database: Database, key: Key) -> None:
    first, corrected = send(database, key, "88.9"), send(database, key, "71")
    judge(database, corrected, "not_met")

    assert told(database, key, first) == (True, None)
