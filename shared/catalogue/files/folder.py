"""A whole province folder, read file by file; what is wrong in one never hides the others."""

from __future__ import annotations

from pathlib import Path

from shared.catalogue.draft import Draft
from shared.catalogue.files.calendar import read_calendar
from shared.catalogue.files.contacts import read_contacts
from shared.catalogue.files.indicators import read_indicators
from shared.catalogue.files.targets import read_programmes, read_targets
from shared.catalogue.files.units import read_names, read_units
from shared.catalogue.problem import Problem


def read_folder(folder: Path) -> tuple[Draft, list[Problem]]:
    """Everything the files of `folder` state, and every cell or file that could not be read."""
    names, in_names = read_names(folder)
    units, in_units = read_units(folder, names)
    indicators, in_indicators = read_indicators(folder)
    programmes, in_programmes = read_programmes(folder)
    targets, in_targets = read_targets(folder)
    calendar, cut_offs, in_calendar = read_calendar(folder)
    contacts, in_contacts = read_contacts(folder)
    draft = Draft(units, names, indicators, programmes, targets, contacts, calendar, cut_offs)
    return draft, [
        *in_units, *in_names, *in_indicators, *in_programmes, *in_targets, *in_calendar, *in_contacts,
    ]  # fmt: skip
