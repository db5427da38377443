"""Whatever is sent, the answer is in the OpenAPI document: its status, its content type, its body.

FUZZ_CASES=5000 sends more than a run of all tests has time for, and other cases each time.
"""

from __future__ import annotations

import copy
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks
from structlog.testing import capture_logs

from services.ingest.openapi import openapi
from services.ingest.service import IngestService
from shared import migrations
from shared.database import open_database
from shared.parts import Parts
from shared.settings import read_settings
from tests.door_keys import create_key
from tests.ingest_samples import CATALOGUE, NOW, item
from tests.served import ask, served

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
FEW = 120
CASES = int(os.environ.get("FUZZ_CASES", FEW))
OPERATIONS = [(path, method) for path, methods in openapi()["paths"].items() for method in methods]
METHODS = ("get", "post", "put", "patch", "delete")
STRANGE = st.one_of(st.binary(max_size=40), st.text(max_size=40).map(lambda text: text.encode("utf-8", "replace")))
KINDS = (*openapi()["paths"]["/v1/figures"]["post"]["requestBody"]["content"], "text/plain")


MODES, FLAGS = ("partial", "atomic"), ("true", "false")
CELLS = {
    "unit": st.sampled_from([*CATALOGUE.units, "Sở Y tế", "sở y tế", "Sở Ngoại vụ"]),
    "as_of": st.sampled_from(["2023-03-17", "2023-03-01", "2022-09-01", "2023-04-01"]),
}
NUMBERS = st.one_of(st.integers(-1, 200), st.decimals(0, 101, places=2).map(str))
PERCENTS = st.fixed_dictionaries(
    {"indicator": st.sampled_from(["online-pct", "accounts-pct"]), **CELLS},
    optional={"value": NUMBERS, "revision": st.integers(0, 3), "id": st.sampled_from("abc")},
)
COUNTS = st.fixed_dictionaries(
    {"indicator": st.sampled_from(["app-users", "fees-vnd", "portal-rank"]), "value": st.integers(0, 10**6), **CELLS},
    optional={"period": st.sampled_from(["2023-02", "2023-03"]), "dimension": st.sampled_from([{}, {"channel": "x"}])},
)


