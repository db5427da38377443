"""How the dimension of a figure is said: "theo chỉ tiêu kế hoạch", "cấp huyện"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class DimensionName:
    """What a value of a key is called; with an empty `value`, what the key is called where any value may stand."""

    key: str
    value: str
    name_vi: str
    name_en: str


@dataclass(frozen=True)
class DimensionNames:
    """All names, by key and value; what has none is said as it is written: "place: x"."""

    names: Mapping[tuple[str, str], DimensionName] = field(default_factory=dict)

    def say(self, dimension: Mapping[str, str], language: Literal["vi", "en"]) -> str:
        """A dimension in words, "" for none: "cấp huyện, lũy kế"."""
        return ", ".join(self._parts(dimension, language))

    def _parts(self, dimension: Mapping[str, str], language: str) -> Iterator[str]:
        for key, value in sorted(dimension.items()):
            known, named = self.names.get((key, value)), self.names.get((key, ""))
            if known is not None:
                yield known.name_vi if language == "vi" else known.name_en
            elif named is not None:
                yield f"{named.name_vi if language == 'vi' else named.name_en} {value}"
            else:
                yield f"{key}: {value}"
