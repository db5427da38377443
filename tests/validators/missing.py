"""What a test says when the program that should judge a document is not here."""

from __future__ import annotations


class ValidatorMissing(Exception):
    """A validator is not installed or cannot run; the message says what to do."""
