"""However many unknown names a request holds, looking for their candidates stays cheap."""

from __future__ import annotations

import pytest

from services.ingest.domain.names import HELPED, Names
from shared.errors import Refused
from tests.ingest_samples import CATALOGUE, TODAY


def told(names: Names, text: str) -> str:
    with pytest.raises(Refused) as refused:
        names.unit(text, TODAY)
    assert (refused.value.code, refused.value.pointer, refused.value.value) == ("unknown-unit", "/unit", text)
    return refused.value.message


def test_only_the_first_unknown_names_are_told_candidates() -> None:
    names = Names(CATALOGUE)

    messages = [told(names, f"Sở Giáo dục {number}") for number in range(HELPED + 5)]

    assert ["so-gddt" in message for message in messages] == [True] * HELPED + [False] * 5
    assert names.unit("Sở Y tế", TODAY).id == "so-y-te"


def test_the_same_unknown_name_is_told_the_same_again() -> None:
    names = Names(CATALOGUE)

    first = [told(names, "Sở Giáo dục") for _ in range(3)]

    assert len(set(first)) == 1
    assert len(names.unknown) == 1


def test_an_unknown_indicator_is_told_the_same_again() -> None:
    names = Names(CATALOGUE)

    for _ in range(2):
        with pytest.raises(Refused, match="online-pct") as refused:
            names.indicator("online-pc")

        assert refused.value.pointer == "/indicator"
