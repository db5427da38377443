"""The sender of a doubted figure reads in its receipt what is doubted; the figure stays as it was sent."""

from __future__ import annotations

from decimal import Decimal

from services.ingest.answers import DoubtAnswer
from services.ingest.domain.envelope import Sent
from services.ingest.domain.key import Key
from services.ingest.domain.outcome import Summary
from services.ingest.doubts import DoubtStore, record_doubted
from services.ingest.handlers import submit
from services.ingest.orders import Order
from services.ingest.receipts import find_receipt
from services.ingest.store import IngestStore
from shared.database import Database
from shared.events import FigureDoubted
from shared.facts import Confirmation, Doubt, Doubts
from tests.ingest_samples import CATALOGUE, NOW, item

RATIO = Doubt(
    rule="ratio_as_percent",
    severity="warning",
    expected_from=Decimal(88),
    expected_to=Decimal(88),
    against=("so-gtvt online-pct 2022-06",),
    facts={"value": "0.88", "likely": "88", "usual": "91"},
)
WORD = Confirmation(by="Văn phòng", on=NOW.date(), note="đã đối chiếu")


def send(database: Database, key: Key, value: str) -> Summary:
    with database.write() as tx:
        order = Order(key, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
        return submit([Sent(item(value=value))], order, IngestStore(tx), CATALOGUE, NOW)


def doubts(*found: Doubt, sequence: int = 1, revision: int = 1, word: Confirmation | None = None) -> Doubts:
    return Doubts(
        unit="so-gtvt",
        indicator="online-pct",
        period="2023-02",
        revision=revision,
        value=Decimal("0.88"),
        sequence=sequence,
        doubts=found,
        confirmation=word,
    )


def tell(database: Database, *told: Doubts) -> None:
    events = [FigureDoubted.of("/nhipso/scoring", each, time=NOW) for each in told]
    with database.write() as tx:
        record_doubted(events, DoubtStore(tx))


def told_to(database: Database, key: Key, summary: Summary) -> tuple[DoubtAnswer, ...]:
    with database.read() as tx:
        receipt = find_receipt(tx, str(summary.receipt), key, CATALOGUE)
    assert receipt is not None
    return receipt.items[0].doubts


def test_the_receipt_says_what_is_doubted_and_what_was_expected(database: Database, key: Key) -> None:
    sent = send(database, key, "0.88")

    tell(database, doubts(RATIO))
    tell(database, doubts(RATIO))

    (found,) = told_to(database, key, sent)
    assert (found.rule, found.severity, found.expected_from, found.confirmed) == (
        "ratio_as_percent",
        "warning",
        "88",
        False,
    )
    assert found.message_vi == "có thể đã ghi tỷ số thay cho tỷ lệ phần trăm (88%?); mức thường gặp là 91%"
    assert found.message_en == "a ratio may have been entered as a percent (88%?); 91% is usual"


def test_the_newest_word_counts_whatever_comes_last(database: Database, key: Key) -> None:
    sent = send(database, key, "0.88")

    tell(database, doubts(RATIO, sequence=2, word=WORD), doubts(RATIO))
    tell(database, doubts(RATIO))

    assert [found.confirmed for found in told_to(database, key, sent)] == [True]


def test_doubts_that_ended_are_not_shown(database: Database, key: Key) -> None:
    sent = send(database, key, "0.88")

    tell(database, doubts(RATIO), doubts(sequence=2))

    assert told_to(database, key, sent) == ()


def test_a_corrected_figure_leaves_its_doubts_with_the_revision_they_were_about(database: Database, key: Key) -> None:
    wrong, right = send(database, key, "0.88"), send(database, key, "88")

    tell(database, doubts(RATIO))

    assert len(told_to(database, key, wrong)) == 1
    assert told_to(database, key, right) == ()
