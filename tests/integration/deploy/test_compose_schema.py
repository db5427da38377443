"""docker-compose.yml is what the compose specification calls a compose file."""

from __future__ import annotations

import subprocess
import sys

from tests.census import ROOT


def test_the_compose_file_follows_the_specification() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]

    done = subprocess.run([*command, ROOT / "docker-compose.yml"], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
