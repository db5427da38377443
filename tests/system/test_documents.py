"""Every command that a document shows does what the document says."""

from __future__ import annotations

import html
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import httpx
import pytest
from openpyxl import load_workbook

from tests.servers.install import curl
from tests.system.documents import DOCUMENTS, blocks
from tests.system.product import COMMAND, ROOT, Product, embedded, eventually

README, CONTRIBUTING = ROOT / "README.md", ROOT / "CONTRIBUTING.md"
TARGET = re.compile(r"^make ([a-z]+)$")


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The README's `nhipso run all`, in a folder that has the repository's deploy/."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "deploy").symlink_to(ROOT / "deploy")
    with embedded(folder) as running:
        yield running


def shell(product: Product, command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command as a reader would, with the product's commands on the path."""
    path = f"{Path(COMMAND[0]).parent}{os.pathsep}{curl().parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-euc", command.replace("127.0.0.1:8080", f"127.0.0.1:{product.http_port}")],
        env=product.environment | {"PATH": path} | more,
        cwd=product.folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_two_commands_come_first_and_are_targets() -> None:
    assert blocks(README)[0] == ["make demo", "make test"]


def test_every_make_target_shown_exists() -> None:
    shown = {
        found.group(1)
        for document in DOCUMENTS
        for block in blocks(document)
        for command in block
        if (found := TARGET.match(command))
    }
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert shown <= targets


def test_the_story_of_the_readme_works_command_by_command(product: Product) -> None:
    start, curl_block, many = blocks(README)[1:4]
    assert start[:2] == [". .venv/bin/activate", "NHIPSO_ALERT_PACE=at_once nhipso run all &"]
    assert product.environment["NHIPSO_ALERT_PACE"] == "at_once"
    key = shell(product, f"{start[2]}; echo $KEY").stdout.strip()

    answer = json.loads(shell(product, curl_block[0], KEY=key).stdout)
    eventually(lambda: [mail for mail in product.mails() if "so-gtvt" in mail.name], "the unit that is behind has mail")
    done = {}
    for command in many:
        done[command] = shell(product, command, KEY=key)
        if command.startswith("nhipso form"):
            fill_in(product.folder / "form-so-noi-vu-2023-03.xlsx")

    assert [item["status"] for item in answer["items"]] == ["accepted"]
    for command, ended in done.items():
        assert ended.returncode == 0, f"{command}: {ended.stderr}"
        assert (ended.stdout + ended.stderr).strip(), command
    assert (product.folder / "out/2023-02/bulletin.docx").exists()


def fill_in(form: Path) -> None:
    """What a person does with a form: 9 of 10, for the first indicator."""
    workbook = load_workbook(form)
    sheet = workbook.worksheets[0]
    (heading,) = (row for row in sheet.iter_rows() if "numerator" in [cell.value for cell in row])
    for cell in heading:
        if cell.value in {"numerator", "denominator"}:
            sheet.cell(cell.row + 1, cell.column).value = 9 if cell.value == "numerator" else 10
    workbook.save(form)


def test_the_examples_of_the_page_work(product: Product) -> None:
    page = httpx.get(f"{product.http_url}/docs", timeout=30).text
    found = re.findall(r'<pre class="([a-z]+)">(.*?)</pre>', page, re.DOTALL)
    examples = {name: html.unescape(text) for name, text in found}
    key = product.create_key("examples")
    (product.folder / "example.py").write_text(
        examples["python"].replace("127.0.0.1:8080", f"127.0.0.1:{product.http_port}"), encoding="utf-8"
    )

    by_curl = shell(product, examples["curl"], KEY=key)
    by_python = shell(product, f"{shlex.quote(sys.executable)} example.py", KEY=key)

    assert [item["status"] for item in json.loads(by_curl.stdout)["items"]] == ["accepted", "accepted"], by_curl.stderr
    assert by_python.returncode == 0, by_python.stderr
    assert "so-gtvt accepted\nSở Y tế rejected\n   /value" in by_python.stdout
    assert "1 stored" in by_python.stdout


def test_the_production_commands_of_the_readme_work(tmp_path: Path, postgres_url: str, rabbitmq_url: str) -> None:
    export, *commands = blocks(README)[4]
    assert export.startswith("export NHIPSO_DATABASE_URL=postgresql://")
    assert commands[-1] == "nhipso run scoring"
    product = Product(tmp_path, postgres_url, rabbitmq_url)
    try:
        for command in commands[:-1]:
            ended = shell(product, command)
            assert ended.returncode == 0, f"{command}: {ended.stdout}{ended.stderr}"
        product.start_one("scoring")
        product.wait_ready("scoring")
    finally:
        product.stop()


def test_every_nhipso_command_in_a_document_exists() -> None:
    names = {
        found
        for document in DOCUMENTS
        for found in re.findall(r"`nhipso ([a-z-]+(?: [a-z-]+)?)", document.read_text(encoding="utf-8"))
    }
    listed = listing_of(Product(Path.cwd(), "sqlite:///data"))

    unknown = {name for name in names if not exists(name.split(), listed)}

    assert unknown == set()


def listing_of(product: Product) -> Callable[..., list[str]]:
    """What asks a group, once, for the commands that its help lists; of a command there are none."""

    @cache
    def listed(*group: str) -> list[str]:
        lines = product.run(*group, "--help").stdout.partition("\nCommands:\n")[2].splitlines()
        return [line.split()[0] for line in lines if re.match(r" {2}[a-z]", line)]

    return listed


def exists(words: list[str], listed: Callable[..., list[str]]) -> bool:
    """Whether the words name a command, or a command and its first argument."""
    if words[0] not in listed():
        return False
    inside = listed(words[0]) if words[1:] else []
    return not inside or words[1] in inside
