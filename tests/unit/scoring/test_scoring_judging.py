"""The rules of judging, in memory."""

from __future__ import annotations

import pytest

from tests.unit.scoring import judging_rules as rules
from tests.unit.scoring.desk import Transactions, in_memory


@pytest.fixture
def transactions() -> Transactions:
    return in_memory()


class TestJudgingOneFigure(rules.JudgingOneFigure): ...


class TestComparingPeriods(rules.ComparingPeriods): ...


class TestFlipping(rules.Flipping): ...


class TestTotalling(rules.Totalling): ...


class TestRanking(rules.Ranking): ...
