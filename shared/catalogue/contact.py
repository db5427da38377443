"""Whom to write to in a unit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Contact:
    """An address of a unit: its role ("focal person", "leader") and language."""

    unit: str
    email: str
    name: str
    role: str = "focal"
    language: str = "vi"
