"""A message of figures as it came from a system outside."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode
from collections.abc import Mapping
from uuid import UUID, uuid5

from shared.facts.fact import Fact

NAMESPACE = UUID("5a1e5f60-3f0c-5c6b-8a44-6e6869707375")


class Sending(Fact):
    """One message. The broker vouches for `user`; `headers` are those that are texts; `body` is in base64.

    `redelivered` says that the broker handed it out before and got no answer.
    """

    user: str
    content_type: str | None = None
    content_encoding: str | None = None
    message_id: str | None = None
    correlation_id: str | None = None
    reply_to: str | None = None
    headers: Mapping[str, str] = {}
    body: str
    redelivered: bool = False

    @property
    def content(self) -> bytes:
        """The body as it was sent."""
        return b64decode(self.body)

    @property
    def identity(self) -> UUID:
        """The same for the same message of the same user, however often it arrives."""
        stated = self.model_dump(mode="json", exclude={"redelivered", "body"})
        text = json.dumps(stated, sort_keys=True, ensure_ascii=False)
        return uuid5(NAMESPACE, f"{text}\n{hashlib.sha256(self.body.encode()).hexdigest()}")
