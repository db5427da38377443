"""Roman numerals, with which parts and annexes are numbered."""

from __future__ import annotations

SIGNS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """4 is IV. `number` is at least 1."""
    written = ""
    for value, sign in SIGNS:
        times, number = divmod(number, value)
        written += sign * times
    return written
