"""What the published editions say of their tables, and how ours says it; `pytest -s` prints both side by side."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from tests.integration.report.paper import ORACLE
from tests.integration.report.scored import PERIODS, edition
from tests.integration.report.side_by_side import stands

Claim = Mapping[str, Any]
#: our sentence for a published one that has another name
SAID_BY = {
    "portal-visits-change": "portal-visits",
    "services-laggards": "services-behind",
    "dossiers-laggards": "dossiers-behind",
    "digitally-signed-top": "signed-top",
    "video-conferences-top": "video-top",
    "official-email-top": "mail-top",
    "docs-handled-all-100": "handled-full",
    "ecabinet-note": "ecabinet-total",
}
#: a false sentence, and what ours says in its place
IN_PLACE_OF = {
    ("2022-06", "ecabinet-note"): "ecabinet-total",
    ("2023-02", "services-trend"): "services-full",
    ("2023-02", "dossiers-trend"): "dossiers-full",
}
#: what would be on a day to come: no figure bears it out, an article of the editors says it
WOULD_BE = {("2022-06", "e-invoice-vs-nation"): "hoa-don-dien-tu"}
NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")
#: parts of a claim that are no figures of the sentence
ASIDE = {"rule", "comparison", "level", "condition", "direction", "indicator_id", "unit_id", "excludes", "as_of"}


def claims(period: str) -> list[Claim]:
    found: list[Claim] = json.loads((ORACLE / period / "claims.json").read_text(encoding="utf-8"))
    return found


def numbers(says: object) -> Iterator[str]:
    """Every figure a claim states."""
    if isinstance(says, dict):
        for name, part in says.items():
            if name not in ASIDE:
                yield from numbers(part)
    elif isinstance(says, list):
        for part in says:
            yield from numbers(part)
    elif isinstance(says, str) and re.fullmatch(r"\d+(\.\d+)?", says):
        yield says


def stated(text: str) -> list[Decimal]:
    """Every number a sentence has."""
    return [Decimal(number.replace(".", "").replace(",", ".")) for number in NUMBER.findall(text)]


def days(says: Claim) -> Iterator[str]:
    for end in ("from", "to"):
        if "as_of" in says.get(end, {}) and "relative_change_pct" not in says:
            year, month, day = says[end]["as_of"].split("-")
            yield f"{int(day)}/{int(month)}/{year}"


def counterpart(period: str, claim: Claim) -> tuple[str, Mapping[str, Any]]:
    """The text of ours that says it, or says what is so instead, and its facts."""
    bulletin = edition(period, openings=True)
    if (period, claim["id"]) in WOULD_BE:
        return next(each.body for each in bulletin.articles if each.id == WOULD_BE[period, claim["id"]]), {}
    name = IN_PLACE_OF.get((period, claim["id"]), SAID_BY.get(claim["id"], claim["id"]))
    sentence = next(each for each in bulletin.sentences if each.id == name)
    return sentence.text, sentence.facts


def summary(claim: Claim) -> str:
    """A claim in a line."""
    says = claim["says"]
    units = says.get("units", ())
    named = "all" if units == "all" else ", ".join(f"{unit['unit_id']} {unit.get('value', '')}" for unit in units)
    return f"{says.get('indicator_id', '')} {named or ' '.join(numbers(says))}".strip()


@pytest.mark.parametrize("period", PERIODS)
def test_every_published_sentence_has_one_of_ours_with_the_same_facts(period: str) -> None:
    print(f"\n{period}")  # noqa: T201  # the comparison
    for claim in claims(period):
        text, facts = counterpart(period, claim)
        print(f"{claim['id']:24} {summary(claim)}\n{'':24} {text}")  # noqa: T201  # as above
        if claim["holds"]:
            assert_same(claim["says"], text, facts)


def assert_same(says: Claim, text: str, facts: Mapping[str, Any]) -> None:
    """The figures, the days and exactly the units."""
    ours = [str(number) for number in stated(text)]
    lacking = [number for number in numbers(says) if not any(stands(one, number) for one in ours)]
    assert lacking == [], text
    assert [day for day in days(says) if day not in text] == []
    if says.get("units") == "all":
        assert facts["all"] is True
    elif "units" in says:
        assert {unit["unit"] for unit in facts["units"]} == {unit["unit_id"] for unit in says["units"]}


@pytest.mark.parametrize(("period", "name"), IN_PLACE_OF)
def test_what_was_not_so_is_not_said(period: str, name: str) -> None:
    (claim,) = [claim for claim in claims(period) if claim["id"] == name]
    text, _ = counterpart(period, claim)
    said = {sentence.id for sentence in edition(period, openings=True).sentences}

    right = {"ecabinet-note": "1.982", "services-trend": "25/27", "dossiers-trend": "26/27"}[name]

    assert claim["holds"] is False
    assert name not in said
    assert right in text


def test_only_what_was_not_so_has_another_sentence_in_its_place() -> None:
    false = {(period, claim["id"]) for period in PERIODS for claim in claims(period) if not claim["holds"]}

    assert false == set(IN_PLACE_OF)
    assert sum(len(claims(period)) for period in PERIODS) == 27
