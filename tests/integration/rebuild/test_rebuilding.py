"""What a rebuild leaves alone, brings in line, and refuses, on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from services.cli.rebuild_notify import rebuild_notify
from services.cli.rebuild_report import rebuild_report
from services.cli.rebuild_scoring import Rebuilt, ScoringRebuild
from services.ingest.tables import submission
from services.notify.alert_tables import ALERT
from services.notify.store import NotifyStore
from services.notify.tables import GATHERING
from services.report.tables import EVALUATION
from services.scoring.domain.plausibility.standing import Confirmed
from services.scoring.store import ScoringStore
from services.scoring.tables import evaluation, observation, series
from shared.errors import Stop
from shared.events import ComplianceChanged, ComplianceEvaluated, MetricSubmitted
from shared.facts import Confirmation, Evaluation, Figure
from shared.messaging.dead_letters import Letter, park
from shared.messaging.tables import PLUMBING
from shared.messaging.topology import NOTIFY_CHANGED, NOTIFY_EVALUATED, SCORING_METRIC
from tests.integration.rebuild.chain import Chain
from tests.unit.scoring.factories import NOW, PROVINCE, SERVICES, USERS, a_figure, submitted

BEHIND = [a_figure("30", unit, parts=(3, 10)) for unit in ("north", "south", "east")]
LATER = [a_figure("40", "north", parts=(4, 10), period="2022-12"), a_figure("5", "north", indicator=USERS)]
CORRECTED = a_figure("90", "south", parts=(9, 10), revision=2)


def told(*figures: Figure) -> list[MetricSubmitted]:
    return [submitted(figure, NOW + timedelta(minutes=number)) for number, figure in enumerate(figures)]


def live(chain: Chain, events: Sequence[MetricSubmitted]) -> None:
    chain.record(events)
    chain.judge(events)
    chain.carry()


@pytest.fixture
def lived(chain: Chain) -> Chain:
    """Three units behind, of which one has corrected its figure since."""
    live(chain, told(*BEHIND))
    live(chain, told(*LATER, CORRECTED))
    return chain


def rebuilt(chain: Chain, *, dry: bool = False) -> Rebuilt:
    work = ScoringRebuild(chain.assembly, dry=dry)
    list(work.run())
    return work.found


def everything(chain: Chain) -> dict[str, object]:
    return {service: chain.state(service) for service in chain.databases}


def evaluations(chain: Chain) -> dict[tuple[str, str, str], Evaluation]:
    with chain.databases["scoring"].read() as tx:
        found = map(Evaluation.model_validate_json, tx.execute(select(evaluation.c.body)).scalars())
        return {(one.unit, one.indicator, one.period): one for one in found}


def test_a_rebuild_of_everything_changes_nothing(lived: Chain) -> None:
    before, outgoing = everything(lived), [lived.outgoing(name) for name in lived.databases]

    found, report = rebuilt(lived), rebuild_report(lived.assembly, dry=False)
    alerts = rebuild_notify(lived.assembly, dry=False, skip_waiting=False)

    assert everything(lived) == before
    assert [lived.outgoing(name) for name in lived.databases] == outgoing
    assert (found.figures, found.changed, found.gone, found.restored) == (6, 0, 0, 0)
    assert found.equal == len(evaluations(lived))
    assert {name: counts["changed"] + counts["gone"] for name, counts in report.items()} == dict.fromkeys(report, 0)
    assert (alerts.changed, alerts.equal) == ([], 4)


def test_everything_wiped_by_hand_comes_back_row_by_row(lived: Chain) -> None:
    before, outgoing = lived.state("scoring"), lived.outgoing("scoring")
    lived.wipe(observation, evaluation, series)

    found = rebuilt(lived)

    assert lived.state("scoring") == before
    assert lived.outgoing("scoring") == outgoing
    assert found.restored == len(evaluations(lived))


def test_an_evaluation_changed_by_hand_is_told_anew_with_a_higher_number_than_ever(lived: Chain) -> None:
    right = evaluations(lived)["south", SERVICES, "2022-06"]
    wrong = right.model_copy(update={"value": None, "sequence": 40})
    with lived.databases["scoring"].write() as tx:
        ScoringStore(tx).keep_evaluations([wrong])

    found = rebuilt(lived)
    lived.carry()

    mended = evaluations(lived)["south", SERVICES, "2022-06"]
    assert mended == right.model_copy(update={"sequence": 41})
    assert found.changed == 1
    with lived.databases["report"].read() as tx:
        kept = select(EVALUATION.c.body).where(EVALUATION.c.unit == "south", EVALUATION.c.indicator == SERVICES)
        assert Evaluation.model_validate_json(tx.execute(kept).scalar_one()) == mended


def test_units_hear_nothing_of_what_another_catalogue_turns(lived: Chain) -> None:
    before, flips = lived.state("notify"), lived.told("scoring", ComplianceChanged)
    lived.catalogue = replace(lived.catalogue, targets={})

    found = rebuilt(lived)
    lived.carry()

    assert found.changed > 0
    assert lived.told("scoring", ComplianceChanged) == flips
    assert lived.state("notify") == before


def test_a_figure_on_its_way_to_scoring_is_left_to_it_and_its_unit_hears_of_it(lived: Chain) -> None:
    late = told(a_figure("10", "west", parts=(1, 10)))
    lived.record(late)

    found = rebuilt(lived)

    assert (found.waiting, found.changed) == (1, 0)
    lived.carry()
    flips = [event.data.evaluation.unit for event in lived.told("scoring", ComplianceChanged)]
    assert "west" in flips


def test_a_figure_that_could_not_be_applied_is_not_smuggled_in(lived: Chain) -> None:
    (poison,) = told(a_figure("10", "west", parts=(1, 10)))
    lived.record([poison])
    with lived.databases["scoring"].write() as tx:
        park(tx, SCORING_METRIC.consumer, [Letter(poison.id, None, b"", None, "unreadable")], NOW)

    assert rebuilt(lived).waiting == 1
    assert ("west", SERVICES, "2022-06") not in evaluations(lived)


def test_an_old_figure_that_nobody_will_offer_again_is_taken_in(lived: Chain) -> None:
    lived.record(told(a_figure("10", "west", parts=(1, 10))))
    with lived.databases["ingest"].write() as tx:
        tx.execute(PLUMBING.outbox.delete())

    found = rebuilt(lived)

    assert found.waiting == 0
    assert ("west", SERVICES, "2022-06") in evaluations(lived)


def test_what_nobody_submitted_goes_and_the_others_follow(lived: Chain) -> None:
    stray = Figure(**a_figure("99", "west", indicator="late").model_dump())
    lived.judge([submitted(stray)])
    lived.carry()

    found = rebuilt(lived)
    lived.carry()

    assert (found.gone, found.changed) == (1, 0)
    assert evaluations(lived)["west", "late", "2022-06"].counted == 0
    assert rebuild_report(lived.assembly, dry=True)["evaluation"]["changed"] == 0


def test_without_any_recorded_figure_nothing_is_taken_away(lived: Chain) -> None:
    before = lived.state("scoring")
    with lived.databases["ingest"].write() as tx:
        tx.execute(submission.delete())

    with pytest.raises(Stop, match="right database"):
        rebuilt(lived)

    assert lived.state("scoring") == before


def test_a_confirmed_doubt_stays_confirmed(lived: Chain) -> None:
    live(lived, told(a_figure("0.05", "west", period="2022-06"), a_figure("0", "west", period="2022-12")))
    word = Confirmation(by="Trần Văn B", on=NOW.date(), note="đã đối chiếu")
    with lived.databases["scoring"].write() as tx:
        store = ScoringStore(tx)
        for doubts in list(store.all_doubts(None, None, only_open=True)):
            store.confirm(doubts.key, Confirmed(doubts.value, word))
    rebuilt(lived)
    once = lived.state("scoring")

    assert rebuilt(lived).doubts == 0
    assert lived.state("scoring") == once


def test_the_report_service_is_brought_to_what_scoring_holds(lived: Chain) -> None:
    before = lived.state("report")
    with lived.databases["report"].write() as tx:
        tx.execute(update(EVALUATION).where(EVALUATION.c.unit == "north").values(sequence=77, body="{}"))
        tx.execute(EVALUATION.delete().where(EVALUATION.c.unit == "south"))
        place = {"unit": "nobody", "indicator": "late", "dimension": "", "period": "2022-06"}
        tx.execute(EVALUATION.insert().values(**place, sequence=1, body="{}"))

    looked, found = rebuild_report(lived.assembly, dry=True), rebuild_report(lived.assembly, dry=False)

    assert looked == found
    assert (found["evaluation"]["changed"], found["evaluation"]["gone"]) == (4, 1)
    assert lived.state("report") == before


def test_lost_alerts_come_back_and_nothing_is_gathered(lived: Chain) -> None:
    with lived.databases["notify"].write() as tx:
        before = {alert.key: alert for alert in NotifyStore(tx).open_alerts()}
        tx.execute(ALERT.delete())
        tx.execute(GATHERING.delete())

    found = rebuild_notify(lived.assembly, dry=False, skip_waiting=False)

    with lived.databases["notify"].read() as tx:
        after = {alert.key: alert for alert in NotifyStore(tx).open_alerts()}
        assert not tx.execute(select(GATHERING)).all()
    assert {key: (one.id, one.evaluation) for key, one in after.items()} == {
        key: (one.id, one.evaluation) for key, one in before.items()
    }
    assert {one.since for one in after.values() if one.key.series.unit != PROVINCE} == {BEHIND[0].as_of}
    assert len(found.opened) == len(before) == 4


def test_alerts_are_not_rebuilt_past_news_that_a_unit_has_yet_to_hear(chain: Chain) -> None:
    chain.record(told(*BEHIND))
    chain.judge(told(*BEHIND))
    chain.carry(but=[NOTIFY_CHANGED, NOTIFY_EVALUATED])

    with pytest.raises(Stop, match="on their way to notify"):
        rebuild_notify(chain.assembly, dry=False, skip_waiting=False)
    assert rebuild_notify(chain.assembly, dry=True, skip_waiting=False).opened
    chain.carry()

    assert not rebuild_notify(chain.assembly, dry=False, skip_waiting=False).changed
    with chain.databases["notify"].read() as tx:
        assert {row.unit for row in tx.execute(select(GATHERING))} == {"north", "east", PROVINCE}


def test_news_may_be_skipped_and_then_nobody_hears_of_it(chain: Chain) -> None:
    chain.record(told(*BEHIND))
    chain.judge(told(*BEHIND))

    found = rebuild_notify(chain.assembly, dry=False, skip_waiting=True)
    chain.carry()

    assert {alert.key.series.unit for alert in found.opened} == {"north", "east", PROVINCE}
    with chain.databases["notify"].read() as tx:
        assert not tx.execute(select(GATHERING)).all()


def test_what_a_rebuild_tells_has_the_trace_of_its_figure(lived: Chain) -> None:
    after = lived.outgoing("scoring")
    lived.wipe(evaluation)
    with lived.databases["report"].write() as tx:
        tx.execute(EVALUATION.delete())

    rebuilt(lived)

    (event,) = [
        event
        for event in lived.told("scoring", ComplianceEvaluated, after)
        if (event.data.unit, event.data.indicator) == ("north", USERS)
    ]
    assert event.traceparent is not None
    assert UUID(event.traceparent.split("-")[1]) == UUID(told(*LATER)[1].traceparent.split("-")[1])  # type: ignore[union-attr]
