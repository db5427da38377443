"""Who works on editions: a person with a key, or one whose name is only stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.report.domain.steps import Step
from shared.errors import Refused
from shared.figures import nfc


class Right(StrEnum):
    """What an editor may do. Who writes may also build the draft and put articles in order."""

    WRITE = "write"
    CHECK = "check"
    APPROVE = "approve"
    PUBLISH = "publish"


NEEDED: Final = {
    Step.BUILD: Right.WRITE,
    Step.CHECK: Right.CHECK,
    Step.APPROVE: Right.APPROVE,
    Step.REOPEN: Right.APPROVE,
    Step.PUBLISH: Right.PUBLISH,
    Step.REISSUE: Right.PUBLISH,
}


@dataclass(frozen=True)
class Editor:
    """Somebody who proved to be who they are with a key; without `id`, somebody who was named at a terminal."""

    id: str
    name: str
    may: tuple[Right, ...] = tuple(Right)

    def is_called(self, name: str) -> bool:
        return same_name(self.name, name)

    def demand(self, right: Right) -> None:
        """Raises Refused where the key does not allow it."""
        if right not in self.may:
            allowed = ", ".join(self.may)
            raise Refused("editor-may-not", f"the key of {self.name} may not {right}; it may: {allowed}", value=right)


def same_name(one: str, other: str) -> bool:
    """Whether two names are one person's, however they are spaced and capitalised."""
    return _plain(one) == _plain(other)


def demand_another(checked_by: Sequence[str], approver: str) -> None:
    """Raises Refused where the one who approves is the one who checked: four eyes see more than two."""
    if any(same_name(name, approver) for name in checked_by):
        raise Refused(
            "edition-same-person",
            f"{approver} checked this edition; somebody else approves it (an office of one person may set "
            "NHIPSO_EDITIONS_FOUR_EYES=false)",
            value=approver,
        )


def _plain(name: str) -> str:
    return " ".join(nfc(name).casefold().split())
