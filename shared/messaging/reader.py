"""The green thread that owns a consumer's link: reads, settles, keeps alive, and connects anew for ever."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import eventlet
import structlog

from shared.messaging.declaring import declare
from shared.messaging.delivery import is_suspect
from shared.messaging.link import LINK_ERRORS, Link
from shared.messaging.progress import Progress
from shared.messaging.splitting import Backoff
from shared.messaging.topology import Subscription
from shared.metrics import RECONNECTS

TURN_SECONDS = 0.05
#: in memory nothing wakes a reader; it looks this often
IDLE_SECONDS = 0.01
#: a binding that an operator removed by mistake is back after this
REBIND_SECONDS = 30

log = structlog.get_logger()


@dataclass(frozen=True)
class Settlement:
    """Messages of one link to be acknowledged (in order, nothing unsettled before them) and to be rejected."""

    epoch: int
    done: Sequence[Any]
    dead: Sequence[Any]


class Reader:
    """Hands every message with the number of its link to `deliver`, and None when no more will come."""

    def __init__(
        self,
        url: str,
        subscription: Subscription,
        prefetch: int,
        progress: Progress,
        deliver: Callable[[tuple[int, Any] | None], None],
    ) -> None:
        self.epoch = 0
        self.stopping = False
        self._url = url
        self._subscription = subscription
        self._prefetch = prefetch
        self._progress = progress
        self._deliver = deliver
        self._settlements: deque[Settlement] = deque()
        self._unsettled = 0
        self._finished = False
        self._halted = False
        self._ended = False
        self._bound = 0.0

    def run(self) -> None:
        """Read until finished. Raises Stop when the queue exists with other properties."""
        backoff = Backoff(0.3, 10.0)
        while not (self._finished or self._halted or self.stopping):
            try:
                self._session(backoff)
            except LINK_ERRORS as error:
                pause = backoff.pause()
                log.warning(
                    "consumer lost the broker", consumer=self._subscription.consumer, reason=repr(error), pause=pause
                )
                self._sleep(pause)
        self._end()
        while not self.stopping:
            eventlet.sleep(0.1)

    def settle(self, settlement: Settlement) -> None:
        """Have messages acknowledged and rejected; those of a link that is gone come again."""
        self._settlements.append(settlement)

    def stop(self) -> None:
        """Take no more messages; keep the link until `finish`, so that what was taken can be settled."""
        self.stopping = True

    def finish(self) -> None:
        """All that was taken is settled."""
        self._finished = True

    def halt(self) -> None:
        """Give everything back to the broker and take nothing any more."""
        self._halted = True

    def _session(self, backoff: Backoff) -> None:
        link = Link(self._url)
        try:
            declare(link, (self._subscription,))
            channel = link.channel()
            channel.basic_qos(0, self._prefetch, False)  # noqa: FBT003 # the protocol's own order
            self._begin()
            backoff.reset()
            self._one_by_one(link, channel)
            self._stream(link, channel)
            if not self._halted:
                self._flush(link, channel)
                link.part(channel)
        finally:
            self._progress.connected = False
            link.abort()

    def _begin(self) -> None:
        if self.epoch:
            RECONNECTS.labels(self._subscription.consumer).inc()
        self.epoch += 1
        self._settlements.clear()
        self._unsettled = 0
        self._bound = time.monotonic()
        self._progress.connected = True

    def _one_by_one(self, link: Link, channel: Any) -> None:
        # While the head of the queue may end the process, nothing behind it is taken along into its returns.
        while not (self.stopping or self._halted):
            raw = channel.basic_get(self._subscription.queue)
            if raw is None:
                return
            message = channel.message_to_python(raw)
            self._take(message)
            if not is_suspect(message):
                return
            while self._unsettled and not (self._finished or self._halted):
                self._turn(link, channel, IDLE_SECONDS)

    def _stream(self, link: Link, channel: Any) -> None:
        def took(raw: Any) -> None:
            self._take(channel.message_to_python(raw))

        tag = f"{self._subscription.consumer}-{uuid4()}"
        cancelled = self.stopping
        if not cancelled:
            channel.basic_consume(self._subscription.queue, consumer_tag=tag, no_ack=False, callback=took)
        while not (self._finished or self._halted):
            if self.stopping and not cancelled:
                channel.basic_cancel(tag)
                cancelled = True
            if cancelled and not self._ended:
                self._end()
            self._turn(link, channel)

    def _end(self) -> None:
        self._ended = True
        self._deliver(None)

    def _take(self, message: Any) -> None:
        self._unsettled += 1
        self._deliver((self.epoch, message))

    def _turn(self, link: Link, channel: Any, seconds: float = TURN_SECONDS) -> None:
        self._flush(link, channel)
        if link.in_memory:
            while link.drain(0):
                pass
            eventlet.sleep(IDLE_SECONDS)
        else:
            link.drain(seconds)
            eventlet.sleep(0)
        link.beat()
        now = self._progress.last_socket_read = time.monotonic()
        if now - self._bound > REBIND_SECONDS:
            self._bound = now
            channel.queue_bind(self._subscription.queue, *self._subscription.binding)

    def _flush(self, link: Link, channel: Any) -> None:
        while self._settlements:
            settlement = self._settlements.popleft()
            if settlement.epoch != self.epoch:
                continue
            self._unsettled -= len(settlement.done) + len(settlement.dead)
            for message in settlement.dead:
                channel.basic_reject(message.delivery_tag, False)  # noqa: FBT003
            # Kombu's in-memory transport ignores `multiple`; a rejected tag must not be the last of it elsewhere.
            for message in settlement.done if link.in_memory else settlement.done[-1:]:
                channel.basic_ack(message.delivery_tag, not link.in_memory)

    def _sleep(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.stopping:
            eventlet.sleep(min(seconds, 0.2))
