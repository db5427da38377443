"""What must hold of contacts."""

from __future__ import annotations

import re

from shared.catalogue.checks.writing import text_problems
from shared.catalogue.draft import Draft, repeated
from shared.catalogue.problem import Problem

ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")


def contact_problems(draft: Draft) -> list[Problem]:
    problems = repeated(draft.contacts, lambda contact: (contact.unit, contact.email), "contact")
    for stated in draft.contacts:
        contact = stated.value
        problems += text_problems(stated, (contact.name,))
        if contact.unit and contact.unit not in draft.unit_ids():
            problems.append(stated.problem(f"unit {contact.unit} is not in units.csv"))
        if contact.email and not ADDRESS.fullmatch(contact.email):
            problems.append(stated.problem(f"{contact.email!r} is not a mail address"))
    return problems
