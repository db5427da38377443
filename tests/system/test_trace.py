"""One figure is followed by its trace id: through the logs of all four services, to the head of the mail."""

from __future__ import annotations

import email
import email.policy
import json
import os
import secrets
import subprocess
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.servers.postgres import own_database
from tests.servers.session import POSTGRES, Vhosts
from tests.system.documents import blocks
from tests.system.product import COMMAND, ROOT, SERVICES, Product, embedded, eventually, on_servers
from tests.system.sample import figures

RUNBOOK = ROOT / "docs" / "runbook.md"
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
BURST = 60
RULE = "----"
#: the line of each unit of work on the way, by service
STEPS = {
    ("ingest", "request"),
    ("ingest", "published"),
    ("scoring", "batch"),
    ("scoring", "published"),
    ("notify", "batch"),
    ("notify", "alerts"),
    ("notify", "message written"),
    ("notify", "message delivered"),
    ("report", "batch"),
}
BEHIND = {
    "unit": "hon-quan",
    "indicator": "dossiers-handled-online-pct",
    "period": "2022-06",
    "as_of": "2022-06-16",
    "value": "28.5",
}


@pytest.fixture(scope="module", params=["embedded", "on servers"])
def product(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, servers: Mapping[str, str], vhosts: Vhosts
) -> Iterator[Product]:
    """The product, each way of running it."""
    folder = tmp_path_factory.mktemp("trace")
    with ExitStack() as stack:
        if request.param == "embedded":
            yield stack.enter_context(embedded(folder))
        else:
            database = stack.enter_context(own_database(servers[POSTGRES]))
            yield stack.enter_context(on_servers(folder, database, vhosts.fresh()))


@pytest.fixture(scope="module")
def answer(product: Product) -> httpx.Response:
    """What was answered to a figure that is behind; it has gone all the way."""
    answered = post(product, product.create_key(), TRACE, BEHIND)
    eventually(product.mails, "the unit has its mail")
    eventually(lambda: of_trace(product, TRACE) >= STEPS, f"a line for each of {sorted(STEPS)}")
    return answered


def post(product: Product, key: str, trace: str, figure: dict[str, Any]) -> httpx.Response:
    """Send one figure in a request of its own trace."""
    headers = {"Authorization": f"Bearer {key}", "traceparent": f"00-{trace}-00f067aa0ba902b7-01"}
    answer = httpx.post(f"{product.http_url}/v1/figures", json=figure, headers=headers, timeout=30)
    assert answer.status_code == 202, answer.text
    return answer


def steps(product: Product) -> set[tuple[str, str, str]]:
    """Service, event and trace id of every line of the logs that names a trace."""
    texts = (product.log_of(name) for name in product.processes)
    lines = [json.loads(line) for text in texts for line in text.splitlines() if line.startswith("{")]
    return {(service_of(line), line["event"], trace) for line in lines for trace in line.get("trace_id", "").split(" ")}


def service_of(line: dict[str, Any]) -> str:
    """The service that a line is about, also in the one log of an embedded process."""
    if line["event"] in ("request", "more traces"):
        return "ingest"
    named = line.get("service") or str(line.get("consumer", "notify"))
    return str(named).partition(".")[0]


def of_trace(product: Product, trace: str) -> set[tuple[str, str]]:
    return {(service, event) for service, event, found in steps(product) if found == trace}


def heads(product: Product) -> list[list[str]]:
    """The traces in the head of each mail."""
    mails = (email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in product.mails())
    return [mail.get_all("X-Nhipso-Trace", []) for mail in mails]


def test_one_figure_is_followed_from_the_request_to_the_mail(product: Product, answer: httpx.Response) -> None:
    version, trace, parent, flags = answer.headers["traceparent"].split("-")
    assert (version, trace, flags) == ("00", TRACE, "01")
    assert parent != "00f067aa0ba902b7"
    assert [head for head in heads(product) if TRACE in head] == [[TRACE]]
    (told,) = product.json("explain", *options(BEHIND))["submissions"]
    assert told["trace_id"] == TRACE


def test_each_of_many_figures_in_a_burst_is_in_the_log_of_every_service(product: Product) -> None:
    others = [figure for figure in figures("2022-06") if figure["unit"] != BEHIND["unit"]]
    key, sent = product.create_key(), others[:BURST]
    traces = [secrets.token_hex(16) for _ in sent]

    with ThreadPoolExecutor(12) as senders:
        list(senders.map(post, [product] * BURST, [key] * BURST, traces, sent))

    wanted = {(service, trace) for service in SERVICES for trace in traces}
    eventually(lambda: {(service, trace) for service, _, trace in steps(product)} >= wanted, "every trace everywhere")
    assert behind(product) <= {*traces, TRACE}
    eventually(lambda: mailed(product) == behind(product) > {TRACE}, "mails that name what they tell of")


def behind(product: Product) -> set[str]:
    """The traces of which an alert came; that of the one figure comes in any case."""
    return {TRACE} | {trace for _service, event, trace in steps(product) if event == "alerts"}


def mailed(product: Product) -> set[str]:
    return {TRACE} | {trace for head in heads(product) for trace in head}


def options(figure: dict[str, Any]) -> list[str]:
    return [word for name in ("unit", "indicator", "period") for word in (f"--{name}", figure[name])]


@pytest.mark.usefixtures("answer")
@pytest.mark.parametrize("product", ["embedded"], indirect=True)
def test_the_commands_of_the_runbook_follow_a_figure(product: Product) -> None:
    (commands,) = (block for block in blocks(RUNBOOK) if any(line.startswith("TRACE=") for line in block))

    said = shell(product, f"\necho '{RULE}'\n".join(commands)).split(f"{RULE}\n")

    for command, output in zip(commands[1:], said[1:], strict=True):
        assert TRACE in output or "hon-quan" in output, command
    assert {event for _service, event in STEPS} <= {
        json.loads(line)["event"] for line in said[1].splitlines() if line.startswith("{")
    }


def shell(product: Product, script: str) -> str:
    """Run commands as an operator would, in the folder of the logs, and return what they say."""
    path = f"{Path(COMMAND[0]).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        env=product.environment | {"PATH": path},
        cwd=product.folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, f"{script}: {done.stderr}"
    return done.stdout
