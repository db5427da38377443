"""`nhipso catalogue`: a province's folder, with what each service keeps in it."""

from __future__ import annotations

from pathlib import Path

from services.cli.lazy import attribute
from shared.catalogue.commands import make_catalogue_app
from shared.catalogue.problem import Problem

#: loaded when a folder is checked: showing a unit needs no templates
CHECKS = (
    "services.report.layout_files:layout_problems",
    "services.ingest.pull.source_files:source_problems",
    "services.notify.channels.template_check:template_problems",
)


def problems_of_services(province: Path) -> list[Problem]:
    """What is wrong with the layout of the bulletin, the sources and the templates."""
    return [problem for place in CHECKS for problem in attribute(place)(province)]


catalogue_app = make_catalogue_app(extra_checks=(problems_of_services,))
