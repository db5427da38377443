"""Structured logs: one JSON object a line, or coloured text at a terminal."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, Literal, TextIO

import structlog

LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
#: libraries that speak through the standard library's logging; only what matters of them is kept
LIBRARIES = ("nameko", "kombu", "amqp", "sqlalchemy", "alembic", "eventlet")
SECRET = ("key", "password", "secret", "authorization", "token")


def configure_logging(form: Literal["auto", "json", "console"], level: str, stream: TextIO | None = None) -> None:
    """Send every log line of this process to `stream` (standard error)."""
    out = stream if stream is not None else sys.stderr
    console = form == "console" or (form == "auto" and out.isatty())
    shape: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if console else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    before: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        hide_secrets,
    ]
    structlog.configure(
        processors=[*before, structlog.processors.format_exc_info, shape] if not console else [*before, shape],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS[level]),
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=before,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                shape,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(logging.WARNING)


def hide_secrets(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace the value of any field named like a secret."""
    for name in line:
        if any(name == word or name.endswith(f"_{word}") for word in SECRET):
            line[name] = "…"
    return line
