"""Small requests that come together are one transaction and one message; each still has its own answer."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import eventlet
import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import IntegrityError

from services.ingest.domain.envelope import Sent
from services.ingest.domain.key import Key
from services.ingest.intake import SMALL, Intake
from services.ingest.keys import digest, find_key, revoke_key, rotate_key
from services.ingest.orders import Order, bring
from services.ingest.parcels import Parcel, Taken
from services.ingest.tables import PLUMBING, audit, figure, receipt, submission
from shared.database import Database
from shared.errors import Refused
from shared.language import Language, speaking
from shared.parts import Parts
from shared.settings import read_settings
from tests.door_keys import create_key
from tests.ingest_samples import CATALOGUE, NOW, item

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
UNITS = ("so-gtvt", "so-y-te", "so-gddt")


@dataclass
class Desk:
    """An intake, a key to it, and the transactions in which something was written."""

    database: Database
    written: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        with self.database.write() as tx:
            self.secret = create_key(tx, "cong-dvc", [], [], NOW)
            found = find_key(tx, self.secret)
        assert found is not None
        self.key: Key = found
        self.intake = Intake(Parts(self.database, CATALOGUE, read_settings({}), lambda: NOW))
        event.listen(self.database.engine, "commit", lambda _connection: self.written.append(1))

    def parcel(self, *items: dict[str, Any], name: str | None = None, atomic: bool = False) -> Parcel:
        brought = bring([Sent(each) for each in items], Order(self.key, TRACE, atomic=atomic), CATALOGUE, NOW)
        return Parcel(brought, digest(self.secret), digest(str(items)), name)

    def together(self, *parcels: Parcel) -> list[Taken | Exception]:
        """Hand in parcels of which all but the first wait for its transaction; what became of each."""
        outcomes: list[Taken | Exception] = []
        self.written.clear()

        def hand_in(parcel: Parcel) -> Taken | Exception:
            try:
                return self.intake.take(parcel)
            except (Refused, IntegrityError) as error:
                return error

        def run() -> None:
            with self.intake.turn:
                threads = [eventlet.spawn(hand_in, parcel) for parcel in parcels]
                eventlet.sleep(0)
            outcomes.extend(thread.wait() for thread in threads)

        apart = threading.Thread(target=run)
        apart.start()
        apart.join(30)
        return outcomes

    def count(self, table: Any) -> int:
        with self.database.read() as tx:
            return int(tx.execute(select(func.count()).select_from(table)).scalar_one())

    def messages(self) -> list[int]:
        """How many events each message of the outbox has."""
        with self.database.read() as tx:
            return list(tx.execute(select(PLUMBING.outbox.c.event_count).order_by(PLUMBING.outbox.c.seq)).scalars())


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def statuses(outcomes: list[Taken | Exception]) -> list[Any]:
    return [
        [each["status"] for each in outcome.answer["items"]] if isinstance(outcome, Taken) else outcome
        for outcome in outcomes
    ]


def code(outcome: Taken | Exception) -> str:
    assert isinstance(outcome, Refused), outcome
    return outcome.code


def test_what_comes_together_is_one_transaction_and_one_message(desk: Desk) -> None:
    outcomes = desk.together(*(desk.parcel(item(unit=unit)) for unit in UNITS))

    assert statuses(outcomes) == [["accepted"]] * 3
    assert (len(desk.written), desk.messages()) == (1, [3])
    assert (desk.count(receipt), desk.count(audit)) == (3, 3)


def test_requests_that_share_a_transaction_are_answered_each_in_its_own_language(desk: Desk) -> None:
    parcels = []
    asked: list[tuple[str, Language]] = [("so-gtvt", "vi"), ("so-y-te", "en")]
    for unit, language in asked:
        with speaking(language):
            parcels.append(desk.parcel(item(unit=unit), item(unit="so-gddt", value="140")))

    outcomes = desk.together(*parcels)

    messages = [each.answer["items"][1]["errors"][0]["message"] for each in outcomes if isinstance(each, Taken)]
    assert [message[:14] for message in messages] == ["140 lớn hơn 10", "140 is above 1"]


def test_a_thousand_figures_are_one_transaction_and_one_message(desk: Desk) -> None:
    many = [item(indicator="app-users", value=number, dimension={"channel": f"c{number}"}) for number in range(1000)]
    parcel = desk.parcel(*many)
    desk.written.clear()

    taken = desk.intake.take(parcel)

    assert (taken.answer["accepted"], len(taken.answer["items"])) == (1000, 1000)
    assert (len(desk.written), desk.messages(), desk.count(submission)) == (1, [1000], 1000)


def test_figures_of_one_cell_that_come_together_are_revisions_in_their_order(desk: Desk) -> None:
    outcomes = desk.together(*(desk.parcel(item(value=value)) for value in ("1", "2", "2", "3")))

    assert statuses(outcomes) == [["accepted"], ["accepted"], ["duplicate"], ["accepted"]]
    with desk.database.read() as tx:
        held = tx.execute(select(figure.c.revision, figure.c.content)).one()
    assert (held.revision, held.content["value"]) == (3, "3")


def test_a_refused_request_leaves_no_trace_for_the_next(desk: Desk) -> None:
    good, bad = item(), item(unit="nobody")

    outcomes = desk.together(desk.parcel(good, bad, atomic=True), desk.parcel(good))

    refused, taken = outcomes
    assert isinstance(refused, Taken)
    assert refused.summary is not None
    assert refused.summary.refused
    assert statuses([taken]) == [["accepted"]]
    assert desk.count(submission) == 1


def test_the_same_request_twice_at_once_is_kept_once_and_may_come_again(desk: Desk) -> None:
    parcel = desk.parcel(item(), name="once")

    first, second = desk.together(parcel, parcel)
    again = desk.intake.take(parcel)

    assert isinstance(first, Taken)
    assert code(second) == "idempotency-key-in-use"
    assert (again.summary, again.answer) == (None, first.answer)
    assert desk.count(submission) == 1


def test_a_key_that_ended_after_it_was_let_in_keeps_nothing_beside_others_that_do(desk: Desk) -> None:
    mine = desk.parcel(item())
    with desk.database.write() as tx:
        revoke_key(tx, desk.key.id, NOW)
    other = Desk(desk.database)

    outcomes = desk.together(mine, other.parcel(item(unit="so-y-te")))

    assert code(outcomes[0]) == "unauthorised"
    assert statuses(outcomes[1:]) == [["accepted"]]
    assert desk.count(submission) == 1


def test_a_secret_that_was_replaced_without_overlap_is_refused_though_it_is_remembered(desk: Desk) -> None:
    desk.intake.keys.remember(digest(desk.secret), desk.key, NOW)
    mine = desk.parcel(item())
    with desk.database.write() as tx:
        rotate_key(tx, desk.key.id, timedelta(), NOW)

    (outcome,) = desk.together(mine)

    assert code(outcome) == "key-expired"
    assert desk.count(submission) == 0


def test_what_one_of_them_undoes_the_others_keep_alone(desk: Desk) -> None:
    nobody = Order(replace(desk.key, id="nobody"), TRACE)
    broken = replace(desk.parcel(item()), brought=bring([Sent(item())], nobody, CATALOGUE, NOW))

    outcomes = desk.together(broken, desk.parcel(item(unit="so-y-te")))

    assert isinstance(outcomes[0], IntegrityError)
    assert statuses(outcomes[1:]) == [["accepted"]]
    assert desk.count(submission) == 1


def test_a_big_request_that_was_overtaken_while_it_was_made_ready_is_placed_anew(desk: Desk) -> None:
    channels = [{"channel": f"c{number}"} for number in range(SMALL + 1)]
    many = [item(indicator="app-users", value=5, dimension=channel) for channel in channels]
    early = desk.parcel(item(indicator="app-users", value=7, dimension=channels[0]))

    @event.listens_for(desk.database.engine, "rollback", once=True)
    def overtake(_connection: Any) -> None:
        desk.intake.take(early)

    taken = desk.intake.take(desk.parcel(*many, name="big"))
    again = desk.intake.take(desk.parcel(*many, name="big"))

    with desk.database.read() as tx:
        revisions = sorted(tx.execute(select(submission.c.revision)).scalars())
    assert (taken.answer["accepted"], again.answer) == (SMALL + 1, taken.answer)
    assert revisions == [1] * (SMALL + 1) + [2]


def test_a_big_request_of_what_is_known_or_wrong_is_told_so(desk: Desk) -> None:
    channels = [{"channel": f"c{number}"} for number in range(SMALL + 1)]
    many = [item(indicator="app-users", value=5, dimension=channel) for channel in channels]
    desk.intake.take(desk.parcel(*many))

    repeated = desk.intake.take(desk.parcel(*many))
    refused = desk.intake.take(desk.parcel(*many, item(unit="nobody"), atomic=True))

    assert (repeated.answer["duplicate"], desk.messages()) == (SMALL + 1, [SMALL + 1])
    assert refused.summary is not None
    assert (refused.summary.refused, refused.answer) == (True, {})
    assert desk.count(submission) == SMALL + 1
