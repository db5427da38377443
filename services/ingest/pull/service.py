"""Looks every few seconds which sources are due, and pulls each on a green thread of its own."""

from __future__ import annotations

from collections.abc import Mapping

import eventlet
import structlog
from eventlet.semaphore import Semaphore
from nameko.extensions import DependencyProvider
from sqlalchemy.exc import SQLAlchemyError

from services.ingest.domain.pull.source import Source
from services.ingest.pull.running import due_sources, pull_now
from services.ingest.pull.source_files import load_sources, sources_folder
from shared.messaging.pausing import pause
from shared.parts import Parts

EVERY = 5.0
AT_ONCE = 4

log = structlog.get_logger()


class PullDue(DependencyProvider):  # type: ignore[misc]  # nameko is untyped
    """Pulls beside the requests: a slow source keeps neither the door nor another source waiting."""

    def setup(self) -> None:
        self._parts: Parts = self.container.config["parts"]
        self._sources: Mapping[str, Source] = {}
        self._under_way: set[str] = set()
        self._room = Semaphore(AT_ONCE)
        self._stopping = False

    def start(self) -> None:
        self._sources = load_sources(sources_folder(self._parts.settings), self._parts.catalogue)
        if self._sources:
            self.container.spawn_managed_thread(self._run, identifier="pull")

    def stop(self) -> None:
        self._stopping = True

    def _run(self) -> None:
        while not self._stopping:
            try:
                for source in due_sources(self._sources, self._parts):
                    self._begin(source)
            except SQLAlchemyError as error:
                log.warning("pulls postponed", reason=repr(error))
            pause(EVERY, lambda: self._stopping)

    def _begin(self, source: Source) -> None:
        if source.name not in self._under_way:
            self._under_way.add(source.name)
            self.container.spawn_managed_thread(lambda: self._pull(source), identifier=f"pull {source.name}")

    def _pull(self, source: Source) -> None:
        try:
            with self._room:
                if not self._stopping:
                    pull_now(source, self._parts)
        except SQLAlchemyError as error:
            # Nothing is lost: the checkpoint stands where the figures do, and the next pull goes on from there.
            log.warning("pull postponed", source=source.name, reason=repr(error))
            eventlet.sleep(EVERY)
        finally:
            self._under_way.discard(source.name)
