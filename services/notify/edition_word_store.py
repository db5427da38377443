"""What was written of the issues of an edition, within one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, exists, func, select, update

from services.notify.domain.delivery import TOLD, DeliveryState
from services.notify.domain.published import NewEdition
from services.notify.outgoing import SUPERSEDED
from services.notify.tables import DELIVERY, MESSAGE

PENDING = DeliveryState.PENDING.value


class EditionWordStore:
    """The messages that tell of editions."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def newest_issue(self, edition: str) -> int:
        """The last issue of an edition that anybody was written of; 0 for none."""
        return self._tx.scalar(select(func.max(MESSAGE.c.issue)).where(MESSAGE.c.edition == edition)) or 0

    def told(self, edition: str, below: int) -> set[str]:
        """The units that have, or may have, got word of an issue of the edition before `below`."""
        earlier = select(MESSAGE.c.unit).where(_before(edition, below), _has_delivery(TOLD))
        return set(self._tx.scalars(earlier))

    def withdraw(self, edition: str, below: int) -> Mapping[str, list[NewEdition]]:
        """Send no more of what waits of issues before `below`; returns what that would have said, by unit."""
        waiting = select(MESSAGE.c.id, MESSAGE.c.unit, MESSAGE.c.content)
        waiting = waiting.where(_before(edition, below), _has_delivery([DeliveryState.PENDING]))
        found: dict[str, list[NewEdition]] = {}
        for row in self._tx.execute(waiting.order_by(MESSAGE.c.issue)).all():
            mine = DELIVERY.c.message_id == row.id, DELIVERY.c.state == PENDING
            self._tx.execute(update(DELIVERY).where(*mine).values(SUPERSEDED))
            found.setdefault(row.unit, []).append(NewEdition.model_validate_json(row.content))
        return found

    def unsent(self, edition: str, issue: int) -> Mapping[UUID, NewEdition]:
        """The messages of an issue that nobody has got yet."""
        mine = MESSAGE.c.edition == edition, MESSAGE.c.issue == issue
        found = select(MESSAGE.c.id, MESSAGE.c.content).where(*mine, ~_has_delivery(TOLD))
        return {row.id: NewEdition.model_validate_json(row.content) for row in self._tx.execute(found)}

    def rewrite(self, message: UUID, said: NewEdition) -> None:
        """Let a message that nobody has got yet say this."""
        self._tx.execute(update(MESSAGE).where(MESSAGE.c.id == message).values(content=said.model_dump_json()))


def _before(edition: str, issue: int) -> ColumnElement[bool]:
    return (MESSAGE.c.edition == edition) & (MESSAGE.c.issue < issue)


def _has_delivery(states: Collection[DeliveryState]) -> ColumnElement[bool]:
    wanted = [state.value for state in states]
    return exists().where(DELIVERY.c.message_id == MESSAGE.c.id, DELIVERY.c.state.in_(wanted))
