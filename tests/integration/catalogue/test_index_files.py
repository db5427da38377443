"""indices/*.yaml is read strictly: every mistake has its file, line, field and value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest

from shared.catalogue.check import problems
from shared.catalogue.load import load_catalogue
from shared.settings import ROOT

BINH_PHUOC = ROOT / "deploy" / "provinces" / "binh-phuoc"
FILE = "indices/qd-766.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copytree(BINH_PHUOC, tmp_path / "province")


def found(folder: Path, old: str, new: str) -> list[str]:
    """The problems once the first `old` is `new`, each with the line of its own it names."""
    path = folder / FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    return [f"{lines[problem.line - 1].strip()} -> {problem.reason}" for problem in problems(folder)]


def test_the_index_of_decision_766_has_six_groups_that_make_a_hundred() -> None:
    index = load_catalogue(BINH_PHUOC).indices["qd-766", "1"]

    assert [(group.id, int(group.maximum)) for group in index.groups] == [
        ("transparency", 18),
        ("progress", 20),
        ("online-services", 12),
        ("online-payment", 10),
        ("satisfaction", 18),
        ("digitisation", 22),
    ]
    assert (index.maximum, index.valid_from) == (Decimal(100), date(2022, 6, 23))
    online = [one for one in index.components if one.group == "online-services"]
    assert [(one.maximum, one.full) for one in online] == [
        (Decimal(2), Decimal(80)),
        (Decimal(4), Decimal(100)),
        (Decimal(6), Decimal(50)),
    ]
    assert [(band.name_vi, int(band.at_least)) for band in index.bands] == [
        ("Xuất sắc", 90),
        ("Tốt", 80),
        ("Khá", 70),
        ("Trung bình", 50),
        ("Yếu", 0),
    ]


def test_a_province_without_indices_has_none(folder: Path) -> None:
    (folder / FILE).unlink()
    (folder / "indices").rmdir()

    assert problems(folder) == []
    assert load_catalogue(folder).indices == {}


def test_decimals_are_read_as_they_are_written(folder: Path) -> None:
    assert found(folder, "full: 80", "full: 79.999999999999999") == []
    full = {one.id: one.full for one in load_catalogue(folder).indices["qd-766", "1"].components}["full-online"]

    assert full == Decimal("79.999999999999999")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "rule: saturating",
            "rule: linaer",
            "rule: linaer -> rule: Input should be 'saturating', 'linear', 'steps' or 'inverse', not 'linaer'",
        ),
        (
            "missing: left_out",
            "missing: ignored",
            "missing: ignored -> missing: Input should be 'zero' or 'left_out', not 'ignored'",
        ),
        ("scale: 100", "scale: hundred", "scale: hundred -> scale: Input should be a valid decimal, not 'hundred'"),
        (
            "scale: 100",
            "scal: 100",
            "scal: 100 -> scal: is not known; known: id, version, name_vi, name_en",
        ),
        (
            "    full: 100\n",
            "    full: 100\n    at_least: 1\n",
            "at_least: 1 -> at_least: is not known; known: id, group, name_vi",
        ),
        ("scale: 100", "scale: 100\nscale: 10", "scale: 10 -> scale: is given twice"),
        (
            "indicator: procedures-published-on-time-pct",
            "indicator: no-such",
            "indicator: no-such -> published-on-time: indicator no-such is not in indicators.csv",
        ),
        (
            "levels: [department, district]",
            "levels: [departement]",
            "scores: -> scores: 'departement' is not a level; levels are province, ",
        ),
        (
            "    maximum: 4\n",
            "    maximum: 5\n",
            "maximum: 18 -> maximum of transparency is 18; the maxima of its components add up to 19",
        ),
        ("at_least: 90", "at_least: 190", "at_least: 190 -> at_least is 190, not from 0 to the scale 100"),
    ],
)
def test_a_mistake_is_named_where_it_stands(folder: Path, old: str, new: str, problem: str) -> None:
    """What is allowed is listed too, sometimes at length."""
    assert any(one.startswith(problem) for one in found(folder, old, new))


def test_a_field_that_is_missing_is_named(folder: Path) -> None:
    assert any("-> legal_basis: is missing" in one for one in found(folder, "legal_basis:", "# legal_basis:"))


def test_what_is_not_yaml_is_one_problem(folder: Path) -> None:
    (folder / FILE).write_text("id: [qd-766\n", encoding="utf-8")

    (problem,) = problems(folder)

    assert (problem.file, problem.reason.partition(":")[0]) == (FILE, "not YAML")


def test_an_empty_file_is_one_problem(folder: Path) -> None:
    (folder / FILE).write_text("", encoding="utf-8")

    assert [problem.file for problem in problems(folder)] == [FILE]
