"""The list of commands, and the commands themselves."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from services.cli.app import COMMANDS, app
from services.cli.lazy import load

HEAVY = {"alembic", "docx", "eventlet", "jinja2", "nameko", "numpy", "openpyxl", "typst", "xlsxwriter"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_of_a_command_what_its_own_help_says(name: str) -> None:
    entry = COMMANDS[name]

    command = load(name, entry.place)

    assert " ".join(command.help.split()).startswith(entry.says.removesuffix("."))


def test_the_list_names_every_command_whole() -> None:
    said = CliRunner().invoke(app, ["--help"]).stdout

    assert [name for name, entry in COMMANDS.items() if entry.says not in said] == []


def test_a_mistyped_command_is_answered_with_the_nearest_one() -> None:
    result = CliRunner().invoke(app, ["catalog"])

    assert result.exit_code == 2
    assert "Did you mean 'catalogue'?" in result.output


def test_asking_for_the_list_loads_nothing_heavy() -> None:
    script = "import sys; from services.cli.app import app; app(['--help'], standalone_mode=False); print(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert HEAVY & set(done.stdout.split()) == set()
