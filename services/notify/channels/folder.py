"""Mail as files: each message an .eml in a folder, for the demo and for offices without a mail server."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from services.notify.domain.answer import TAKEN, Answer, Word


@dataclass(frozen=True)
class Folder:
    """Writes each message once, whole or not at all; the same message again replaces its file."""

    path: Path

    def send(self, message: EmailMessage, recipient: str) -> Answer:
        """Write `message` for `recipient`."""
        target = self.path / file_name(message, recipient)
        part = target.with_suffix(".part")
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                file.write(message.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        except OSError as error:
            return Answer(Word.AWAY, f"cannot write mail to {self.path}: {error.strerror}")
        return TAKEN


def file_name(message: EmailMessage, recipient: str) -> str:
    """A name such as 20220616-so-noi-vu-3f2a91c04b7d.eml, of letters, digits and dashes only."""
    day = _plain(message.get("X-Nhipso-As-Of", "")).replace("-", "")[:8]
    unit = _plain(message.get("X-Nhipso-Unit", ""))[:80]
    identity = hashlib.sha256(f"{message['Message-ID']}\n{recipient}".encode()).hexdigest()[:12]
    return "-".join(filter(None, (day, unit, identity))) + ".eml"


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
