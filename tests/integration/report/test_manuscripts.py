"""Articles written by several editors at once: nothing is lost, and the second hears of the first."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.report.article_files import load_articles
from services.report.build import pictures_of
from services.report.domain.editor import Editor
from services.report.issue_store import sha256
from services.report.manuscript_drawer import Drawer, collect
from services.report.manuscript_store import ManuscriptStore
from services.report.manuscript_writing import add_picture, free_name, move, put_back, save, withdraw
from services.report.picture_files import HEAD, PictureFile, Shape
from shared import migrations
from shared.database import open_database
from shared.errors import Refused, Stop
from tests.bench.photos import jpeg
from tests.integration.report.desk import TIME
from tests.integration.report.test_articles import png
from tests.unit.report.factories import an_edition

ANNA, BINH = Editor("a", "Nguyễn Văn A"), Editor("b", "Trần Thị B")
SECTIONS = """
- {id: news, kind: activities, title: Hoạt động, title_en: Activities}
- {id: orders, kind: directives, title: Văn bản, title_en: Directives}
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def drawer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Drawer]:
    """The articles of a month: one in a file of the province."""
    on_disk = request.param == "sqlite"
    opened = open_database("report", f"sqlite:///{tmp_path}" if on_disk else request.getfixturevalue("postgres_url"))
    migrations.upgrade(opened, "report")
    home = tmp_path / "articles" / "2023-02"
    home.mkdir(parents=True)
    (tmp_path / "layout").mkdir()
    (tmp_path / "layout" / "sections.yaml").write_text(SECTIONS, "utf-8")
    (home / "tep.md").write_text(written("Từ tệp"), "utf-8")
    yield Drawer(opened, tmp_path, "2023-02")
    opened.close()


def written(title: str, section: str = "news", body: str = "Nội dung.") -> str:
    return f"---\nsection: {section}\ntitle: {title}\n---\n{body}\n"


def titles(drawer: Drawer) -> list[str]:
    found = [each.manuscript.found for each in collect(drawer).shown]
    return [str(each) if isinstance(each, Stop) else each[0].title for each in found]


def stamp(drawer: Drawer, article: str) -> str:
    found = collect(drawer).find(article)
    assert found is not None
    return found.stamp


def test_what_is_written_on_the_page_stands_in_the_place_of_the_file(drawer: Drawer) -> None:
    save(drawer, "tep", written("Từ trang"), stamp(drawer, "tep"), ANNA, TIME)
    save(drawer, "moi", written("Bài mới"), "", BINH, TIME)

    assert titles(drawer) == ["Bài mới", "Từ trang"]


def test_of_two_who_change_one_article_the_second_is_told_and_nothing_is_lost(drawer: Drawer) -> None:
    seen = stamp(drawer, "tep")
    save(drawer, "tep", written("Của A"), seen, ANNA, TIME)

    with pytest.raises(Refused, match=r"changed meanwhile \(Nguyễn Văn A, version 1\)") as refused:
        save(drawer, "tep", written("Của B"), seen, BINH, TIME)

    assert refused.value.code == "article-changed"
    save(drawer, "tep", written("Của B"), stamp(drawer, "tep"), BINH, TIME)
    with drawer.database.read() as tx:
        kept = ManuscriptStore(tx).versions("2023-02", "tep")
    assert [(each.version, each.by) for each in kept] == [(1, "Nguyễn Văn A"), (2, "Trần Thị B")]
    assert "Của A" in kept[0].text


def test_of_many_in_the_same_moment_exactly_one_saves(drawer: Drawer) -> None:
    seen = stamp(drawer, "tep")

    def attempt(name: str) -> bool:
        try:
            save(drawer, "tep", written(name), seen, Editor(name, name), TIME)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(4) as editors:
        saved = list(editors.map(attempt, "ABCD"))

    assert sum(saved) == 1


def test_a_withdrawn_article_is_not_printed_and_can_be_put_back_as_it_was(drawer: Drawer) -> None:
    withdraw(drawer, "tep", stamp(drawer, "tep"), ANNA, TIME)
    gone = titles(drawer), [each.article for each in collect(drawer).withdrawn]

    put_back(drawer, "tep", BINH, TIME)

    assert gone == ([], ["tep"])
    assert titles(drawer) == ["Từ tệp"]
    with pytest.raises(Refused, match="no article 'tep' of 2023-02 was withdrawn"):
        put_back(drawer, "tep", BINH, TIME)


def test_articles_move_within_their_section_and_an_order_seen_before_is_refused(drawer: Drawer) -> None:
    save(drawer, "hai", written("Hai"), "", ANNA, TIME)
    save(drawer, "lenh", written("Lệnh", "orders"), "", ANNA, TIME)
    seen = collect(drawer).stamp

    move(drawer, "tep", -1, seen, ANNA, TIME)

    assert titles(drawer) == ["Từ tệp", "Hai", "Lệnh"]
    with pytest.raises(Refused, match="stand in another order by now"):
        move(drawer, "hai", -1, seen, BINH, TIME)
    with pytest.raises(Refused, match="cannot be moved there"):
        move(drawer, "hai", 1, collect(drawer).stamp, BINH, TIME)


