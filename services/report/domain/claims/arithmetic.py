"""Claims that carry all their figures with them: shares, parts, growth."""

from __future__ import annotations

from decimal import Decimal

from services.report.domain.claims.claim import Growth, Parts, Share
from services.report.domain.claims.numerals import Numeral, printed
from services.report.domain.claims.ruling import HOLDS, Ruling, open_question, wrong
from shared.figures import ratio
from shared.vietnamese import rounded
from shared.wording import say


def share(claim: Share) -> Ruling:
    """The percent is the ratio at the precision it is stated with, and the gap what separates it from its target."""
    if claim.denominator.value == 0:
        return open_question(say("verify-zero"))
    exact = ratio(claim.numerator.value, claim.denominator.value, 100)
    if not claim.value.states(exact):
        right = printed(rounded(exact, max(claim.value.places, 2)), percent=True)
        return wrong(claim.value.text, right, f"{claim.numerator.text}/{claim.denominator.text}")
    return _gap(claim, exact)


def _gap(claim: Share, exact: Decimal) -> Ruling:
    if claim.target is None or claim.gap is None:
        return HOLDS
    sides = [value - claim.target.value for value in (exact, claim.value.value)]
    sides = sides if claim.beyond else [-side for side in sides]
    if any(claim.gap.states(side) for side in sides):
        return HOLDS
    return wrong(claim.gap.text, printed(rounded(sides[0]), percent=False), f"{claim.value.text} - {claim.target.text}")


def parts(claim: Parts) -> Ruling:
    """Complete parts add up; others may stay below the whole, and count the same things more than once."""
    found = sum((part.value for part in claim.parts), Decimal(0))
    if found == claim.whole.value:
        return HOLDS
    added = " + ".join(part.text for part in claim.parts)
    if claim.complete:
        return wrong(claim.whole.text, printed(found, percent=False), added)
    return open_question(f"{added} {'<' if found < claim.whole.value else '>'} {claim.whole.text}")


def growth(claim: Growth) -> Ruling:
    """Relative growth; between percents a difference in points is called so as well."""
    if claim.before.value == 0:
        return open_question(say("verify-from-nothing"))
    difference = claim.now.value - claim.before.value
    signed = difference if claim.direction == "up" else -difference
    relative = ratio(signed, claim.before.value, 100)
    if claim.by.states(relative) or (claim.now.percent and claim.by.states(signed)):
        return HOLDS
    word = "tăng" if difference >= 0 else "giảm"
    return wrong(
        claim.by.text, f"{word} {printed(rounded(abs(relative)), percent=True)}", _pair(claim.now, claim.before)
    )


def _pair(now: Numeral, before: Numeral) -> str:
    return f"{before.text} → {now.text}"
