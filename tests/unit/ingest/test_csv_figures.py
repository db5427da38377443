"""A CSV file of figures is read as it was meant, or refused naming row and column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from services.ingest.client import body_of, chunks
from services.ingest.domain.figure import Draft, read_figure
from services.ingest.domain.names import Names
from services.ingest.domain.row import Row
from services.ingest.domain.strict_json import parse_json
from services.ingest.files.table import read_file, read_table
from shared.errors import Refused
from shared.wording import told
from tests.ingest_samples import CATALOGUE, TODAY

HEAD = "unit,indicator,dimension,period,window_start,as_of,value,numerator,denominator,revision,no_activity"
LINE = "so-gtvt,online-pct,status=done,2023-02,,2023-03-17,88.9,,,,"


def rows(folder: Path, text: str | bytes) -> list[Row]:
    file = folder / "figures.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_table(read_file(file)).rows


@pytest.mark.parametrize("form", ["plain", "bom", "semicolons", "crlf"])
def test_every_usual_form_is_read(tmp_path: Path, form: str) -> None:
    text = f"{HEAD}\n{LINE}\n\n"
    given = {
        "plain": text.encode(),
        "bom": text.encode("utf-8-sig"),
        "semicolons": text.replace(",", ";").encode(),
        "crlf": text.replace("\n", "\r\n").encode(),
    }[form]

    (row,) = rows(tmp_path, given)

    assert row.number == 2
    assert row.item == {
        "unit": "so-gtvt",
        "indicator": "online-pct",
        "dimension": {"status": "done"},
        "period": "2023-02",
        "as_of": "2023-03-17",
        "value": "88.9",
    }


def test_a_row_is_a_figure(tmp_path: Path) -> None:
    text = f"{HEAD}\n{LINE}\nso-y-te,online-pct,,,,2023-03-17,,3,4,2,\nso-gddt,online-pct,,,,2023-03-17,,,,,1\n"

    drafts = [read_figure(item, Names(CATALOGUE), TODAY) for item in parse_json(body_of(rows(tmp_path, text)))]

    assert all(isinstance(draft, Draft) for draft in drafts), drafts


def test_no_activity_is_read_from_its_column(tmp_path: Path) -> None:
    text = f"{HEAD}\nso-y-te,online-pct,,,,2023-03-17,,,,,1\nso-y-te,online-pct,,,,2023-03-17,,,,,0\n"

    found = [row.item["no_activity"] for row in rows(tmp_path, text)]

    assert found == [True, False]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "row 1"),
        (f"{HEAD}\n", "no figures"),
        ("unit,value\nx,1\n", "'indicator' is missing"),
        (f"{HEAD},colour\n{LINE},red\n", "'colour' is unknown"),
        (f"{HEAD},unit\n{LINE},x\n", "'unit' is there twice"),
        (f"{HEAD}\n{LINE}\n{LINE},more\n", "cell L3 has no heading"),
        (f'{HEAD}\n"so-gtvt,online-pct\n', "not a CSV file"),
        (b"GIF89a\0\0binary", "not a CSV file"),
        (b"PK\x03\x04\0\0binary", "no XLSX file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as XLSX"),
        ("Sở Y tế".encode("utf-16"), "not UTF-8"),
    ],
)
def test_an_unusable_file_is_refused_saying_where(tmp_path: Path, text: Any, said: str) -> None:
    with pytest.raises(Refused) as raised:
        rows(tmp_path, text)

    assert said in told(raised.value.message, "en")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as raised:
        read_file(tmp_path / "none.csv")

    assert "cannot read" in told(raised.value.message, "en")


def test_chunks_keep_order_and_both_limits() -> None:
    all_rows = [Row(number, {"unit": "x" * number}) for number in range(2, 50)]

    parts = list(chunks(all_rows, 7, 200))

    assert [row for part in parts for row in part] == all_rows
    assert max(map(len, parts)) <= 7
    assert max(len(body_of(part)) for part in parts) <= 200