def test_an_article_is_refused_with_file_field_value_and_what_is_allowed(drawer: Drawer) -> None:
    with pytest.raises(Stop, match=r"moi\.md: front matter: section: 'tin' is not a section.*: news, orders"):
        save(drawer, "moi", written("Mới", "tin"), "", ANNA, TIME)
    with pytest.raises(Stop, match=r"moi\.md: picture 'anh\.png' is not there"):
        save(drawer, "moi", written("Mới", body="![ảnh](anh.png)"), "", ANNA, TIME)
    with pytest.raises(Refused, match="a-z, 0-9 and -"):
        save(drawer, "../x", written("Mới"), "", ANNA, TIME)
    assert titles(drawer) == ["Từ tệp"]


def test_a_picture_that_was_sent_is_found_by_its_name_and_never_replaced(drawer: Drawer) -> None:
    add_picture(drawer, "anh.png", png(), ANNA, TIME)
    add_picture(drawer, "anh.png", png(), BINH, TIME)

    save(drawer, "moi", written("Mới", body="![ảnh](anh.png)"), "", ANNA, TIME)

    with pytest.raises(Refused, match=r"another picture of 2023-02 is called 'anh\.png'"):
        add_picture(drawer, "anh.png", png(4), BINH, TIME)
    found = collect(drawer).find("moi")
    assert found is not None
    assert not isinstance(found.manuscript.found, Stop)
    assert [picture.sha256 for picture in found.manuscript.found[0].pictures] == [sha256(png())]
    with drawer.database.read() as tx:
        assert ManuscriptStore(tx).picture("2023-02", "anh.png") == png()


@pytest.mark.parametrize("before", [0, 3 * HEAD])
def test_what_a_sent_picture_is_can_be_seen_without_its_bytes(drawer: Drawer, before: int) -> None:
    sent = spread(jpeg(160, 96, 1), before)
    add_picture(drawer, "anh.jpg", sent, ANNA, TIME)
    save(drawer, "moi", written("Mới", body="![ảnh](anh.jpg)"), "", ANNA, TIME)

    collected = collect(drawer)

    assert collected.pictures == {"anh.jpg": PictureFile(sha256(sent), len(sent), Shape("image/jpeg", 160, 96))}
    (picture,) = collected.articles[0].pictures
    assert (picture.width, picture.height, picture.sha256) == (160, 96, sha256(sent))


def test_an_edition_has_the_pictures_that_were_sent_and_those_beside_its_files(drawer: Drawer) -> None:
    add_picture(drawer, "anh.png", png(), ANNA, TIME)
    (drawer.home / "tep.png").write_bytes(png(4))
    save(drawer, "moi", written("Mới", body="![ảnh](anh.png)\n\n![ảnh](tep.png)"), "", ANNA, TIME)
    with drawer.database.read() as tx:
        kept = ManuscriptStore(tx).kept("2023-02")

    found = load_articles(drawer.province, "2023-02", sections=drawer.sections(), kept=kept)
    bulletin = an_edition().model_copy(update={"articles": found.articles})
    shown = pictures_of(drawer.database, bulletin, found.pictures)

    assert shown == {sha256(content): content for content in (png(), png(4))}


def spread(picture: bytes, room: int) -> bytes:
    """The picture with so many bytes that say nothing of it before those that tell its size."""
    head = 20
    segments = b"".join(
        b"\xff\xec" + (2 + size).to_bytes(2) + bytes(size) for size in [HEAD // 2] * (room // (HEAD // 2))
    )
    return picture[:head] + segments + picture[head:]


@pytest.mark.parametrize("name", ["../a.png", "a.svg", "Á.png", ".png", "a/b.png"])
def test_a_picture_needs_a_plain_name(drawer: Drawer, name: str) -> None:
    with pytest.raises(Stop, match="is no name of a picture"):
        add_picture(drawer, name, png(), ANNA, TIME)


def test_no_version_can_be_changed_or_deleted(drawer: Drawer) -> None:
    save(drawer, "moi", written("Mới"), "", ANNA, TIME)

    for change in ("UPDATE manuscript SET text = ''", "DELETE FROM manuscript"):
        with pytest.raises(DBAPIError, match="only grows"), drawer.database.write() as tx:
            tx.execute(text(change))


def test_a_new_article_is_named_after_its_title() -> None:
    assert free_name("Để tổ công nghệ số: hoạt động đều!", []) == "de-to-cong-nghe-so-hoat-dong-deu"
    assert free_name("Đề án 06", ["de-an-06"]) == "de-an-06-2"
    assert free_name("???", []) == "bai-viet"
