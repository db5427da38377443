"""A key sends what it may, and not faster than it may."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.ingest.domain.key import Key
from services.ingest.domain.limit import RateLimit
from shared.errors import Refused
from tests.ingest_samples import NOW, draft

FIGURE = draft().figure


@pytest.mark.parametrize(
    ("units", "indicators"), [((), ()), (("so-gtvt",), ()), (("so-*",), ("online-*",)), (("x", "so-gtvt"), ())]
)
def test_a_key_with_the_right_may_send(units: tuple[str, ...], indicators: tuple[str, ...]) -> None:
    Key("k", "s", units, indicators).check_right(FIGURE)


@pytest.mark.parametrize(
    ("units", "indicators", "pointer"),
    [(("so-y-te",), (), "/unit"), (("so-*",), ("app-*",), "/indicator"), (("SO-GTVT",), (), "/unit")],
)
def test_a_key_without_the_right_is_told_what_it_may_send(
    units: tuple[str, ...], indicators: tuple[str, ...], pointer: str
) -> None:
    with pytest.raises(Refused) as refused:
        Key("k", "s", units, indicators).check_right(FIGURE)

    assert (refused.value.code, refused.value.pointer) == ("not-allowed", pointer)


def test_a_key_that_is_too_fast_is_told_how_long_to_wait() -> None:
    rate = RateLimit(per_minute=2)
    rate.take("k", NOW)
    rate.take("k", NOW)

    with pytest.raises(Refused) as refused:
        rate.take("k", NOW)

    assert (refused.value.code, refused.value.value) == ("too-many-requests", 30)
    rate.take("other", NOW)
    rate.take("k", NOW + timedelta(seconds=30))


def test_a_clock_set_back_gives_no_tokens() -> None:
    rate = RateLimit(per_minute=1)
    rate.take("k", NOW)

    with pytest.raises(Refused):
        rate.take("k", NOW - timedelta(hours=1))
