"""Commands write data to standard output and everything else beside it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
import typer

from shared.output import Format, fail, show, tell

ROWS: list[dict[str, Any]] = [
    {"unit": "so-gtvt", "name": "Sở Giao thông vận tải", "since": date(2023, 3, 17), "hidden": 1},
    {"unit": "so-tnmt", "name": None, "since": None, "hidden": 2},
]


def test_a_table_has_the_named_columns_and_blanks_where_nothing_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    show(ROWS, ["unit", "name"])

    printed = capsys.readouterr().out
    assert "Sở Giao thông vận tải" in printed
    assert "hidden" not in printed
    assert "None" not in printed


def test_json_has_whole_rows_in_readable_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    show(ROWS, ["unit"], Format.JSON)

    printed = capsys.readouterr().out
    assert "Sở Giao thông vận tải" in printed
    assert json.loads(printed)[0]["since"] == "2023-03-17"
    assert json.loads(printed)[1] == {"unit": "so-tnmt", "name": None, "since": None, "hidden": 2}


def test_no_rows_are_still_json(capsys: pytest.CaptureFixture[str]) -> None:
    show([], ["unit"], Format.JSON)

    assert json.loads(capsys.readouterr().out) == []


def test_talk_goes_beside_the_data(capsys: pytest.CaptureFixture[str]) -> None:
    tell("3 figures accepted")

    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "3 figures accepted\n")


def test_an_expected_failure_is_one_line_and_an_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ending:
        fail("the file is not readable", code=2)

    assert ending.value.exit_code == 2
    assert capsys.readouterr().err == "nhipso: the file is not readable\n"
