"""A whole province folder, read file by file; what is wrong in one never hides the others."""

from __future__ import annotations

from pathlib import Path

from shared.catalogue.draft import Draft
from shared.catalogue.files.alert_policy import read_alert_policy
from shared.catalogue.files.baselines import read_baselines
from shared.catalogue.files.calendar import read_calendar
from shared.catalogue.files.contacts import read_contacts
from shared.catalogue.files.dimensions import read_dimensions
from shared.catalogue.files.duties import read_duties
from shared.catalogue.files.groups import read_groups
from shared.catalogue.files.indicators import read_indicators
from shared.catalogue.files.indices import read_indices
from shared.catalogue.files.lineage import read_lineage
from shared.catalogue.files.relations import read_relations
from shared.catalogue.files.targets import read_milestones, read_programmes, read_targets
from shared.catalogue.files.tasks import read_tasks
from shared.catalogue.files.units import read_names, read_units
from shared.catalogue.files.working_days import read_working_days
from shared.catalogue.problem import Problem


def read_folder(folder: Path) -> tuple[Draft, list[Problem]]:
    """Everything the files of `folder` state, and every cell or file that could not be read."""
    names, in_names = read_names(folder)
    units, in_units = read_units(folder, names)
    indicators, in_indicators = read_indicators(folder)
    programmes, in_programmes = read_programmes(folder)
    groups, in_groups = read_groups(folder)
    milestones, in_milestones = read_milestones(folder)
    targets, in_targets = read_targets(folder, milestones)
    calendar, cut_offs, in_calendar = read_calendar(folder)
    contacts, in_contacts = read_contacts(folder)
    relations, in_relations = read_relations(folder)
    duties, in_duties = read_duties(folder)
    tasks, in_tasks = read_tasks(folder)
    overrides, in_overrides = read_working_days(folder)
    lineage, in_lineage = read_lineage(folder)
    baselines, in_baselines = read_baselines(folder)
    indices, in_indices = read_indices(folder)
    dimension_names, in_dimensions = read_dimensions(folder)
    alert_policy, in_alert_policy = read_alert_policy(folder)
    draft = Draft(
        units, names, indicators, programmes, targets, contacts, calendar, cut_offs, groups, milestones,
        duties=duties, tasks=tasks, day_overrides=overrides, relations=relations, lineage=lineage,
        baselines=baselines, indices=indices, alert_policy=alert_policy,
        dimension_names=dimension_names,
    )  # fmt: skip
    return draft, [
        *in_units, *in_names, *in_indicators, *in_programmes, *in_groups, *in_milestones, *in_targets, *in_calendar,
        *in_contacts, *in_relations, *in_duties, *in_tasks, *in_overrides, *in_lineage, *in_baselines,
        *in_indices, *in_alert_policy, *in_dimensions,
    ]  # fmt: skip
