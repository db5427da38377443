"""contacts.csv: whom to write to."""

from __future__ import annotations

from pathlib import Path

from shared.catalogue.contact import Contact
from shared.catalogue.draft import Stated
from shared.catalogue.files.table import Row, read_rows
from shared.catalogue.problem import Problem

COLUMNS = ("unit", "email", "name", "role", "language")


def read_contacts(folder: Path) -> tuple[list[Stated[Contact]], list[Problem]]:
    rows, problems = read_rows(folder, "contacts.csv", COLUMNS)
    contacts = [Stated(_contact(row), row.file, row.line) for row in rows]
    return contacts, problems + [problem for row in rows for problem in row.problems]


def _contact(row: Row) -> Contact:
    role = row.choice("role", ("focal", "leader"))
    language = row.choice("language", ("vi", "en"))
    return Contact(row.needed("unit"), row.needed("email"), row.needed("name"), role, language)
