"""contacts.csv: whom to write to, and how."""

from __future__ import annotations

from pathlib import Path

from shared.catalogue.contact import CHANNELS, Channel, Contact
from shared.catalogue.draft import Stated
from shared.catalogue.files.table import Row, read_rows
from shared.catalogue.problem import Problem

COLUMNS = ("unit", "email", "name", "role", "language")
OPTIONAL = ("channel", "address", "secret", "wants", "least_gap", "valid_from", "valid_to")


def read_contacts(folder: Path) -> tuple[list[Stated[Contact]], list[Problem]]:
    rows, problems = read_rows(folder, "contacts.csv", COLUMNS, OPTIONAL)
    contacts = [Stated(_contact(row), row.file, row.line) for row in rows]
    return contacts, problems + [problem for row in rows for problem in row.problems]


def _contact(row: Row) -> Contact:
    channel: Channel = row.choice("channel", CHANNELS) if row.text("channel") else "mail"
    return Contact(
        unit=row.needed("unit"),
        email=row.needed("email") if channel == "mail" else row.text("email"),
        name=row.needed("name"),
        role=row.choice("role", ("focal", "leader")),
        language=row.choice("language", ("vi", "en")),
        channel=channel,
        endpoint=row.text("address") if channel == "mail" else row.needed("address"),
        secrets=row.listed("secret"),
        wants=frozenset(row.listed("wants")),
        least_gap=row.number_or_none("least_gap") or Contact.least_gap,
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
    )
