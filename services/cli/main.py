"""The `nhipso` command: prepare the process for green threads where it runs services, then hand over."""

from __future__ import annotations

import os
import sys
import warnings

RUNS_SERVICES = {"run", "demo"}


def go_green() -> None:
    """Make blocking calls yield. Must come before anything imports sockets, threads or a database driver."""
    # psycopg's own waiting stops every green thread; this one goes through the patched selectors.
    os.environ["PSYCOPG_WAIT_FUNC"] = "wait_selector"
    import eventlet  # noqa: PLC0415

    eventlet.monkey_patch()


def main() -> None:
    """Run the command line."""
    # Known, and said once in docs/decisions/0002-nameko.md rather than at every start.
    warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")
    if RUNS_SERVICES & set(sys.argv[1:2]):
        go_green()
    from services.cli.app import run_app  # noqa: PLC0415  # only after the process is green

    run_app()
