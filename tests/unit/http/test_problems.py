"""A refusal is a problem of its own type, and shows what was sent short and safe."""

from __future__ import annotations

from shared.errors import Refused
from shared.http.codes import CODES
from shared.http.problem import SHOWN, ItemError, problem, shown


def test_every_code_makes_a_problem_of_its_own_type() -> None:
    made = [problem(code) for code in CODES]

    assert len({each.type for each in made}) == len(CODES)
    assert all(400 <= each.status < 600 and each.title for each in made)
    assert all(code.vietnamese and code.english for code in CODES.values())


def test_what_was_sent_is_shown_short_and_safe() -> None:
    error = ItemError.of(3, Refused("not-a-number", "…", pointer="/value", value="\ud800" + "x" * 10_000))

    assert error.value is not None
    assert len(error.value) == SHOWN + 1
    error.value.encode("utf-8")
    assert shown(None) == "None"
