"""How an edition stands, as its editors see it: what was done, what it waits for, and what may come next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from services.report.build import draft_of
from services.report.domain.bulletin import Bulletin
from services.report.domain.editor import NEEDED, demand_another
from services.report.domain.steps import Status, Step
from services.report.domain.watermark import Gap, demand_complete
from services.report.editing import open_gaps
from services.report.edition_store import Deed, Edition, EditionStore
from services.report.issue_store import IssueStore
from services.report.manuscript_drawer import Collected, collect
from services.report.pages.desk.seat import Seat
from services.report.pages.desk.words import refusal_text, words
from services.report.store import ReportStore
from shared.catalogue import Catalogue
from shared.database import Database
from shared.errors import Refused, Stop

#: what may follow on each status, the main step first
FOLLOWS: Final = {
    None: (Step.BUILD,),
    Status.DRAFT: (Step.CHECK, Step.BUILD),
    Status.CHECKED: (Step.APPROVE, Step.REOPEN),
    Status.APPROVED: (Step.PUBLISH, Step.REOPEN),
    Status.PUBLISHED: (Step.REISSUE,),
}
#: the step that leads to each status on the way
WAY: Final = {Status.DRAFT: Step.BUILD, Status.CHECKED: Step.CHECK, Status.APPROVED: Step.APPROVE}


class Offer(NamedTuple):
    """A step that may come next; `blocked` says why it cannot be taken now, empty where it can."""

    step: Step
    blocked: str


class Waiting(NamedTuple):
    """What an edition waits for of one unit: names of indicators, and the reason where that is declared missing."""

    unit: str
    name: str
    figures: Sequence[str]
    reason: str | None


@dataclass(frozen=True)
class Standing:
    """One edition. `newer`: it would be another one if it were built now; `trouble`: why it cannot be built;
    `reissues`: the number under which readers have it while it is made again.
    """

    period: str
    edition: Edition | None
    bulletin: Bulletin | None
    history: Sequence[Deed]
    gaps: Sequence[Gap]
    collected: Collected
    newer: bool
    trouble: str
    reissues: str = ""

    @property
    def status(self) -> Status | None:
        return None if self.edition is None else self.edition.status

    def done(self, status: Status) -> Deed | None:
        """Who brought this issue of the edition to a status that it still has behind it."""
        order = list(Status)
        if self.edition is None or order.index(status) > order.index(self.edition.status):
            return None
        deeds = [deed for deed in self.history if deed.after is status and deed.issue == self.edition.issue]
        return deeds[-1] if deeds else None


def standing(seat: Seat, period: str) -> Standing:
    """How the edition of a period stands now. Raises Stop where the layout is unusable."""
    parts = seat.parts
    with parts.database.read() as tx:
        store = EditionStore(tx)
        edition, bulletin, history = store.edition(period), store.bulletin(period), store.history(period)
        issues = IssueStore(tx).issues(period)
    gaps = [] if bulletin is None else open_gaps(parts.database, parts.catalogue, period)
    newer, trouble = _would_be(seat, period, edition)
    open_again = edition is not None and edition.status is not Status.PUBLISHED
    reissues = issues[-1].label if issues and open_again else ""
    return Standing(period, edition, bulletin, history, gaps, collect(seat.drawer(period)), newer, trouble, reissues)


def offers(seat: Seat, found: Standing) -> list[Offer]:
    """The steps that may come next, with why one cannot be taken."""
    return [Offer(step, _blocked(step, seat, found)) for step in FOLLOWS[found.status]]


def waiting(seat: Seat, found: Standing) -> Iterator[Waiting]:
    """What the edition waits for, unit by unit under their names, undeclared ones first."""
    catalogue = seat.parts.catalogue

    def rank(gap: Gap) -> tuple[bool, str, str]:
        return gap.reason is not None, gap.unit, gap.reason or ""

    for (_, unit, reason), gaps in groupby(sorted(found.gaps, key=rank), key=rank):
        known = catalogue.units.get(unit)
        names = dict.fromkeys(seat.indicator(gap.indicator) for gap in gaps)
        yield Waiting(unit, known.short_name if known else unit, list(names), reason or None)


def _would_be(seat: Seat, period: str, edition: Edition | None) -> tuple[bool, str]:
    """Whether the edition would be another one now, and why it cannot be built."""
    parts = seat.parts
    if edition is not None and edition.status in {Status.APPROVED, Status.PUBLISHED}:
        return False, ""
    with parts.database.read() as tx:
        if period not in ReportStore(tx).periods():
            return False, words()["no_figures"]
    try:
        sources = (parts.database, parts.catalogue, parts.settings.province, period, seat.now)
        hash_now = seat.away(partial(_hash_now, *sources))
    except (Stop, Refused) as error:
        return False, refusal_text(error)
    return edition is not None and hash_now != edition.content_hash, ""


def _hash_now(database: Database, catalogue: Catalogue, province: Path, period: str, now: datetime) -> str:
    return draft_of(database, catalogue, province, period, now).bulletin.content_hash


def _blocked(step: Step, seat: Seat, found: Standing) -> str:
    try:
        seat.editor.demand(NEEDED[step])
        if step is Step.APPROVE and found.bulletin is not None:
            if seat.parts.settings.editions_four_eyes:
                checks = [deed.by for deed in found.history if deed.action == Step.CHECK]
                demand_another(checks[-1:], seat.editor.name)
            demand_complete(found.gaps, found.bulletin.as_of, seat.now)
    except Refused as refused:
        return refusal_text(refused, found.bulletin)
    return found.trouble if step is Step.BUILD else ""
