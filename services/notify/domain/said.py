"""Everything a message can say, as it is kept."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Tag, TypeAdapter

from services.notify.domain.content import Content
from services.notify.domain.overview import Digest, Escalation, Notice, Summary
from services.notify.domain.published import NewEdition


def _kind(said: Any) -> str:
    # What was kept before there were several kinds is about a unit's alerts.
    return str(said.get("kind", "alerts") if isinstance(said, dict) else said.kind)


Said = Annotated[
    Annotated[Content, Tag("alerts")]
    | Annotated[Escalation, Tag("escalation")]
    | Annotated[Digest, Tag("digest")]
    | Annotated[Summary, Tag("summary")]
    | Annotated[Notice, Tag("notice")]
    | Annotated[NewEdition, Tag("bulletin")],
    Discriminator(_kind),
]
_KEPT: TypeAdapter[Said] = TypeAdapter(Said)


def read_said(text: str) -> Said:
    """What a message says, from the JSON it is kept as."""
    return _KEPT.validate_json(text)
