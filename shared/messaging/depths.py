"""How many messages wait in each queue, asked of the broker itself: its own tools tell old numbers."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from typing import Any

import eventlet
import structlog
from amqp.exceptions import ChannelError

from shared.messaging.declaring import declare_queue
from shared.messaging.link import LINK_ERRORS, Link, watched
from shared.messaging.pausing import pause
from shared.messaging.topology import FLOW, DurableQueue, queues
from shared.metrics import BROKER_REACHABLE, QUEUE_MESSAGES

EVERY_SECONDS = 15.0
#: seconds for one round; the socket's own time-out does not end an answer that never ends
LONGEST = 10.0
#: what no service consumes (unrouted messages, events for systems outside) is watched by this one
WATCHES_THE_REST = "ingest"

log = structlog.get_logger()


def watched_by(services: Collection[str], *, in_memory: bool = False) -> list[DurableQueue]:
    """The queues that a process of these services measures. Each queue is one service's."""
    owners = {name: each.service for each in FLOW for name in (each.queue, each.dead_queue)}
    return [queue for queue in queues(in_memory=in_memory) if owners.get(queue.name, WATCHES_THE_REST) in services]


class DepthWatch:
    """Measures queues on a link of its own. A number that cannot be had now is not shown at all."""

    def __init__(self, url: str, watched: Sequence[DurableQueue]) -> None:
        self._url = url
        self._watched = watched
        self._link: Link | None = None
        self._lost = False
        self._stopping = False

    def once(self) -> None:
        """Measure every queue. Raises one of LINK_ERRORS when the broker does not answer."""
        with eventlet.Timeout(LONGEST, TimeoutError(f"the broker did not answer within {LONGEST:.0f} s")), watched():
            link = self._link = self._link or Link(self._url)
            channel = link.channel()
            for queue in self._watched:
                channel = self._measure(link, channel, queue)
            channel.close()
        BROKER_REACHABLE.set(1)
        self._lost = False

    def run(self) -> None:
        """Measure until `stop`."""
        while not self._stopping:
            began = time.monotonic()
            try:
                self.once()
                self._wait(began + EVERY_SECONDS)
            except LINK_ERRORS as error:
                self._lose(error)
                pause(began + EVERY_SECONDS - time.monotonic(), lambda: self._stopping)
        self.close()

    def stop(self) -> None:
        """End at the next opportunity."""
        self._stopping = True

    def close(self) -> None:
        """Drop the link."""
        if self._link is not None:
            self._link.abort()
            self._link = None

    def _measure(self, link: Link, channel: Any, queue: DurableQueue) -> Any:
        """Ask for one queue; returns the channel to go on with."""
        try:
            QUEUE_MESSAGES.labels(queue.name).set(declare_queue(channel, queue, passive=True))
        except ChannelError:  # no such queue, and the broker has closed the channel
            QUEUE_MESSAGES.remove(queue.name)
            return link.channel()
        return channel

    def _wait(self, until: float) -> None:
        """Keep the link alive meanwhile, and learn of a lost one."""
        while self._link is not None and not self._stopping and time.monotonic() < until:
            eventlet.sleep(min(1.0, max(until - time.monotonic(), 0)))
            self._link.drain(0)
            self._link.beat()

    def _lose(self, error: Exception) -> None:
        self.close()
        BROKER_REACHABLE.set(0)
        for queue in self._watched:
            QUEUE_MESSAGES.remove(queue.name)
        if not self._lost:
            log.warning("queues cannot be measured", reason=repr(error))
        self._lost = True
