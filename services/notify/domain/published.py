"""What units are told when an edition of the bulletin is published."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from services.notify.domain.naming import measure_of, names_of
from services.notify.domain.parts import Named, Part
from shared.catalogue import Catalogue
from shared.catalogue.indicator import Measure
from shared.facts import FigureRevision, FigureState, PublishedEdition, UnitResult
from shared.vietnamese import issue_text

#: an edition that was published longer ago is no news: not when a lost message is offered again, nor after an upgrade
NEWS_DAYS = 14
#: corrections that a message tells one by one; the edition has them all
MOST_REVISED = 10


class Paper(Part):
    """A file of the edition: its name, its path in the archive and its size in bytes."""

    name: str
    path: str
    size: int


class Result(Part):
    """How many figures of the unit are on target, behind, and missing."""

    met: int
    not_met: int
    missing: int = 0


class Revised(Named):
    """A published figure that issue `issue` of the edition corrects; `of` names its unit where that is another."""

    of: str = ""
    issue: int = 1
    measure: Measure
    edition: str
    published: Decimal | None
    corrected: Decimal | None
    reason: str
    published_status: FigureState | None = None
    corrected_status: FigureState | None = None


class NewEdition(Part):
    """To a unit: an edition was published, what it says of the unit, and where to read it.

    `again` says that it was issued again under its number, for the `issue`-th time in place of edition `replaces`.
    `result` is None for those it has no line of. `revised` are the figures that it corrects and the unit is told of,
    the first of `concerned`; `revisions` it corrects in all. A unit that looks over `everything` is told of any.
    """

    kind: Literal["bulletin"] = "bulletin"
    unit: str
    name: str
    as_of: date
    period: str
    title: str
    label: str
    issued_on: date
    issue: int = 1
    again: bool = False
    replaces: str = ""
    folder: str
    papers: tuple[Paper, ...]
    result: Result | None = None
    revised: tuple[Revised, ...] = ()
    concerned: int = 0
    revisions: int = 0
    everything: bool = False
    traces: tuple[str, ...] = ()

    def counts(self) -> dict[str, int | str]:
        """What it tells of, for the log."""
        return {"edition": self.label, "revisions": self.revisions}


def is_news(published_at: datetime, now: datetime) -> bool:
    """Whether units are still to be told of an edition."""
    return now - published_at <= timedelta(days=NEWS_DAYS)


def readers(edition: PublishedEdition, offices: Collection[str], catalogue: Catalogue) -> list[str]:
    """Who is told of an edition: the units it has lines for, and the offices that look over all of them."""
    known = catalogue.units
    return [unit for unit in sorted({*edition.units, *offices}) if unit in known and not known[unit].remainder]


def new_edition(
    edition: PublishedEdition,
    unit: str,
    catalogue: Catalogue,
    today: date,
    traces: tuple[str, ...] = (),
    *,
    everything: bool = False,
) -> NewEdition:
    """What a unit is told of an edition; of its own corrected figures, or of `everything` that is corrected."""
    result = next((each for each in edition.standings if each.unit == unit), None)
    papers = tuple(Paper(name=file.name, path=file.path, size=file.size) for file in edition.files)
    concerns = [each for each in edition.revised if everything or each.unit == unit]
    return NewEdition(
        unit=unit,
        name=catalogue.units[unit].name_on(today),
        as_of=edition.as_of,
        period=edition.period,
        title=edition.title,
        label=edition.label,
        issued_on=edition.issued_on,
        issue=edition.issue,
        again=edition.issue > 1,
        replaces=_label_before(edition),
        folder=papers[0].path.rpartition("/")[0] if papers else "",
        papers=papers,
        result=_result(result),
        revised=tuple(_revised(each, edition.issue, unit, catalogue) for each in concerns[:MOST_REVISED]),
        concerned=len(concerns),
        revisions=len(edition.revised),
        everything=everything,
        traces=traces,
    )


def joined(unsent: NewEdition, other: NewEdition) -> NewEdition:
    """What the later of two issues says where nobody was told of the earlier: the corrections of both."""
    earlier, later = sorted((unsent, other), key=lambda said: said.issue)
    revised = sorted((*earlier.revised, *later.revised), key=lambda each: each.issue)[:MOST_REVISED]
    counted = {part: getattr(earlier, part) + getattr(later, part) for part in ("concerned", "revisions")}
    return later.model_copy(update={"revised": tuple(revised), **counted})


def _label_before(edition: PublishedEdition) -> str:
    """The number of the issue whose place this one takes; none for the first."""
    return f"{issue_text(edition.number, edition.issue - 1)}/{edition.year}" if edition.issue > 1 else ""


def _result(found: UnitResult | None) -> Result | None:
    return None if found is None else Result(met=found.met, not_met=found.not_met, missing=found.missing)


def _revised(each: FigureRevision, issue: int, unit: str, catalogue: Catalogue) -> Revised:
    known = catalogue.units.get(each.unit)
    return Revised(
        of="" if each.unit == unit else each.unit if known is None else known.short_name,
        issue=issue,
        measure=measure_of(each.indicator, catalogue),
        edition=each.edition,
        published=each.published,
        corrected=each.corrected,
        reason=each.reason,
        published_status=each.published_status,
        corrected_status=each.corrected_status,
        **names_of(each.indicator, each.dimension, catalogue).model_dump(),
    )
