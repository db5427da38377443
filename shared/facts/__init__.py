"""What events state: figures, evaluations, verdicts, ranks, doubts, tasks, indices, alerts, receipts, editions."""

from __future__ import annotations

from shared.facts.alert import AlertFact
from shared.facts.doubt import Confirmation, Doubt, DoubtRule, Doubts
from shared.facts.evaluation import Baseline, Change, Evaluation, Incomparable, VerdictChange
from shared.facts.fact import Fact, Identifier, Number, Period
from shared.facts.figure import Figure, Measured
from shared.facts.index import ComponentScore, IndexScore
from shared.facts.published import FigureRevision, FigureState, PublishedEdition, PublishedFile, UnitResult
from shared.facts.ranking import Place, Ranking
from shared.facts.receipt import ItemAnswer, Receipt
from shared.facts.sending import Sending
from shared.facts.source import QuietSource
from shared.facts.task import TaskState
from shared.facts.verdict import Shortfall, Verdict, Word

__all__ = [
    "AlertFact",
    "Baseline",
    "Change",
    "ComponentScore",
    "Confirmation",
    "Doubt",
    "DoubtRule",
    "Doubts",
    "Evaluation",
    "Fact",
    "Figure",
    "FigureRevision",
    "FigureState",
    "Identifier",
    "Incomparable",
    "IndexScore",
    "ItemAnswer",
    "Measured",
    "Number",
    "Period",
    "Place",
    "PublishedEdition",
    "PublishedFile",
    "QuietSource",
    "Ranking",
    "Receipt",
    "Sending",
    "Shortfall",
    "TaskState",
    "UnitResult",
    "Verdict",
    "VerdictChange",
    "Word",
]
