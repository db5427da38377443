"""How a printed figure stands, and how far an edition has come."""

from __future__ import annotations

from typing import Literal

CellStatus = Literal["reported", "no_activity", "missing", "not_applicable"]
#: what the text of an edition says of itself; being checked is between its editors
Stage = Literal["draft", "approved", "published"]
