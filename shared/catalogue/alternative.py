"""A province's catalogue with other targets than its own, to see what they would mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from shared.catalogue.catalogue import Catalogue
from shared.catalogue.checks.targets import target_problems
from shared.catalogue.draft import Draft, Stated, TargetMilestone
from shared.catalogue.files.folder import read_folder
from shared.catalogue.files.targets import MILESTONE_FILE, read_milestones, read_targets
from shared.catalogue.load import load_catalogue
from shared.catalogue.problem import Problem


def with_targets(folder: Path, file: Path) -> tuple[Catalogue, list[Problem]]:
    """The catalogue of `folder` with the targets of `file` in place of its own, and what is wrong with these.

    Their paths are in the milestones.csv beside `file`; without one, in the catalogue's. Raises Stop where the
    catalogue itself is inconsistent.
    """
    catalogue = load_catalogue(folder)
    draft, _ = read_folder(folder)
    milestones, in_milestones = _milestones(draft, file)
    targets, in_targets = read_targets(file.parent, milestones, file.name)
    found = [*in_milestones, *in_targets, *target_problems(replace(draft, targets=targets, milestones=milestones))]
    stated = {(target.value.id, target.value.version): target.value for target in targets}
    return replace(catalogue, targets=stated), sorted(set(found))


def _milestones(draft: Draft, file: Path) -> tuple[Sequence[Stated[TargetMilestone]], list[Problem]]:
    if (file.parent / MILESTONE_FILE).exists():
        return read_milestones(file.parent)
    targets, _ = read_targets(file.parent, file=file.name)
    kept = {(target.value.id, target.value.version) for target in targets}
    return [step for step in draft.milestones if (step.value.target, step.value.version) in kept], []
