"""What the door tells its senders follows Accept-Language; codes, pointers and values do not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from services.ingest.service import IngestService
from shared import migrations
from shared.database import open_database
from shared.parts import Parts
from shared.settings import read_settings
from tests.door_keys import create_key
from tests.ingest_samples import CATALOGUE, NOW, item
from tests.served import Answer, ask, served


class Door:
    def __init__(self, port: int, key: str) -> None:
        self._port, self._key = port, key

    def post(self, body: Any, language: str | None = None, path: str = "/v1/figures", key: str | None = None) -> Answer:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key or self._key}"}
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return ask(self._port, "POST", path, raw, headers | ({"Accept-Language": language} if language else {}))


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    database = open_database("ingest", f"sqlite:///{tmp_path_factory.mktemp('languages')}")
    migrations.upgrade(database, "ingest")
    with database.write() as tx:
        key = create_key(tx, "cong-dvc", (), (), NOW)
    with served(IngestService, Parts(database, CATALOGUE, read_settings({}), lambda: NOW)) as port:
        yield Door(port, key)
    database.close()


def test_a_refused_figure_is_explained_in_the_language_asked_for(door: Door) -> None:
    vietnamese, english = (door.post(item(value="140"), language).json["errors"][0] for language in ("vi", "en-GB"))

    assert vietnamese["message"] == "140 lớn hơn 100, chỉ tiêu Tỷ lệ trực tuyến (online-pct) không thể vượt 100"
    assert english["message"] == "140 is above 100, which indicator Online share (online-pct) cannot be"
    assert (vietnamese["title"], english["title"]) == ("Tỷ lệ phải từ 0 đến 100.", "A percent lies between 0 and 100.")
    same = ("index", "pointer", "code", "value")
    assert [vietnamese[name] for name in same] == [english[name] for name in same]


def test_without_a_language_everything_is_vietnamese(door: Door) -> None:
    problem = door.post(item(value="140")).json

    assert problem["title"] == "Không có số liệu nào được ghi nhận."
    assert problem["detail"] == "1 trong số 1 số liệu bị từ chối; không có số liệu nào được ghi nhận"


@pytest.mark.parametrize(
    ("asked", "status", "vietnamese", "english"),
    [
        ({"body": b"{"}, 400, "Không phải JSON", "not JSON"),
        ({"body": []}, 422, "Yêu cầu không có số liệu nào", "the request has no figure"),
        ({"body": item(), "path": "/v1/figures?mode=all"}, 400, "mode là", "mode is"),
        ({"body": item(), "key": "nhs_0"}, 401, "Khóa API này không có", "this API key is unknown"),
        ({"body": item(), "path": "/v1/catalogue/units"}, 405, "Được dùng", "allowed"),
        ({"body": b" " * 2_000_000}, 413, "Nội dung có nhiều nhất", "a body may have"),
    ],
)
def test_a_refused_request_is_explained_in_the_language_asked_for(
    door: Door, asked: dict[str, Any], status: int, vietnamese: str, english: str
) -> None:
    for language, said in (("vi", vietnamese), ("en", english)):
        answer = door.post(language=language, **asked)

        assert answer.status == status
        assert answer.json["detail"].startswith(said)


def test_a_cache_is_told_that_answers_differ_by_language(door: Door) -> None:
    assert door.post(item()).headers["vary"] == "Accept-Language"
