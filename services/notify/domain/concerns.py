"""What a unit is told beside missed targets: figures and tasks it owes, doubts it has not answered, silent sources."""

from __future__ import annotations

from services.notify.domain.alert import Kind
from services.notify.domain.parts import Concern, Matter, Named
from services.notify.domain.reason import Reason
from shared.catalogue.indicator import Measure
from shared.facts import Doubts, Evaluation, QuietSource, TaskState


class OwedFigure(Concern):
    """A figure that was due and has not come; `legal_basis` names who asks for it, and may be empty."""

    matter: Matter
    named: Named
    evaluation: Evaluation
    legal_basis: tuple[str, ...] = ()

    @property
    def statement(self) -> tuple[object, ...]:
        """What a reader would notice when it changes."""
        return self.evaluation.period, self.evaluation.due


class OverdueTask(Concern):
    """A task, or the report on it, that was due and is not done."""

    matter: Matter
    task: TaskState

    @property
    def statement(self) -> tuple[object, ...]:
        """What a reader would notice when it changes."""
        return self.task.due, self.task.stage


class DoubtedFigure(Concern):
    """A figure that was doubted and neither confirmed nor corrected since."""

    matter: Matter
    named: Named
    measure: Measure
    doubts: Doubts

    @property
    def statement(self) -> tuple[object, ...]:
        """What a reader would notice when it changes."""
        return self.doubts.period, self.doubts.value, self.doubts.doubts


class SilentSource(Concern):
    """A system that sent none of the figures that it owed on a day."""

    matter: Matter
    source: QuietSource

    @property
    def statement(self) -> tuple[object, ...]:
        """What a reader would notice when it changes."""
        return self.source.period, self.source.due


#: an open alert about no target
Other = OwedFigure | OverdueTask | DoubtedFigure | SilentSource


class Settled(Named):
    """An alert of one of these kinds that the unit was told of and that has closed, and why."""

    kind: Kind
    period: str = ""
    reason: Reason
