"""What must hold of indices: maxima that add up, one version a day, known units, sound bands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Protocol

from shared.catalogue.checks.components import component_problems
from shared.catalogue.checks.writing import IDENTIFIER, id_problems, span_problems, spans_overlap, text_problems
from shared.catalogue.draft import Draft, StatedIndex
from shared.catalogue.files.units import LEVELS
from shared.catalogue.index import Index
from shared.catalogue.problem import Problem

WHOLE = Decimal(100)


class Named(Protocol):
    """A part of an index, with an id and names for readers."""

    @property
    def id(self) -> str: ...
    @property
    def name_vi(self) -> str: ...
    @property
    def name_en(self) -> str: ...


def index_problems(draft: Draft) -> list[Problem]:
    problems = [*id_problems(draft.indices), *_version_problems(draft.indices)]
    for stated in draft.indices:
        index = stated.value
        problems += text_problems(stated, (index.name_vi, index.name_en, index.legal_basis))
        problems += span_problems(stated, index.valid_from, index.valid_to)
        problems += [stated.problem_at(reason, field) for field, reason in _whole_faults(index, draft)]
        for field, parts in (("groups", index.groups), ("components", index.components), ("bands", index.bands)):
            problems += _named_problems(stated, field, parts)
        problems += [*_group_problems(stated), *_band_problems(stated), *component_problems(stated, draft)]
    return problems


def _version_problems(indices: Iterable[StatedIndex]) -> Iterator[Problem]:
    for earlier, later in combinations(indices, 2):
        old, new = earlier.value, later.value
        if old.id != new.id:
            continue
        if old.version == new.version:
            reason = f"index {new.id} version {new.version} is already in {earlier.file}"
            yield later.problem_at(reason, "version")
        elif spans_overlap((old.valid_from, old.valid_to), (new.valid_from, new.valid_to)):
            together = f"version {new.version} of index {new.id} is valid together with version {old.version}"
            yield later.problem_at(f"{together} of {earlier.file}; end that one the day before", "valid_from")


def _whole_faults(index: Index, draft: Draft) -> Iterator[tuple[str, str]]:
    if index.scale <= 0:
        yield "scale", f"scale is {index.scale}, not above 0"
    if not 0 <= index.least_counted <= WHOLE:
        yield "least_counted", f"least_counted is {index.least_counted}, not a percent from 0 to 100"
    if not (index.scores.levels or index.scores.units):
        yield "scores", "scores: levels or units are needed, or nobody is scored"
    for level in index.scores.levels:
        if level not in LEVELS:
            yield "scores", f"scores: {level!r} is not a level; levels are {', '.join(LEVELS)}"
    for unit in index.scores.units:
        if unit not in draft.unit_ids():
            yield "scores", f"scores: unit {unit} is not in units.csv"


def _named_problems(stated: StatedIndex, field: str, parts: Sequence[Named]) -> Iterator[Problem]:
    counted = Counter(part.id for part in parts)
    for place, part in enumerate(parts):
        if not IDENTIFIER.fullmatch(part.id):
            yield stated.problem_at(f"id {part.id!r} is not small letters, digits and hyphens", field, place)
        if counted[part.id] > 1:
            yield stated.problem_at(f"id {part.id} is there {counted[part.id]} times", field, place)
        yield from text_problems(stated, (part.name_vi, part.name_en))


def _group_problems(stated: StatedIndex) -> Iterator[Problem]:
    for place, group in enumerate(stated.value.groups):
        maxima = [one.maximum for one in stated.value.components if one.group == group.id]
        if not maxima or sum(maxima) != group.maximum:
            sums = f"the maxima of its components add up to {sum(maxima)}"
            reason = f"maximum of {group.id} is {group.maximum}; {sums}"
            yield stated.problem_at(reason, "groups", place, "maximum")


def _band_problems(stated: StatedIndex) -> Iterator[Problem]:
    ends = Counter(band.at_least for band in stated.value.bands)
    for place, band in enumerate(stated.value.bands):
        if not 0 <= band.at_least <= stated.value.scale:
            reason = f"at_least is {band.at_least}, not from 0 to the scale {stated.value.scale}"
            yield stated.problem_at(reason, "bands", place, "at_least")
        if ends[band.at_least] > 1:
            yield stated.problem_at(f"at_least {band.at_least} is that of two bands", "bands", place, "at_least")
