"""The press: a process beside the service in which documents are made, so that nobody waits for them."""

from services.report.press.press import Limits, Press

__all__ = ["Limits", "Press"]
