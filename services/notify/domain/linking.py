"""Making the links of a mail."""

from __future__ import annotations

from dataclasses import dataclass

from services.notify.domain.content import Content
from services.notify.domain.delivery import Delivery
from services.notify.domain.links import LASTS, Links, Purpose, Ticket, sign
from services.notify.domain.overview import Digest
from services.notify.domain.published import NewEdition
from shared.clock import BUSINESS_ZONE

#: what nobody needs to act on
STOPPABLE = (Digest, NewEdition)


@dataclass(frozen=True)
class LinkMaker:
    """Makes links below `url`, signed with `key`."""

    url: str
    key: bytes

    def links_of(self, delivery: Delivery) -> Links:
        """The unit itself may acknowledge its alerts; who gets digests or editions may have no more of them."""
        said = delivery.message.content
        if isinstance(said, Content) and not said.is_closing:
            return Links(acknowledge=self._link(Purpose.ACKNOWLEDGE, delivery))
        return Links(unsubscribe=self._link(Purpose.UNSUBSCRIBE, delivery)) if isinstance(said, STOPPABLE) else Links()

    def _link(self, purpose: Purpose, delivery: Delivery) -> str:
        # Counted from when it was written, the mail is the same each time it is made.
        last_day = delivery.message.created_at.astimezone(BUSINESS_ZONE).date() + LASTS
        token = sign(Ticket(purpose, delivery.id, last_day), self.key)
        return f"{self.url.rstrip('/')}/{purpose.value}/{token}"
