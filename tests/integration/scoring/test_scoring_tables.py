"""The rules of judging, on the tables of both databases."""

from __future__ import annotations

from tests.unit.scoring import judging_rules as rules


class TestJudgingOneFigure(rules.JudgingOneFigure): ...


class TestComparingPeriods(rules.ComparingPeriods): ...


class TestFlipping(rules.Flipping): ...


class TestTotalling(rules.Totalling): ...


class TestRanking(rules.Ranking): ...
