"""Everything that is measured, side by side: each round runs every way once, so that all share the machine's moods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.bench import ceilings, pipeline
from tests.bench.cost import Servers
from tests.bench.door import knock, open_door
from tests.bench.place import Places
from tests.bench.plain.run import score_plainly
from tests.bench.same import demand_same, evaluations
from tests.bench.scoring import as_ingest_sends, one_by_one, score
from tests.bench.spread import Row, times
from tests.bench.stages import shown, with_stopwatch
from tests.bench.submissions import take_in
from tests.bench.work import CHUNK, months, submitted
from tests.system.product import embedded, on_servers

SCORING_BATCHED = "scoring, messages as ingest sends them"
SCORING_SINGLE = "scoring, one figure a message"
PLAIN = "nameko event_handler, one figure a message"
CONSUME_BATCHED = "ceiling: consume, as ingest sends"
CONSUME_READ = "ceiling: consume and validate, as ingest sends"
CONSUME_SINGLE = "ceiling: consume, one figure a message"
COPY = "ceiling: COPY of the evaluations"
DOOR_BATCHED = f"ingest door, {CHUNK:,} figures a request"
DOOR_SINGLE = "ingest door, one figure a request"
AMQP_BATCHED = f"AMQP door, {CHUNK:,} figures a message"
AMQP_SINGLE = "AMQP door, one figure a message"
EMBEDDED = "door to verdict, one embedded process"
FOUR = "door to verdict, four processes on servers"
#: which way is promised to be how many times as fast as which
PROMISES = ((SCORING_BATCHED, PLAIN, 10), (SCORING_SINGLE, PLAIN, 10), (DOOR_BATCHED, DOOR_SINGLE, 20))


@dataclass(frozen=True)
class Sizes:
    """How many figures each way is given; a rate needs fewer of the slow ones."""

    batched: int
    single: int
    end_to_end: int


@dataclass
class Comparison:
    """The rows of all rounds."""

    places: Places
    servers: Servers
    sizes: Sizes
    rows: dict[str, Row] = field(default_factory=dict)
    #: evaluations that the per-message version and the product made of the same figures, and found the same
    compared: int = 0

    def round(self) -> None:
        """Measure every way once."""
        self._score()
        self._score_plainly()
        self._consume()
        self._knock()
        self._take_in()
        self._end_to_end()

    def ratios(self) -> Iterator[tuple[str, float, float]]:
        """What is promised: its name, how many times it is, and how many times it should be."""
        for one, other, wanted in PROMISES:
            yield f"{one} / {other}", times(self.rows[one], self.rows[other]), wanted

    def stages(self) -> dict[str, list[dict[str, Any]]]:
        """Where the time of scoring goes; measured apart, for the stopwatch costs time too."""
        found = {}
        events = submitted(self.sizes.batched)
        for name, packing in ((SCORING_BATCHED, as_ingest_sends), (SCORING_SINGLE, one_by_one)):
            with self.places.fresh() as place:
                file = place.folder / "stages.json"
                score(place, events, packing, self.servers, with_stopwatch(file))
                found[name] = shown(file, len(events))
        return found

    def _add(self, name: str, figures: dict[str, float]) -> None:
        self.rows.setdefault(name, Row(name)).add(figures)

    def _score(self) -> None:
        events = submitted(self.sizes.batched)
        with self.places.fresh() as place:
            self._add(SCORING_BATCHED, score(place, events, as_ingest_sends, self.servers))
            self._add(COPY, ceilings.copy(place))
        with self.places.fresh() as place:
            self._add(SCORING_SINGLE, score(place, events, one_by_one, self.servers))

    def _score_plainly(self) -> None:
        events = submitted(self.sizes.single)
        with self.places.fresh() as place:
            self._add(PLAIN, score_plainly(place, events, self.servers))
            plainly = evaluations(place.database_url)
        if not self.compared:
            with self.places.fresh() as place:
                score(place, events, as_ingest_sends, self.servers)
                self.compared = demand_same(plainly, evaluations(place.database_url))

    def _consume(self) -> None:
        events = submitted(self.sizes.batched)
        for name, packing, look in (
            (CONSUME_BATCHED, as_ingest_sends, ceilings.no_look),
            (CONSUME_READ, as_ingest_sends, ceilings.read),
            (CONSUME_SINGLE, one_by_one, ceilings.no_look),
        ):
            with self.places.fresh() as place:
                self._add(name, ceilings.consume(place, events, packing, look))

    def _knock(self) -> None:
        figures = months(self.sizes.batched + self.sizes.single)
        with self.places.fresh() as place, open_door(place) as door:
            self._add(DOOR_BATCHED, knock(door, figures[: self.sizes.batched], CHUNK, self.servers))
            self._add(DOOR_SINGLE, knock(door, figures[self.sizes.batched :], 1, self.servers))

    def _take_in(self) -> None:
        figures = months(self.sizes.batched)
        for name, size in ((AMQP_BATCHED, CHUNK), (AMQP_SINGLE, 1)):
            with self.places.fresh() as place:
                self._add(name, take_in(place, figures, size, self.servers))

    def _end_to_end(self) -> None:
        figures = months(self.sizes.end_to_end)
        with self.places.fresh() as place:
            self._add(EMBEDDED, pipeline.judge(embedded(place.folder), figures))
        with self.places.fresh() as place:
            self._add(FOUR, pipeline.judge(on_servers(place.folder, place.database_url, place.broker_url), figures))
