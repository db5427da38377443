"""The number of an edition: they run from 01 on 1 January to 31 December, for each kind of document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.report.domain.letterhead import EditionRule
from shared.errors import Refused


def free_number(  # noqa: PLR0917  # what is written down, wanted and taken
    period: str,
    year: int,
    written: int | None,
    wanted: int | None,
    taken: Mapping[int, str],
    registered: Iterable[EditionRule] = (),
) -> int:
    """The number of the edition of `period`: the one `written` in its text, else the `wanted` one, else the next.

    `taken` are those given out in the year with their periods, `registered` those that the province has written down.
    Raises Refused for a number that is another edition's, or not the one in the text.
    """
    known = {rule.number: rule.period for rule in registered if rule.issued_on.year == year} | dict(taken)
    if written is not None and wanted not in (None, written):
        raise Refused("number-taken", f"the edition of {period} is registered under number {written}", value=wanted)
    own = next((number for number, owner in known.items() if owner == period), None)
    number = written or wanted or own or max(known, default=0) + 1
    if number < 1 or known.get(number, period) != period:
        raise Refused("number-taken", f"number {number} of {year} belongs to the edition of {known.get(number)}")
    return number
