"""A published report beside the product's figures: what a claim is held against, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tests.system.published import Evaluation, Fact, Key, facts

PROVINCE = "binh-phuoc"
Says = Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """`holds` is None where the figures do not decide; `right` has the figures as they are, `why` what is lacking."""

    holds: bool | None
    right: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True)
class Report:
    """One report: its published cells, the product's figures, and the bulletin of its month where it is one."""

    edition: str
    figures: Mapping[Key, Evaluation]
    bulletin: Mapping[str, Any] | None = None

    def facts(self, indicator: str, dimension: str | None = None) -> list[Fact]:
        """The cells that state this indicator (of this dimension)."""
        return [
            fact
            for fact in facts(self.edition)
            if fact["indicator"] == indicator and dimension in (None, fact["dimension"])
        ]

    def figure(self, indicator: str, dimension: str = "", unit: str = PROVINCE, as_of: str = "") -> Evaluation | None:
        """The product's figure of a unit, where the report states one (of that day)."""
        keys = {
            fact.key
            for fact in self.facts(indicator, dimension)
            if fact["unit"] == unit and as_of in ("", fact["as_of"])
        }
        return self.figures.get(keys.pop()) if len(keys) == 1 else None

    def dimension(self, indicator: str, *days: str) -> str:
        """The one dimension that the report states on all these days; none, where there is one without."""
        found = set.intersection(
            *({fact["dimension"] for fact in self.facts(indicator) if day in ("", fact["as_of"])} for day in days)
        )
        return "" if "" in found else found.pop()

    def parts(self, indicator: str) -> list[Decimal]:
        """What the province's figures of an indicator are, whatever their dimension, each once."""
        keys = {fact.key for fact in self.facts(indicator) if fact["unit"] == PROVINCE}
        return [Decimal(self.figures[key]["value"]) for key in sorted(keys)]

    def sentences(self, kind: str, indicator: str) -> list[Mapping[str, Any]]:
        said = self.bulletin["sentences"] if self.bulletin else ()
        return [s["facts"] for s in said if (s["kind"], s["facts"].get("indicator")) == (kind, indicator)]
