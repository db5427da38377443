"""The upload page says everything in both languages, with the same facts, and nothing that nobody reads."""

from __future__ import annotations

import re
from pathlib import Path

from services.ingest.pages import page
from services.ingest.pages.assets import FOLDER
from services.ingest.pages.words import WORDS

FACT = re.compile(r"\{(\w+)\}")
SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.js")))
TEMPLATE = Path(page.TEMPLATE).read_text(encoding="utf-8")


def test_both_languages_have_the_same_facts() -> None:
    unlike = [name for name, (vi, en) in WORDS.items() if set(FACT.findall(vi)) != set(FACT.findall(en))]

    assert not unlike


def test_every_word_that_is_said_is_there() -> None:
    said = set(re.findall(r'\bsay\("(\w+)"', SCRIPTS)) | set(re.findall(r"\bwords\.(\w+)", TEMPLATE))

    assert said <= set(WORDS)


def test_no_word_stands_there_for_nobody() -> None:
    unsaid = [name for name in WORDS if not re.search(rf"""["'.\s{{\[]{name}\b""", SCRIPTS + TEMPLATE)]

    assert not unsaid


def test_scripts_put_no_html_together() -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", SCRIPTS)


def test_scripts_stay_small() -> None:
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in FOLDER.iterdir()}

    assert max(lengths.values()) <= 120, lengths
