"""`nhipso index`, run as an operator runs it, on figures of the province's own catalogue."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from services.cli.app import app
from services.scoring.handlers import judge
from services.scoring.store import ScoringStore
from shared.catalogue.load import load_catalogue
from shared.database import open_database
from shared.facts import Figure
from shared.migrations import upgrade
from shared.settings import read_settings
from tests.unit.scoring.factories import NOW, a_figure, submitted

WITH_DOSSIERS, HANDLED = "services-with-online-dossiers-pct", "dossiers-handled-online-pct"
ON_TIME, DIGITISED, ON_SYSTEM = (
    "dossiers-resolved-on-time-pct",
    "dossiers-digitised-pct",
    "dossiers-on-information-system-pct",
)


def figures() -> list[Figure]:
    """Two departments and a district of which enough is known, and a department of which little is."""
    known = {"so-noi-vu": ("100", "60", "100"), "so-tttt": ("100", "90", "100"), "dong-xoai": ("50", "50", "50")}
    full = [
        of(unit, indicator, value)
        for unit, values in known.items()
        for indicator, value in zip((ON_TIME, DIGITISED, ON_SYSTEM), values, strict=True)
    ]
    parts = a_figure("25", "so-noi-vu", indicator=HANDLED, parts=(25, 100), period="2023-02")
    return [*full, parts, of("so-tttt", HANDLED, "40"), of("so-y-te", WITH_DOSSIERS, "60")]


def of(unit: str, indicator: str, value: str) -> Figure:
    return a_figure(value, unit, indicator=indicator, period="2023-02")


@pytest.fixture
def _scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHIPSO_DATABASE_URL", f"sqlite:///{tmp_path / 'data'}")
    database = open_database("scoring", f"sqlite:///{tmp_path / 'data'}")
    upgrade(database, "scoring")
    catalogue = load_catalogue(read_settings({}).province)
    with database.write() as tx:
        judge([submitted(figure) for figure in figures()], ScoringStore(tx), catalogue, NOW)
    database.close()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["index", *arguments])


def told(*arguments: str) -> Any:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.usefixtures("_scored")
def test_units_have_score_band_and_a_place_within_their_level() -> None:
    found = {unit["unit"]: unit for unit in told("show", "qd-766", "--period", "2023-02")["units"]}

    assert [(name, unit["rank"], unit["band"]) for name, unit in found.items()] == [
        ("so-tttt", 1, "excellent"),
        ("so-noi-vu", 2, "good"),
        ("so-y-te", None, None),
        ("dong-xoai", 1, "average"),
    ]
    # 20 + 13,2 + 14 + 3 of 20 + 22 + 14 + 6.
    assert (found["so-noi-vu"]["points"], found["so-noi-vu"]["counted"]) == ("50.2", "62")
    assert (found["so-y-te"]["score"], found["so-y-te"]["counted"]) == ("60", "4")


@pytest.mark.usefixtures("_scored")
def test_one_unit_is_shown_component_by_component_with_its_cheapest_next_points() -> None:
    found = told("show", "qd-766", "--period", "2023-02", "--unit", "so-noi-vu")

    components = {one["component"]: one for one in found["components"]}
    assert components["handled-online"]["how"] == "6 × min(1; 25 ÷ 50)"
    assert components["satisfied"]["how"] == "Chưa có số liệu: không tính vào điểm tối đa"
    assert {one["group"]: (one["points"], one["counted"]) for one in found["groups"]}["online-services"] == ("3", "6")
    assert [(one["component"], one["way"], one["cases"]) for one in found["next_points"]] == [
        ("handled-online", "cases", 9),
        ("digitised", "value", None),
    ]


@pytest.mark.usefixtures("_scored")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ["Số hóa hồ sơ", "6 × min(1; 25 ÷ 50)", "Thêm 9 hồ sơ", "Tốt", "13,2"]),
        ("en", ["Digitisation of dossiers", "9 more dossiers of those there are", "Good", "13.2"]),
    ],
)
def test_the_tables_speak_both_languages(language: str, words: list[str]) -> None:
    result = run("show", "qd-766", "--period", "2023-02", "--unit", "so-noi-vu", "--lang", language)

    assert result.exit_code == 0
    assert [word for word in words if word not in result.stdout] == []


@pytest.mark.usefixtures("_scored")
@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("qd-1", "--period", "2023-02"), 1, "there is no index 'qd-1'"),
        (("qd-766", "--period", "6/2022"), 2, "is not a month"),
        (
            ("qd-766", "--period", "2022-06"),
            1,
            "no version of qd-766 is in force at the cut-off of 2022-06, 2022-06-20",
        ),
        (("qd-766", "--period", "2023-02", "--unit", "nobody"), 1, "unknown unit 'nobody'"),
        (("qd-766", "--period", "2023-02", "--unit", "so-gtvt"), 1, "so-gtvt has no score"),
        (("qd-766", "--period", "2023-02", "--lang", "fr"), 2, "is not vi or en"),
    ],
)
def test_what_cannot_be_meant_is_refused(arguments: tuple[str, ...], code: int, words: str) -> None:
    result = run("show", *arguments)

    assert (result.exit_code, words in result.output) == (code, True)


def test_the_indices_are_listed() -> None:
    (index,) = told("list")

    assert (index["index"], index["version"], index["levels"], index["maximum"]) == (
        "qd-766", "1", "department|district", "100",
    )  # fmt: skip


def test_the_catalogue_shows_an_index() -> None:
    result = CliRunner().invoke(app, ["catalogue", "show", "index", "qd-766"])

    assert result.exit_code == 0
    assert "published-on-time" in result.stdout
