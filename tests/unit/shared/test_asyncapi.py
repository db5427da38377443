"""docs/asyncapi.json says what the code does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from shared.asyncapi import describe
from shared.events import EVENTS, FiguresSent, ReceiptIssued
from shared.messaging.topology import FLOW, RECEIPTS_EXCHANGE, SUBMISSIONS_EXCHANGE
from tests.census import ROOT


def test_the_document_in_the_repository_is_fresh() -> None:
    written = json.loads((ROOT / "docs" / "asyncapi.json").read_text(encoding="utf-8"))

    assert written == describe(), "run: make docs"


def test_every_event_and_every_queue_is_a_channel_and_both_ways_of_the_door() -> None:
    channels = describe()["channels"]

    between = {kind for kind, event in EVENTS.items() if event not in (FiguresSent, ReceiptIssued)}
    inside = {subscription.queue for subscription in FLOW if not subscription.door}
    assert set(channels) == between | inside | {SUBMISSIONS_EXCHANGE, RECEIPTS_EXCHANGE}


def test_every_queue_is_read_by_its_consumer() -> None:
    document = describe()
    receiving = {
        name: operation["channel"]["$ref"].removeprefix("#/channels/")
        for name, operation in document["operations"].items()
        if operation["action"] == "receive"
    }

    assert receiving == {each.consumer: each.door or each.queue for each in FLOW}


def test_every_reference_leads_somewhere() -> None:
    document = describe()

    for reference in references(document):
        file, _hash, path = reference.partition("#/")
        found: Any = json.loads((ROOT / "docs" / file).read_text(encoding="utf-8")) if file else document
        for step in path.split("/"):
            found = found[step]
        assert found, reference


def test_figures_are_strings_on_the_wire() -> None:
    value = describe()["components"]["schemas"]["Figure"]["properties"]["value"]

    assert {kind["type"] for kind in value["anyOf"]} == {"string", "null"}


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for child in node.values():
            yield from references(child)
    elif isinstance(node, list):
        for child in node:
            yield from references(child)
