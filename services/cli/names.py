"""The services of the product, in the order figures flow through them."""

from __future__ import annotations

SERVICES = ("ingest", "scoring", "notify", "report")
