"""Where long work is done: at once for a command, in a process of its own for a service that must go on answering."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

Made = TypeVar("Made")


class Away(Protocol):
    """Does work, a function of a module with its arguments (functools.partial), and returns what it makes.

    In another process a database among the arguments is the same one, over connections of its own.
    """

    def __call__(self, work: Callable[[], Made], /) -> Made:
        """What `work` makes; what it raises is raised here."""
        ...


def at_once(work: Callable[[], Made], /) -> Made:
    """Do it here and now."""
    return work()
