"""What senders are told is there in both languages, with the same facts, and nothing is said that has no words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from string import Formatter

import pytest

from shared.language import preferred, speaking
from shared.wording import WORDS, Said, say, told
from tests.census import modules


@pytest.mark.parametrize("name", WORDS)
def test_both_languages_have_places_for_the_same_facts(name: str) -> None:
    vietnamese, english = WORDS[name]

    assert places(vietnamese) == places(english)


def test_what_is_said_has_words_for_exactly_its_facts() -> None:
    for place, name, facts in sayings():
        assert name in WORDS, place
        assert facts == places(WORDS[name][0]), place


def test_all_words_are_used() -> None:
    sources = "\n".join(ast.unparse(module.tree) for module in modules("services", "shared"))

    assert [name for name in WORDS if sources.count(f"'{name}'") < 2] == []


def test_a_text_knows_how_it_is_said_in_the_other_language() -> None:
    text = say("missing", field="as_of")

    assert text == "Thiếu as_of"
    assert told(text, "en") == "as_of is missing"
    assert told("only one", "en") == "only one"
    with speaking("en"):
        assert told(text) == "as_of is missing"
    assert told(text) == "Thiếu as_of"


def test_what_a_sender_wrote_is_never_taken_for_a_place() -> None:
    assert told(say("missing", field="{field}{0}"), "en") == "{field}{0} is missing"


def test_a_text_is_a_plain_string_wherever_nobody_asks_for_a_language() -> None:
    text = say("missing", field="as_of")

    assert isinstance(text, str)
    assert isinstance(text, Said)
    assert f"{text}!" == "Thiếu as_of!"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "vi"),
        ("", "vi"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("EN", "en"),
        ("vi,en;q=0.8", "vi"),
        ("en;q=0.8,vi;q=0.9", "vi"),
        ("en;q=0.9, vi;q=0.8", "en"),
        ("en,vi", "vi"),
        ("fr,en;q=0.5", "en"),
        ("fr", "vi"),
        ("*", "vi"),
        ("*;q=0.1,en", "en"),
        ("en;q=0", "vi"),
        ("en;q=abc", "vi"),
        ("en;q=1.5", "vi"),
        ("," * 100_000 + "en", "vi"),
    ],
)
def test_the_language_is_the_one_preferred_and_vietnamese_where_none_is(header: str | None, language: str) -> None:
    assert preferred(header) == language


def places(text: str) -> set[str]:
    return {name for _text, name, _form, _conversion in Formatter().parse(text) if name is not None}


def sayings() -> Iterator[tuple[str, str, set[str]]]:
    """Every place where something is said by a name written there, with the facts it is given."""
    for module in modules("services", "shared"):
        for node in ast.walk(module.tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"):
                continue
            if isinstance(node.args[0], ast.Constant):
                name = str(node.args[0].value)
                yield f"{module.path}:{node.lineno}", name, {each.arg or "**" for each in node.keywords}
