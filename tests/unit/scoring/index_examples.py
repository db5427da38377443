"""Small indices over the figures of the small province."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from services.scoring.domain.index_score import IndexKey, index_score
from shared.catalogue import Band, Catalogue, Component, Index, IndexGroup, Scored, Target
from shared.facts import Evaluation, Figure, IndexScore
from shared.figures import FigureKey
from tests.unit.scoring.factories import SERVICES, USERS, a_catalogue, a_figure, an_evaluation

#: how the issue's example writes its online services: min(2, 2·A/0.80) + 4·B + min(6, 6·C/0.50)
BANDS = tuple(
    Band(name, name, name, Decimal(at_least))
    for name, at_least in (("excellent", 90), ("good", 80), ("fair", 70), ("average", 50), ("weak", 0))
)


def a_component(name: str = "services", maximum: str = "10", group: str = "all", **more: Any) -> Component:
    """A component that has all its points from 80 % of services on; `more` are its other fields."""
    rule: dict[str, Any] = {"rule": "saturating", "full": Decimal(80)} if "rule" not in more else {}
    given = {"indicator": SERVICES, "no_activity": "zero", "missing": "zero", **rule, **more}
    return Component(id=name, group=group, name_vi=name, name_en=name, maximum=Decimal(maximum), **given)


def an_index(*components: Component, **more: Any) -> Index:
    parts = components or (a_component(),)
    groups: dict[str, Decimal] = {}
    for part in parts:
        groups[part.group] = groups.get(part.group, Decimal(0)) + part.maximum
    index = Index(
        id="quality",
        version="1",
        name_vi="Chất lượng",
        name_en="Quality",
        legal_basis="Quyết định",
        scale=Decimal(100),
        scores=Scored(levels=("district", "department")),
        groups=tuple(IndexGroup(name, name, name, maximum) for name, maximum in groups.items()),
        components=parts,
        bands=BANDS,
    )
    return replace(index, **more)


def with_indices(*indices: Index, targets: tuple[Target, ...] = ()) -> Catalogue:
    return replace(a_catalogue(*targets), indices={(index.id, index.version): index for index in indices})


def known(*figures: Figure) -> dict[FigureKey, Evaluation]:
    return {figure.key: an_evaluation(figure) for figure in figures}


def score_of(index: Index, *figures: Figure, unit: str = "north") -> IndexScore:
    """What the index makes of these figures of the unit in 2022-06."""
    return index_score(IndexKey(index.id, unit, "2022-06"), index, known(*figures), with_indices(index))


def a_share(value: str | None, **more: Any) -> Figure:
    return a_figure(value, **more)


def some_users(value: str | None, **more: Any) -> Figure:
    return a_figure(value, indicator=USERS, **more)
