"""What nobody needs any more is forgotten, and nothing else."""

from __future__ import annotations

from uuid import uuid4

from shared.events import (
    AlertOpened,
    ComplianceEvaluated,
)
from shared.messaging import dead_letters
from shared.messaging.dead_letters import Letter, State
from shared.messaging.topology import FLOW, SCORING_METRIC
from tests.integration.messaging.retention.retained import (
    ANCIENT,
    DAY,
    DEAD,
    INBOX,
    INBOX_MESSAGE,
    OLD,
    Office,
    key_of,
)
from tests.integration.messaging.stage import NOW

EVALUATED = [subscription for subscription in FLOW if subscription.event is ComplianceEvaluated]


def test_only_what_was_sent_long_ago_and_is_recorded_by_its_subscriber_goes(office: Office) -> None:
    done = office.post()
    young = office.post(sent=NOW - 29 * DAY)
    unsent, unrecorded = office.post(sent=None), office.post()
    for message_id in (done, young, unsent):
        office.record(SCORING_METRIC, message_id)

    office.retention().once()

    assert office.messages() == {young, unsent, unrecorded}


def test_a_message_stays_until_the_last_of_its_subscribers_has_recorded_it(office: Office) -> None:
    message_id = office.post("scoring", key_of(ComplianceEvaluated))

    kept = []
    for subscription in EVALUATED:
        office.retention().once()
        kept.append(office.messages("scoring") == {message_id})
        office.record(subscription, message_id)
    office.retention().once()

    assert kept == [True] * len(EVALUATED)
    assert office.messages("scoring") == set()


def test_what_only_systems_outside_listen_to_goes_once_it_was_sent(office: Office) -> None:
    office.post("notify", key_of(AlertOpened))
    unsent = office.post("notify", key_of(AlertOpened), sent=None)

    office.retention().once()

    assert office.messages("notify") == {unsent}


def test_a_replayed_dead_letter_stays_until_its_consumer_has_recorded_it(office: Office) -> None:
    waiting, done = office.post("scoring", SCORING_METRIC.queue), office.post("scoring", SCORING_METRIC.queue)
    office.record(SCORING_METRIC, done)

    office.retention().once()

    assert office.messages("scoring") == {waiting}


def test_a_number_of_the_outbox_is_never_given_again(office: Office) -> None:
    message_id = office.post()
    office.record(SCORING_METRIC, message_id)

    office.retention().once()
    later = office.post()

    assert office.seqs[later] > office.seqs[message_id]


def test_a_consumer_forgets_after_the_inboxs_days(office: Office) -> None:
    ancient, old = uuid4(), uuid4()
    office.record(SCORING_METRIC, ancient, ANCIENT)
    office.record(SCORING_METRIC, old)

    office.retention().once()

    assert office.all_of("scoring", INBOX.c.event_id) == {old}
    assert office.all_of("scoring", INBOX_MESSAGE.c.message_id) == {old}


def test_a_consumer_does_not_forget_what_could_still_be_offered_to_it(office: Office) -> None:
    first = EVALUATED[0]
    message_id = office.post("scoring", first.routing_key, created=ANCIENT, sent=ANCIENT)
    office.record(first, message_id, ANCIENT)

    office.retention().once()

    assert office.all_of(first.service, INBOX_MESSAGE.c.message_id) == {message_id}


def test_settled_dead_letters_go_and_parked_ones_never(office: Office) -> None:
    letters = {state: Letter(uuid4(), uuid4(), b"[]", None, "never") for state in State}
    database = office.databases["scoring"]
    with database.write() as tx:
        dead_letters.park(tx, SCORING_METRIC.consumer, list(letters.values()), ANCIENT)
        dead_letters.discard(tx, letters[State.DISCARDED].id_for(SCORING_METRIC.consumer), "", ANCIENT)
        dead_letters.replay(tx, letters[State.REPLAYED].id_for(SCORING_METRIC.consumer), OLD)

    office.retention().once()
    soon = office.all_of("scoring", DEAD.c.event_id)
    office.retention(NOW + 141 * DAY).once()

    assert soon == {letters[State.PARKED].event_id, letters[State.REPLAYED].event_id}
    assert office.all_of("scoring", DEAD.c.event_id) == {letters[State.PARKED].event_id}
