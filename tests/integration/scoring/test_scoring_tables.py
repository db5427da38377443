"""The rules of judging, on the tables of both databases."""

from __future__ import annotations

from tests.unit.scoring import judging_rules as rules
from tests.unit.scoring import totalling_rules


class TestJudgingOneFigure(rules.JudgingOneFigure): ...


class TestComparingPeriods(rules.ComparingPeriods): ...


class TestFlipping(rules.Flipping): ...


class TestTotalling(totalling_rules.Totalling): ...


class TestRanking(totalling_rules.Ranking): ...
