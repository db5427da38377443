"""docs/asyncapi.json says what the code does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from shared.asyncapi import describe
from shared.events import EVENTS
from shared.messaging.topology import FLOW
from tests.census import ROOT


def test_the_document_in_the_repository_is_fresh() -> None:
    written = json.loads((ROOT / "docs" / "asyncapi.json").read_text(encoding="utf-8"))

    assert written == describe(), "run: make docs"


def test_every_event_and_every_queue_is_a_channel() -> None:
    channels = describe()["channels"]

    assert set(channels) == {*EVENTS, *(subscription.queue for subscription in FLOW)}


def test_every_queue_is_read_by_its_consumer() -> None:
    document = describe()
    receiving = {
        name: operation["channel"]["$ref"].removeprefix("#/channels/")
        for name, operation in document["operations"].items()
        if operation["action"] == "receive"
    }

    assert receiving == {subscription.consumer: subscription.queue for subscription in FLOW}


def test_every_reference_leads_somewhere() -> None:
    document = describe()

    for reference in references(document):
        found: Any = document
        for step in reference.removeprefix("#/").split("/"):
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
