"""How many examples a costly property is tried with."""

from __future__ import annotations

import os

from hypothesis import settings

WIDER = 20


def examples(count: int) -> settings:
    """So many in every run, twenty times as many with HYPOTHESIS_PROFILE=wide."""
    return settings(max_examples=count * (WIDER if os.environ.get("HYPOTHESIS_PROFILE") == "wide" else 1))
