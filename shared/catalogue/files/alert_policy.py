"""alerts.yaml: when units are told, reminded, and when their superiors learn of it; all of it may be left out."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from shared.catalogue.alert_policy import AlertPolicy, MonthlySummary, QuietHours, Step, WeeklyDigest
from shared.catalogue.draft import StatedPolicy
from shared.catalogue.problem import Problem
from shared.catalogue.yaml_lines import read_yaml

FILE = "alerts.yaml"
SHAPE = TypeAdapter(AlertPolicy)
PARTS = {"quiet_hours": QuietHours, "escalation": Step, "digest": WeeklyDigest, "summary": MonthlySummary}


def read_alert_policy(folder: Path) -> tuple[StatedPolicy | None, list[Problem]]:
    """The policy, None without the file or where it cannot be read, and what is wrong with it."""
    if not (folder / FILE).exists():
        return None, []
    # Every scalar as text: YAML itself would make 18:00 a number of minutes.
    file = read_yaml(folder / FILE, FILE, yaml.BaseLoader)
    if isinstance(file, Problem):
        return None, [file]
    try:
        return StatedPolicy(SHAPE.validate_python(file.content or {}), FILE, 1, file), file.repeated_keys()
    except ValidationError as error:
        return None, [*file.repeated_keys(), *file.mistakes(error, AlertPolicy, PARTS)]
