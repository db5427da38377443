"""veraPDF, the reference validator of PDF/A and PDF/UA, in a Java machine of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.validators.missing import ValidatorMissing

ROOT = Path(__file__).resolve().parents[2]
#: for archives and with all that readers aloud need: PDF/A-2a, PDF/UA-1
STANDARDS = ("PDFA-2A", "PDFUA-1")


def faults(documents: Sequence[Path], standards: Sequence[str] = STANDARDS) -> dict[tuple[Path, str], list[str]]:
    """What each PDF breaks of each standard, as "clause test: rule"; an empty list is a file that keeps it.

    Raises ValidatorMissing where the Java machine does not run.
    """
    command = [sys.executable, "-m", "tests.validators.vera_pdf_process", ",".join(standards), *map(str, documents)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ValidatorMissing(f"veraPDF does not run; pip install -e '.[dev]' again: {done.stderr.strip()[-600:]}")
    return {(Path(name), standard): found for name, standard, found in json.loads(done.stdout)}
