"""A chain over entries shows every change, cut and insertion; refused uses are counted, not listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.ingest.domain.audit import START, Action, Entry, Seal, breaks, sealed
from services.ingest.domain.key import Unusable
from services.ingest.domain.tally import MINUTE, MOST_TOLD_APART, OTHERS, Tally, Use, entries
from tests.ingest_samples import NOW

SECOND = timedelta(seconds=1)
FIELDS = ("actor", "address", "details", "at", "number", "key_id", "action", "trace_id")
WRONG = Use(Unusable.UNKNOWN, "203.0.113.7")


def chain(length: int) -> list[Seal]:
    seals, previous = [], START
    for place in range(1, length + 1):
        entry = Entry(Action.FIGURES_ACCEPTED, NOW, "cong-dvc", "k1", details={"accepted": place}, number=place * 2)
        previous = sealed(previous, entry)
        seals.append(Seal(place, previous, entry))
    return seals


def changed(seal: Seal, **changes: object) -> Seal:
    assert seal.entry is not None
    return replace(seal, entry=replace(seal.entry, **changes))  # type: ignore[arg-type]


def resealed(seals: Sequence[Seal], start: int) -> list[Seal]:
    """The chain as somebody makes it anew from a place on."""
    made, previous = list(seals[:start]), seals[start - 1].sha256 if start else START
    for seal in seals[start:]:
        assert seal.entry is not None
        previous = sealed(previous, seal.entry)
        made.append(replace(seal, sha256=previous))
    return made


def test_a_whole_chain_has_no_break() -> None:
    assert list(breaks(chain(5))) == []
    assert list(breaks([])) == []


@given(st.integers(0, 6), st.sampled_from(FIELDS))
def test_a_change_to_any_field_of_any_entry_is_named(index: int, field: str) -> None:
    other = {"at": NOW + SECOND, "details": {"accepted": 99}, "number": 1, "action": Action.KEY_REVOKED}
    seals = chain(7)
    seals[index] = changed(seals[index], **{field: other.get(field, "x")})

    (found,) = breaks(seals)

    assert f"place {index + 1} " in found


@given(st.integers(0, 5))
def test_a_cut_is_named_with_its_place(index: int) -> None:
    seals = chain(7)
    gone = seals.pop(index)

    assert next(breaks(seals)) == f"places {gone.place} to {gone.place} are gone"


def test_an_entry_that_is_gone_behind_its_seal_is_named() -> None:
    seals = chain(3)
    seals[1] = replace(seals[1], entry=None)

    assert list(breaks(seals)) == ["the entry at place 2 is gone"]


def test_a_chain_made_anew_has_another_head() -> None:
    seals = chain(4)
    forged = resealed([seals[0], changed(seals[1], actor="x"), *seals[2:]], 1)

    assert list(breaks(forged)) == []
    assert forged[-1].sha256 != seals[-1].sha256


def test_many_refused_uses_are_one_entry_once_their_minute_is_over() -> None:
    tally = Tally()
    for second in range(30):
        tally.note(WRONG, NOW + second * SECOND, f"t{second}")

    early, (entry,) = tally.take(NOW - SECOND), entries(tally.take(NOW))

    assert early == {}
    assert (entry.at, entry.address, entry.trace_id, entry.key_id) == (NOW, "203.0.113.7", "t0", None)
    assert entry.details == {"reason": "unknown", "times": 30, "until": "2023-03-20T02:00:29+00:00"}
    assert tally.take() == {}


def test_reasons_keys_and_networks_are_told_apart_and_the_rest_is_summed_up() -> None:
    tally = Tally()
    for use in (WRONG, replace(WRONG, reason=Unusable.EXPIRED, key_id="k1", source="thue"), WRONG):
        tally.note(use, NOW, None)
    for number in range(MOST_TOLD_APART * 5):
        tally.note(Use(Unusable.UNKNOWN, f"2001:db8:{number:x}:1::{number:x}"), NOW, None)

    told = entries(tally.take())

    assert len(told) == MOST_TOLD_APART + 1
    assert [(each.actor, each.details["times"]) for each in told[:2]] == [("", 2), ("thue", 1)]
    assert (told[-1].address, told[-1].details["times"]) == (OTHERS, MOST_TOLD_APART * 4 + 2)


def test_what_could_not_be_kept_is_counted_on() -> None:
    tally = Tally()
    tally.note(WRONG, NOW, "t0")
    taken = tally.take()
    tally.note(WRONG, NOW + MINUTE, "t1")

    tally.give_back(taken)

    (entry,) = entries(tally.take())
    assert (entry.at, entry.trace_id, entry.details["times"]) == (NOW, "t0", 2)
