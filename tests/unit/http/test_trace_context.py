"""A trace is continued where the sender gave a valid one, and begun where not."""

from __future__ import annotations

import pytest

from shared.errors import Refused
from shared.http.codes import CODES
from shared.http.problem import SHOWN, ItemError, problem, shown
from shared.http.trace import continued, is_traceparent, trace_id

GIVEN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_a_valid_traceparent_is_continued() -> None:
    assert continued(f" {GIVEN} ") == GIVEN
    assert trace_id(GIVEN) == "0af7651916cd43dd8448eb211c80319c"


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "x",
        GIVEN.upper(),
        GIVEN + "-more",
        GIVEN.replace("00-", "ff-", 1),
        "00-" + "0" * 32 + "-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-" + "0" * 16 + "-01",
        GIVEN + "\nX-Evil: 1",
    ],
)
def test_anything_else_begins_a_new_trace(header: str | None) -> None:
    begun = continued(header)

    assert is_traceparent(begun)
    assert begun != header
    assert begun != continued(header)


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
