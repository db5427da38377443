"""What `make bench` compares is equal work, and where it says time goes is where it goes."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping

import greenlet  # type: ignore[import-untyped]
import pytest

from tests.bench.cost import Servers
from tests.bench.place import Places
from tests.bench.plain.run import score_plainly
from tests.bench.same import demand_same, evaluations
from tests.bench.scoring import as_ingest_sends, score
from tests.bench.stages import shown, with_stopwatch
from tests.bench.stopwatch import Stopwatch
from tests.bench.work import submitted

FEW = 30


@pytest.fixture
def places(servers: Mapping[str, str]) -> Iterator[Places]:
    made = Places(servers)
    with made.open():
        yield made


def test_the_per_message_version_and_the_product_judge_alike(places: Places, servers: Mapping[str, str]) -> None:
    events, costs = submitted(FEW), Servers(servers)

    with places.fresh() as place:
        score_plainly(place, events, costs)
        plainly = evaluations(place.database_url)
    with places.fresh() as place:
        score(place, events, as_ingest_sends, costs, with_stopwatch(place.folder / "stages.json"))
        stages = shown(place.folder / "stages.json", len(events))
        product = evaluations(place.database_url)

    assert demand_same(plainly, product) >= FEW
    assert {"decode and validate", "decide", "read state", "write", "commit"} <= {each["stage"] for each in stages}


def test_cpu_goes_to_the_green_thread_that_ran_and_waiting_to_the_one_that_waited() -> None:
    watch = Stopwatch(begins_with="wait")
    main = greenlet.getcurrent()
    waiting = greenlet.greenlet(watch.timed("wait", main.switch))

    watch.listen()
    try:
        waiting.switch()
        watch.timed("work", work_for)(0.1)
        waiting.switch()
    finally:
        greenlet.settrace(None)

    assert watch.cpu["work"] == pytest.approx(0.1, rel=0.5)
    assert watch.cpu["wait"] < 0.02
    assert watch.wall["wait"] >= 0.1


def work_for(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        sum(range(100))
