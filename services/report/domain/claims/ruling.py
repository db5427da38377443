"""Whether a claim holds by one column of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Result = Literal["holds", "contradicted", "undecided"]


@dataclass(frozen=True)
class Ruling:
    """`says` is the part of the sentence that is wrong, `right` what should stand there."""

    result: Result
    says: str = ""
    right: str = ""
    why: str = ""


HOLDS = Ruling("holds")


def wrong(says: str, right: str = "", why: str = "") -> Ruling:
    return Ruling("contradicted", says, right, why)


def open_question(why: str) -> Ruling:
    return Ruling("undecided", why=why)