@dataclass
class Fuzz:
    """A running door, and what it answered so far."""

    url: str
    key: str
    document: dict[str, Any]
    answered: Counter[int] = field(default_factory=Counter)

    def operation(self, path: str, method: str) -> Any:
        return schemathesis.openapi.from_dict(self.document)[path][method.upper()]

    def check(self, case: Any, response: Any) -> None:
        self.answered[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    @property
    def right(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}


@pytest.fixture(scope="module")
def fuzz(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Fuzz]:
    database = open_database("ingest", f"sqlite:///{tmp_path_factory.mktemp('fuzz')}")
    migrations.upgrade(database, "ingest")
    with database.write() as tx:
        key = create_key(tx, "fuzz", [], [], NOW)
    given_settings = read_settings({"NHIPSO_REQUESTS_PER_MINUTE": "1000000"})
    with capture_logs(), served(IngestService, Parts(database, CATALOGUE, given_settings, lambda: NOW)) as port:
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        receipt = ask(port, "POST", "/v1/figures", json.dumps(item()).encode(), headers).json["receipt"]
        found = Fuzz(f"http://127.0.0.1:{port}", key, seeded(receipt))
        yield found
    database.close()
    told = ", ".join(f"{status} {times} times" for status, times in sorted(found.answered.items()))
    capture: Any = request.config.pluginmanager.get_plugin("capturemanager")
    with capture.global_and_fixture_disabled():
        sys.stderr.write(f"\nOpenAPI fuzz: {found.answered.total()} cases, answered {told}\n")


def seeded(receipt: str) -> dict[str, Any]:
    """The document with values that lead further than any invented name would: figures that are taken, a receipt."""
    document = copy.deepcopy(openapi())
    fields = document["components"]["schemas"]["Item"]["properties"]
    for name, values in {
        "unit": [*CATALOGUE.units, "Sở Y tế"],
        "indicator": list(CATALOGUE.indicators),
        "as_of": ["2023-03-17", "2022-09-01"],
        "period": ["2023-02", "2023-03"],
        "value": ["88.9", 12, "1.069"],
        "dimension": [{"status": "done"}, "channel=web", {}],
    }.items():
        fields[name] = {"anyOf": [{"enum": values}, fields[name]]}
    for parameter in document["paths"]["/v1/receipts/{receipt}"]["get"]["parameters"]:
        parameter["schema"] = {"anyOf": [{"enum": [receipt]}, parameter["schema"]]}
    return document


def try_each(strategy: st.SearchStrategy[Any], send: Callable[[Any], None], share: float = 1) -> None:
    """Send every case that the strategy thinks of."""
    settle = settings(
        max_examples=max(1, int(CASES * share)),
        derandomize=CASES == FEW,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    tried: Callable[[], None] = settle(given(strategy)(send))
    tried()


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_requests_of_the_document_and_against_it_are_answered_by_it(
    fuzz: Fuzz, path: str, method: str, mode: GenerationMode
) -> None:
    operation = fuzz.operation(path, method)
    if mode is GenerationMode.NEGATIVE and not (operation.body or operation.path_parameters or operation.query):
        return  # nothing can be said wrong

    def send(case: Any) -> None:
        fuzz.check(case, case.call(base_url=fuzz.url, headers=fuzz.right))

    try_each(operation.as_strategy(generation_mode=mode), send, 1 if operation.body else 0.4)


def test_strange_bytes_in_strange_places_are_answered_by_the_document(fuzz: Fuzz) -> None:
    operation = fuzz.operation("/v1/figures", "post")

    def send(strange: Strange) -> None:
        headers = fuzz.right | {"Content-Type": strange.kind}
        headers |= {"Idempotency-Key": strange.word, "traceparent": strange.word}
        sent = {name.encode(): value.encode("latin-1") for name, value in headers.items()}
        response = httpx.post(
            f"{fuzz.url}/v1/figures", content=strange.body, headers=sent, params=strange.query, timeout=60
        )
        fuzz.check(operation.Case(body={}, media_type="application/json"), response)

    try_each(strange_requests(), send)


def test_figures_that_may_well_be_right_are_answered_by_the_document(fuzz: Fuzz) -> None:
    operation = fuzz.operation("/v1/figures", "post")
    ways = st.fixed_dictionaries({}, optional={"mode": st.sampled_from(MODES), "dry_run": st.sampled_from(FLAGS)})

    def send(asked: tuple[list[dict[str, Any]], dict[str, Any]]) -> None:
        case = operation.Case(body=asked[0], query=asked[1], media_type="application/json")
        fuzz.check(case, case.call(base_url=fuzz.url, headers=fuzz.right))

    try_each(st.tuples(st.lists(st.one_of(PERCENTS, COUNTS), min_size=1, max_size=4), ways), send)
    assert fuzz.answered[202] > CASES / 4


@dataclass(frozen=True)
class Strange:
    body: bytes
    kind: str
    query: dict[str, str]
    word: str


@st.composite
def strange_requests(draw: st.DrawFn) -> Strange:
    """A good body with strange bytes in it, and strange words beside it."""
    body = json.dumps([item(), item(unit="so-y-te", value=draw(st.floats()))], ensure_ascii=False).encode()
    start = draw(st.integers(0, len(body)))
    end = draw(st.integers(start, min(len(body), start + 12)))
    return Strange(
        body[:start] + draw(STRANGE) + body[end:],
        draw(st.sampled_from(KINDS)),
        draw(st.dictionaries(st.sampled_from(["mode", "dry_run", "x"]), st.text(max_size=8), max_size=2)),
        draw(st.text(st.characters(max_codepoint=255), max_size=9).filter(lambda word: word.isprintable())).strip(),
    )


@pytest.mark.parametrize("path", openapi()["paths"])
def test_methods_that_are_not_in_the_document_are_refused(fuzz: Fuzz, path: str) -> None:
    own = openapi()["paths"][path]
    for method in set(METHODS) - set(own):
        url = fuzz.url + path.replace("{receipt}", str(uuid4()))
        response = httpx.request(method, url, content=b"", headers=fuzz.right | {"Content-Length": "0"}, timeout=60)

        assert response.status_code == 405, (method, path)
        assert response.headers["Content-Type"] == "application/problem+json"
        assert set(response.headers["Allow"].lower().split(", ")) >= set(own)


def test_the_cases_led_through_every_kind_of_answer(fuzz: Fuzz) -> None:
    assert {200, 202, 400, 401, 404, 422} <= set(fuzz.answered)
    assert not {status for status in fuzz.answered if status >= 500}
