"""Whether two ways of scoring came to the same verdicts; a comparison of unequal work says nothing."""

from __future__ import annotations

import psycopg

from shared.facts import Evaluation
from shared.figures import FigureKey

BODIES = "SELECT body FROM scoring.evaluation"


def evaluations(database_url: str) -> dict[FigureKey, Evaluation]:
    """Every evaluation of a scoring database. How often a figure was judged on the way does not count."""
    with psycopg.connect(database_url) as connection:
        found = [Evaluation.model_validate_json(body) for (body,) in connection.execute(BODIES)]
    return {each.key: each.model_copy(update={"sequence": 0}) for each in found}


def demand_same(one: dict[FigureKey, Evaluation], other: dict[FigureKey, Evaluation]) -> int:
    """How many evaluations both have, the same to the last field. Raises AssertionError naming one that differs."""
    for key in sorted(one.keys() | other.keys()):
        if one.get(key) != other.get(key):
            raise AssertionError(f"{key} is judged differently:\n{one.get(key)}\n{other.get(key)}")
    return len(one)
