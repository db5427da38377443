"""An edition's files are whole or absent, and the same bulletin gives the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.report.domain.bulletin import Bulletin
from services.report.render import FORMATS, render
from shared.errors import Refused
from tests.unit.render.edition import edition


def test_each_format_is_a_file_of_the_folder(tmp_path: Path) -> None:
    paths = render(edition(charts=()), tmp_path / "2023-02")

    assert [path.name for path in paths] == [f"bulletin.{form}" for form in ("json", "html", "docx", "pdf", "xlsx")]
    assert sorted(path.name for path in (tmp_path / "2023-02").iterdir()) == sorted(path.name for path in paths)


def test_the_json_is_the_bulletin(tmp_path: Path) -> None:
    (path,) = render(edition(), tmp_path, ("json",))

    assert Bulletin.model_validate_json(path.read_bytes()) == edition()


def test_writing_twice_changes_no_byte(tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in render(edition(), tmp_path)}
    second = {path.name: path.read_bytes() for path in render(edition(), tmp_path)}

    assert first == second


def test_an_unknown_format_is_refused_with_the_known_ones_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=", ".join(FORMATS)) as refused:
        render(edition(), tmp_path, ("json", "odt"))

    assert refused.value.value == "odt"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_put_in_place_leaves_no_draft(tmp_path: Path) -> None:
    (tmp_path / "bulletin.json").mkdir()

    with pytest.raises(OSError, match="bulletin"):
        render(edition(), tmp_path, ("json",))

    assert [path.name for path in tmp_path.iterdir()] == ["bulletin.json"]
