"""Reads a province's folder into its Catalogue, or refuses it."""

from __future__ import annotations

from pathlib import Path

from shared.catalogue.alert_policy import AlertPolicy, Pace
from shared.catalogue.catalogue import Catalogue
from shared.catalogue.check import inspect
from shared.catalogue.dimension import DimensionNames
from shared.catalogue.draft import Draft
from shared.catalogue.lineage import Lineage
from shared.catalogue.working_days import WorkingDays
from shared.errors import Stop

SHOWN = 5


def load_catalogue(folder: Path, pace: Pace = "policy") -> Catalogue:
    """The catalogue that the files of `folder` state. Raises Stop with the first problems of an inconsistent one."""
    if not folder.is_dir():
        raise Stop(f"catalogue: {folder} is not a folder")
    draft, problems = inspect(folder)
    if problems:
        more = f" (and {len(problems) - SHOWN} more)" if len(problems) > SHOWN else ""
        first = "; ".join(str(problem) for problem in problems[:SHOWN])
        raise Stop(f"catalogue {folder}: {first}{more}; `nhipso catalogue check` lists all")
    return Catalogue(
        units={stated.value.id: stated.value for stated in draft.units},
        indicators={stated.value.id: stated.value for stated in draft.indicators},
        targets={(stated.value.id, stated.value.version): stated.value for stated in draft.targets},
        programmes={stated.value.id: stated.value for stated in draft.programmes},
        calendar=draft.calendar,
        contacts=tuple(stated.value for stated in draft.contacts),
        groups=draft.groups(),
        relations={stated.value.id: stated.value for stated in draft.relations},
        duties=tuple(stated.value for stated in draft.duties),
        tasks={stated.value.id: stated.value for stated in draft.tasks},
        lineage=Lineage(tuple(stated.value for stated in draft.lineage)),
        baselines=tuple(stated.value for stated in draft.baselines),
        dimension_names=DimensionNames(
            {(name.value.key, name.value.value): name.value for name in draft.dimension_names}
        ),
        indices={(stated.value.id, stated.value.version): stated.value for stated in draft.indices},
        alert_policy=_policy(draft, pace),
        working=WorkingDays({stated.value.day: stated.value.working for stated in draft.day_overrides}),
    )


def _policy(draft: Draft, pace: Pace) -> AlertPolicy:
    stated = AlertPolicy() if draft.alert_policy is None else draft.alert_policy.value
    return stated.at_once() if pace == "at_once" else stated
