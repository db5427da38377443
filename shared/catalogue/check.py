"""Whether a province's folder is consistent: every problem of every file, not only the first."""

from __future__ import annotations

from pathlib import Path

from shared.catalogue.checks.alert_policy import alert_policy_problems
from shared.catalogue.checks.baselines import baseline_problems
from shared.catalogue.checks.calendar import calendar_problems
from shared.catalogue.checks.contacts import contact_problems
from shared.catalogue.checks.dimensions import dimension_problems
from shared.catalogue.checks.duties import duty_problems, task_problems, working_day_problems
from shared.catalogue.checks.figures import figure_problems
from shared.catalogue.checks.groups import group_problems
from shared.catalogue.checks.indicators import indicator_problems
from shared.catalogue.checks.indices import index_problems
from shared.catalogue.checks.lineage import lineage_problems
from shared.catalogue.checks.relations import relation_problems
from shared.catalogue.checks.targets import programme_problems, target_problems
from shared.catalogue.checks.units import unit_problems
from shared.catalogue.draft import Draft
from shared.catalogue.files.folder import read_folder
from shared.catalogue.problem import Problem

RULES = (
    unit_problems,
    indicator_problems,
    programme_problems,
    group_problems,
    target_problems,
    calendar_problems,
    contact_problems,
    relation_problems,
    duty_problems,
    task_problems,
    working_day_problems,
    lineage_problems,
    baseline_problems,
    index_problems,
    dimension_problems,
    alert_policy_problems,
)


def inspect(folder: Path) -> tuple[Draft, list[Problem]]:
    """What the catalogue files of `folder` state, and their problems by file and line."""
    draft, problems = read_folder(folder)
    for rule in RULES:
        problems += rule(draft)
    return draft, sorted(set(problems))


def problems(folder: Path) -> list[Problem]:
    """All problems of the folder, those of its figures files included, by file and line."""
    draft, found = inspect(folder)
    return sorted({*found, *figure_problems(folder, draft)})
