"""Starting, stopping, killing and watching the product."""

from __future__ import annotations

import json
import shutil
import signal
import socket
from pathlib import Path

import httpx
import pytest

from tests.system.product import COMMAND, Product, embedded, eventually
from tests.system.sample import figures
from tests.system.test_same_bulletin_everywhere import all_evaluated


def test_sigterm_ends_it_in_order(tmp_path: Path) -> None:
    with embedded(tmp_path) as product:
        assert product.stop() == {"all": 0}


def test_health_and_metrics_are_answered(tmp_path: Path) -> None:
    with embedded(tmp_path) as product:
        url = product.ops_url("all")

        well = {"status": "pass", "problems": []}
        assert httpx.get(f"{url}/health/live", timeout=30).json() == well
        eventually(lambda: httpx.get(f"{url}/health/ready", timeout=30).json() == well, "the process is well")
        eventually(lambda: "nhipso_outbox_unsent" in httpx.get(f"{url}/metrics", timeout=30).text, "its metrics")
        assert httpx.get(f"{product.http_url}/health/ready", timeout=30).status_code == 200
        assert "nhipso_submissions_total" in httpx.get(f"{product.http_url}/metrics", timeout=30).text


def test_figures_accepted_before_a_kill_are_judged_after_it(tmp_path: Path) -> None:
    with embedded(tmp_path) as product:
        key = product.create_key()
        receipt = product.post(key, figures("2022-06")).json()["receipt"]
        product.stop(signal.SIGKILL)

        product.start()

        eventually(lambda: all_evaluated(product.receipt(key, receipt)), "everything accepted is judged")


def test_a_second_process_on_the_same_folder_ends_with_one_clear_line(tmp_path: Path) -> None:
    with embedded(tmp_path) as product:
        second = Product(tmp_path, product.database_url)

        ended = second.run("run", "all", check=False, NHIPSO_OPS_PORT="0")

        assert ended.returncode == 1
        (line,) = ended.stderr.splitlines()
        assert line.startswith(f"nhipso: nhipso runs on {tmp_path / 'data'} already (process ")
        assert f"(process {product.processes['all'].pid})" in line
        ready = f"{product.ops_url('all')}/health/ready"
        eventually(lambda: httpx.get(ready, timeout=30).status_code == 200, "the first process is as it was")


def test_nothing_is_accepted_into_files_that_are_gone(tmp_path: Path) -> None:
    with embedded(tmp_path) as product:
        key = product.create_key()
        shutil.rmtree(tmp_path / "data")

        answer = product.post(key, figures("2022-06")[:1])

        assert (answer.status_code, "retry-after" in answer.headers) == (503, True)
        eventually(
            lambda: httpx.get(f"{product.ops_url('all')}/health/ready", timeout=30).status_code == 503,
            "it says that it is not ready",
        )


def test_a_port_in_use_is_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        other = Product(tmp_path, f"sqlite:///{tmp_path / 'other'}")

        ended = other.run("run", "all", check=False, NHIPSO_OPS_PORT=str(taken.getsockname()[1]))

    assert ended.returncode == 1
    assert [line for line in ended.stderr.splitlines() if line.startswith("nhipso: ")]
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    "command", [["alerts", "list"], ["bulletin", "list"], ["bulletin", "build", "--period", "2023-02"]]
)
def test_a_command_before_the_first_start_says_so_in_one_line(tmp_path: Path, command: list[str]) -> None:
    ended = Product(tmp_path, f"sqlite:///{tmp_path / 'data'}").run(*command, check=False)

    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert ended.stderr.startswith("nhipso: ")


def test_every_log_line_is_json_with_an_event(tmp_path: Path) -> None:
    with embedded(tmp_path) as product:
        product.post(product.create_key(), figures("2023-02")[:3])
        product.stop()

        lines = [json.loads(line) for line in product.log_of("all").splitlines()]

    assert all("event" in line and "level" in line for line in lines)


def test_an_unknown_setting_stops_the_process_with_one_line(tmp_path: Path) -> None:
    product = Product(tmp_path, f"sqlite:///{tmp_path / 'data'}")

    done = product.run("check", check=False, NHIPSO_HTTP_PROT="8080")

    assert done.returncode == 1
    assert done.stderr.startswith("nhipso: unknown setting NHIPSO_HTTP_PROT")
    assert len(done.stderr.splitlines()) == 1


def test_check_says_what_is_right_and_what_is_wrong(tmp_path: Path) -> None:
    product = Product(tmp_path, f"sqlite:///{tmp_path / 'data'}")
    product.run("db", "upgrade")
    wrong = product.run("check", check=False, NHIPSO_MAIL_URL="smtp://127.0.0.1:1")

    after = product.run("check")

    assert (wrong.returncode, after.returncode) == (1, 0)
    assert "wrong   mail: 127.0.0.1:1" in wrong.stdout
    assert all(line.startswith("ok") for line in after.stdout.splitlines())


COMMANDS = [
    ["demo"], ["run"], ["check"], ["db", "upgrade"], ["key", "create"], ["key", "list"], ["key", "revoke"], ["import"],
    ["catalogue", "check"], ["catalogue", "show"], ["bulletin", "build"], ["bulletin", "list"], ["bulletin", "show"],
    ["alerts", "list"], ["explain"], ["whatif"], ["topology", "apply"], ["topology", "check"], ["dead-letters", "list"],
    ["dead-letters", "show"], ["dead-letters", "replay"], ["dead-letters", "discard"], ["rebuild", "scoring"],
    ["rebuild", "report"], ["rebuild", "notify"],
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself_with_an_example(tmp_path: Path, command: list[str]) -> None:
    shown = Product(tmp_path, "sqlite:///data").run(*command, "--help").stdout

    assert f"Example: {Path(COMMAND[0]).name} {' '.join(command)}" in shown
