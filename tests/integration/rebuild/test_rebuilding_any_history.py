"""Whatever happened, rebuilding finds what living through it made, and tells nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, select

from services.cli.rebuild_notify import rebuild_notify
from services.cli.rebuild_report import rebuild_report
from services.cli.rebuild_scoring import Rebuilt, ScoringRebuild
from services.notify.alert_tables import ALERT, OWED
from services.notify.store import NotifyStore
from services.report.tables import DOUBT, EVALUATION, RANKING
from services.scoring.doubt_tables import doubt
from services.scoring.index_tables import index_score
from services.scoring.tables import evaluation, observation, ranking, series, standing
from shared.catalogue.alert_policy import AlertPolicy
from shared.events import ComplianceChanged, MetricSubmitted
from shared.facts import Doubts, Evaluation, Fact, IndexScore, Ranking
from shared.messaging.sweep import Route
from tests.busy import BUSY
from tests.integration.rebuild.chain import Chain, Row, a_chain
from tests.unit.scoring.histories import SINCE, a_full_catalogue, deliveries, histories

PORTAL = "portal"
FULL = a_full_catalogue()
CATALOGUE = replace(
    FULL,
    indicators={name: replace(each, source_system=PORTAL) for name, each in FULL.indicators.items()},
    alert_policy=AlertPolicy(doubt_days=1, sources={PORTAL: "east"}),
)
DAYS = st.sampled_from([date(2022, 7, 16), date(2023, 1, 20), date(2023, 4, 20)])
TABLES = (observation, evaluation, series, standing, ranking, doubt, index_score)
SERVICES = ("ingest", "scoring", "notify", "report")
# An example is a whole installation: shrinking one takes longer than reading it.
FEW = settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[*BUSY, HealthCheck.function_scoped_fixture],
)
Batches = Sequence[Sequence[MetricSubmitted]]
Life = tuple[Batches, Sequence[date]]


@contextmanager
def lived(migrated: Path, batches: Batches, days: Sequence[date]) -> Iterator[Chain]:
    """An installation in which the batches have come in this order, and days have passed between them."""
    with TemporaryDirectory() as folder, a_chain(f"sqlite:///{folder}", CATALOGUE, migrated) as chain:
        live(chain, batches, days)
        yield chain


def live(chain: Chain, batches: Batches, days: Sequence[date]) -> None:
    waiting = list(days)
    chain.record(sorted((event for batch in batches for event in batch), key=lambda event: event.time))
    for batch in batches:
        chain.judge(batch)
        chain.carry(but=[route.subscription for route in chain.assembly.routes() if is_of_ingest(route)])
        if waiting:
            chain.pass_days(waiting.pop(0), SINCE)
    chain.carry()


def is_of_ingest(route: Route) -> bool:
    return route.producer.name == "ingest"


def rebuilt(chain: Chain, *, dry: bool = False) -> Rebuilt:
    work = ScoringRebuild(chain.assembly, dry=dry)
    assert list(work.run()) or not work.found.figures
    return work.found


def everything(chain: Chain) -> dict[str, dict[str, list[Row]]]:
    return {service: chain.state(service) for service in SERVICES}


def written(chain: Chain) -> list[int]:
    return [chain.outgoing(service) for service in SERVICES]


@st.composite
def lives(draw: st.DrawFn) -> Life:
    return draw(deliveries(draw(histories()))), sorted(draw(st.lists(DAYS, max_size=2)))


@FEW
@given(lives())
def test_a_rebuild_of_every_service_changes_no_row_and_tells_nobody(migrated: Path, life: Life) -> None:
    with lived(migrated, *life) as chain:
        before, outgoing = everything(chain), written(chain)

        found, report = rebuilt(chain), rebuild_report(chain.assembly, dry=False)
        alerts = rebuild_notify(chain.assembly, dry=False, skip_waiting=False)

        for service, kept in everything(chain).items():
            for name, rows in kept.items():
                assert rows == before[service][name], (service, name)
        assert written(chain) == outgoing
        assert (found.changed, found.gone, found.restored, found.waiting) == (0, 0, 0, 0)
        assert not any(counts["changed"] or counts["gone"] for counts in report.values())
        assert not alerts.changed


@FEW
@given(lives(), st.sets(st.sampled_from(TABLES), min_size=1))
def test_what_was_wiped_by_hand_comes_back_with_its_numbers_and_tells_nobody(
    migrated: Path, life: Life, tables: set[Table]
) -> None:
    with lived(migrated, *life) as chain:
        before, outgoing = so(chain), written(chain)
        chain.wipe(*tables)

        rebuilt(chain)

        assert so(chain) == before
        # Nobody remembers that a figure is missing, nor what an index gave: that is found anew, and told.
        unremembered = (evaluation in tables and "missing" in repr(before)) or index_score in tables
        assert unremembered or written(chain) == outgoing
        assert rebuilt(chain).changed == 0


@FEW
@given(lives())
def test_a_scoring_that_nobody_remembers_comes_back_with_the_same_verdicts(migrated: Path, life: Life) -> None:
    with lived(migrated, *life) as chain:
        before, listened = so(chain, numbers=False), told(chain)
        chain.wipe(*TABLES)
        with chain.databases["report"].write() as tx:
            for table in (EVALUATION, RANKING, DOUBT):
                tx.execute(table.delete())

        rebuilt(chain)
        rebuild_report(chain.assembly, dry=False)

        for name, rows in so(chain, numbers=False).items():
            assert rows == before[name], name
        assert told(chain) == listened


@FEW
@given(lives())
def test_a_dry_run_says_what_a_rebuild_would_change_and_changes_nothing(migrated: Path, life: Life) -> None:
    with lived(migrated, *life) as chain:
        chain.catalogue = replace(CATALOGUE, targets={})
        before, outgoing = everything(chain), written(chain)

        would = rebuilt(chain, dry=True)

        assert (everything(chain), written(chain)) == (before, outgoing)
        did = rebuilt(chain)
        assert (would.equal, would.changed, would.gone) == (did.equal, did.changed, did.gone)
        assert len(would.differences) == did.changed + did.gone


@FEW
@given(lives())
def test_what_a_rebuild_changes_is_told_to_all_but_the_units(migrated: Path, life: Life) -> None:
    with lived(migrated, *life) as chain:
        chain.catalogue = replace(CATALOGUE, targets={})
        notified, flips = chain.state("notify"), len(chain.told("scoring", ComplianceChanged))

        found = rebuilt(chain)
        chain.carry()

        assert chain.state("notify") == notified
        assert len(chain.told("scoring", ComplianceChanged)) == flips
        report = rebuild_report(chain.assembly, dry=True)
        assert [counts["changed"] + counts["gone"] for counts in report.values()] == [0, 0, 0, 0]
        assert rebuilt(chain).changed == 0 <= found.changed


@FEW
@given(lives())
def test_the_alerts_of_a_notify_that_lost_them_are_those_it_had_open(migrated: Path, life: Life) -> None:
    with lived(migrated, *life) as chain:
        before, outgoing, owed = standing_alerts(chain), written(chain), chain.state("notify")["owed"]
        with chain.databases["notify"].write() as tx:
            tx.execute(ALERT.delete())
            tx.execute(OWED.delete())

        rebuild_notify(chain.assembly, dry=False, skip_waiting=False)

        assert standing_alerts(chain) == before
        assert chain.state("notify")["owed"] == owed
        assert written(chain) == outgoing


def so(chain: Chain, *, numbers: bool = True) -> dict[str, list[object]]:
    """Scoring's tables without what only counts what happened, and without programmes that stand at nothing.

    Without `numbers` also without what is only kept because there was something once, or concluded once and for all.
    """
    with chain.databases["scoring"].read() as tx:
        rows = {table.name: [row._asdict() for row in tx.execute(select(table))] for table in TABLES}
    figures = [Evaluation.model_validate_json(row["body"]) for row in rows["evaluation"]]
    kept: dict[str, list[Any]] = {
        "observation": rows["observation"],
        "evaluation": [each if numbers and each.status != "missing" else bare(each) for each in figures],
        "standing": [row for row in rows["standing"] if row["verdict"]],
        "series": [{**row, "sequence": 0} for row in rows["series"]],
        "ranking": rows["ranking"],
        "doubt": rows["doubt"],
        # Nobody inside remembers the numbers of these, nor that there was a score once.
        "index_score": [
            bare(score)
            for row in rows["index_score"]
            if (score := IndexScore.model_validate_json(row["body"])).components
        ],
    }
    if not numbers:
        kept["evaluation"] = [each for each in kept["evaluation"] if is_so(each)]
        kept["series"] = sorted({repr(each.series) for each in kept["evaluation"]})
        places = [Ranking.model_validate_json(row["body"]) for row in rows["ranking"]]
        doubts = [Doubts.model_validate_json(row["body"]) for row in rows["doubt"]]
        kept["index_score"] = [each for each in kept["index_score"] if each.components]
        kept["ranking"] = [bare(each) for each in places if each.places]
        kept["doubt"] = [bare(each) for each in doubts if each.doubts]
    return {name: sorted(found, key=repr) for name, found in kept.items()}


def is_so(evaluation: Evaluation) -> bool:
    return evaluation.counted != 0 and evaluation.status != "not_applicable"


def told(chain: Chain) -> dict[str, list[object]]:
    """What the report service knows, without numbers and without what there is no more."""
    with chain.databases["report"].read() as tx:
        figures = [Evaluation.model_validate_json(body) for body in tx.execute(select(EVALUATION.c.body)).scalars()]
        places = [Ranking.model_validate_json(body) for body in tx.execute(select(RANKING.c.body)).scalars()]
        doubts = [Doubts.model_validate_json(body) for body in tx.execute(select(DOUBT.c.body)).scalars()]
    return {
        "figures": sorted((bare(each) for each in figures if is_so(each)), key=repr),
        "places": sorted((bare(each) for each in places if each.places), key=repr),
        "doubts": sorted((bare(each) for each in doubts if each.doubts), key=repr),
    }


def standing_alerts(chain: Chain) -> list[tuple[object, ...]]:
    with chain.databases["notify"].read() as tx:
        alerts = NotifyStore(tx).standing_alerts()
    return [(alert.key, alert.news, alert.state, alert.speaks_on, alert.turned_to) for alert in alerts]


def bare(fact: Fact) -> Fact:
    return fact.model_copy(update={"sequence": 0})
