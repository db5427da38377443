"""The process of a press: `python -m services.report.press.worker FD`, until the service hangs up or nothing comes."""

from __future__ import annotations

import os
import resource
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any, Final

from structlog.contextvars import bound_contextvars

from services.report.article_flaws import Flaw
from services.report.press.wire import Asked, Done, receive, send
from shared.errors import NhipSoError, Stop, TryLater
from shared.language import speaking
from shared.logging import configure_logging
from shared.messaging.failure import Reaction, reaction_to
from shared.settings import read_settings

#: the service goes first: its messages and heartbeats cannot wait, a document can
NICENESS: Final = 10
LOOK_FOR_PARENT_SECONDS: Final = 1.0
FULL: Final = "a document needs more memory than its process may have; make its pictures fewer or smaller"
FULL_VI: Final = "tài liệu cần nhiều bộ nhớ hơn mức cho phép; hãy bớt ảnh hoặc dùng ảnh nhỏ hơn"


def main() -> None:
    """Do what comes over the socket, one work after the other."""
    line = socket.socket(fileno=int(sys.argv[1]))
    line.settimeout(None)  # a service of green threads hands over a line that does not wait, and may be slow to speak
    settings, limits = read_settings(), receive(line)
    configure_logging(settings.log_format, settings.log_level)
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory_bytes, limits.memory_bytes))
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    while True:
        try:
            asked: Asked = receive(line)
            with speaking(asked.language), bound_contextvars(**asked.logged):
                answer = done(asked.work)
            send(line, answer)
            line.settimeout(limits.idle_seconds)
        except (EOFError, OSError):
            return  # nothing came for a while, or nobody waits any more


def done(work: Callable[[], Any]) -> Done:
    """Do the work and say what came of it."""
    try:
        return Done(work())
    except MemoryError:
        said = Flaw(FULL)
        said.vietnamese, said.where = FULL_VI, ""
        return Done(raised=Stop(said))
    except NhipSoError as error:
        return Done(raised=error)
    except Exception as error:  # noqa: BLE001  # whoever waits hears of it
        if reaction_to(error) is Reaction.HOLD:
            return Done(raised=TryLater(f"{type(error).__name__}: {error}"))
        return Done(raised=RuntimeError(f"{type(error).__name__}: {error}"), told=traceback.format_exc())


def _end_with(parent: int) -> None:
    """End when the service has ended: a work of minutes would go on for nobody."""
    while os.getppid() == parent:
        time.sleep(LOOK_FOR_PARENT_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    main()
