"""The file of a source is understood whole, or refused with its line and what is allowed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from services.ingest.pull.secret import secret_headers
from services.ingest.pull.source_files import load_sources
from shared.errors import Stop
from tests.ingest_samples import CATALOGUE
from tests.pull_samples import described

URL = "https://dvc.example/list"


def loaded(folder: Path, **changes: Any) -> Any:
    given = {key: value for key, value in (described(URL) | changes).items() if value is not None}
    (folder / "cong-dvc.yaml").write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")
    return load_sources(folder, CATALOGUE)


def test_a_source_is_named_after_its_file_and_so_is_whose_key_it_uses(tmp_path: Path) -> None:
    source = loaded(tmp_path)["cong-dvc"]

    assert (source.name, source.source) == ("cong-dvc", "cong-dvc")


def test_there_need_not_be_any(tmp_path: Path) -> None:
    assert load_sources(tmp_path / "sources", CATALOGUE) == {}


FIGURE = described(URL)["figures"][0]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"url": "ftp://dvc.example/"}, "https://host/list"),
        ({"url": "http://dvc.example/", "networks": []}, "use https://"),
        ({"url": "https://u:p@dvc.example/"}, "without a user"),
        ({"url": "https://dvc.example/{page}"}, "ask for nothing"),
        ({"paging": {"by": "page"}}, "ask for {page}"),
        ({"paging": {"by": "turn"}}, "paging"),
        ({"window": {"since": "2023-01-01"}}, "{from}, {to}"),
        ({"window": {"since": "2023-01-01", "days": 3, "overlap": 3}}, "never moves on"),
        ({"every": "1 hour"}, "30s, 15m, 1h or 1d"),
        ({"every": "1s"}, "from 10s"),
        ({"networks": ["169.254.0.0/16"]}, "link-local"),
        ({"networks": ["0.0.0.0/0"]}, "link-local"),
        ({"networks": ["10.0.0.1/8"]}, "host bits"),
        ({"records": "items"}, "no JSON pointer"),
        ({"secret": {"variable": "NHIPSO_DATABASE_URL"}}, "SOURCE_"),
        ({"secret": {"variable": "SOURCE_A", "value": "Bearer"}}, "secret"),
        ({"name": "other"}, "gives a name"),
        ({"colour": "red"}, "Extra inputs"),
        ({"figures": []}, "at least 1"),
        ({"figures": [FIGURE | {"value": None}]}, "say where the figure stands"),
        ({"figures": [FIGURE | {"unit": "so-nowhere"}]}, "no unit 'so-nowhere'"),
        ({"figures": [FIGURE | {"unit": {"at": "/u", "words": {"A": "so-nowhere"}}}]}, "no unit 'so-nowhere'"),
        ({"figures": [FIGURE | {"indicator": "app-user"}]}, "no indicator 'app-user'"),
        ({"figures": [FIGURE | {"dimension": {"channel": "web"}}]}, "no dimension 'channel'"),
        ({"figures": [FIGURE | {"as_of": {"at": "/d", "form": "mm/yyyy"}}]}, "as_of cannot have the form"),
        ({"figures": [FIGURE | {"as_of": {"at": "/d", "numbers": "vi"}}]}, "as_of is no number"),
        ({"figures": [FIGURE | {"value": {"at": "/v", "is": "3"}}]}, "either"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(Stop) as stopped:
        loaded(tmp_path, **changes)

    assert said in str(stopped.value)
    assert "cong-dvc.yaml:" in str(stopped.value)


def test_a_secret_comes_from_the_environment_or_a_file(tmp_path: Path) -> None:
    source = loaded(tmp_path, secret={"variable": "SOURCE_DVC"})["cong-dvc"]
    (tmp_path / "secret").write_text("of-a-file\n")

    assert secret_headers(source, {"SOURCE_DVC": "s3"}) == {"Authorization": "Bearer s3"}
    assert secret_headers(source, {"SOURCE_DVC_FILE": str(tmp_path / "secret")}) == {
        "Authorization": "Bearer of-a-file"
    }


@pytest.mark.parametrize("environ", [{}, {"SOURCE_DVC": ""}, {"SOURCE_DVC": "a\r\nX: b"}, {"SOURCE_DVC_FILE": "/none"}])
def test_without_its_secret_a_source_is_not_asked(tmp_path: Path, environ: dict[str, str]) -> None:
    source = loaded(tmp_path, secret={"variable": "SOURCE_DVC"})["cong-dvc"]

    with pytest.raises(Stop, match="SOURCE_DVC"):
        secret_headers(source, environ)
