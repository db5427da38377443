"""Deadlines that pass, in memory."""

from __future__ import annotations

import pytest

from tests.unit.scoring import deadline_rules as rules
from tests.unit.scoring.duty_desk import DutyTransactions, duties_in_memory


@pytest.fixture
def duties() -> DutyTransactions:
    return duties_in_memory()


class TestMissing(rules.Missing): ...


class TestAsked(rules.Asked): ...


class TestCatchingUp(rules.CatchingUp): ...
