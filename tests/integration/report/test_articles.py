"""Articles with authors and pictures, as files on a disk: what is taken and what is refused."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from services.report.article_files import Manuscripts, load_articles
from services.report.picture_files import shape_of
from services.report.render import rendered
from shared.errors import Stop
from tests.unit.report.factories import an_edition, an_evaluation

FRONT = "---\nsection: I. KINH NGHIỆM, GIẢI PHÁP\ntitle: Tổ công nghệ số\nauthors: [Nguyễn Văn A, Trần Thị B]\n---\n"
SHOWN = '![Tổ công nghệ số hướng dẫn người dân](anh.png "Xã Tân Khai, tháng 3")'


def png(width: int = 3, height: int = 2) -> bytes:
    """A white picture."""

    def part(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = zlib.compress(b"".join(b"\0" + b"\xff" * width for _ in range(height)))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of the articles of 2023-02, with a picture."""
    folder = tmp_path / "articles" / "2023-02"
    folder.mkdir(parents=True)
    (folder / "anh.png").write_bytes(png())
    return folder


def load(home: Path, text: str = SHOWN, front: str = FRONT) -> Manuscripts:
    (home / "bai.md").write_text(f"{front}{text}\n", encoding="utf-8")
    return load_articles(home.parents[1], "2023-02")


def test_an_article_names_its_authors_and_has_its_pictures_described(home: Path) -> None:
    found = load(home)

    (article,) = found.articles
    (picture,) = article.pictures
    assert article.authors == ("Nguyễn Văn A", "Trần Thị B")
    assert (picture.media_type, picture.width, picture.height) == ("image/png", 3, 2)
    assert (picture.alt, picture.caption) == ("Tổ công nghệ số hướng dẫn người dân", "Xã Tân Khai, tháng 3")
    assert found.pictures == {picture.sha256: png()}


def test_one_author_is_written_without_a_list(home: Path) -> None:
    front = "---\nsection: Tin\ntitle: Bài\nauthors: Nguyễn Văn A\n---\n"

    assert load(home, "Nội dung", front).articles[0].authors == ("Nguyễn Văn A",)


def test_the_editor_puts_articles_before_the_others(home: Path) -> None:
    for name, place in (("mot", 1), ("hai", 2), ("ba", 3)):
        front = f"---\nsection: Tin\ntitle: Bài {name}\norder: {place}\n---\nNội dung\n"
        (home / f"{name}.md").write_text(front, encoding="utf-8")

    found = load_articles(home.parents[1], "2023-02", ("ba", "gone"))

    assert [article.id for article in found.articles] == ["ba", "mot", "hai"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Chữ <script>alert(1)</script>", "HTML is not allowed"),
        ("<div>khối</div>", "line 1 of the text: HTML is not allowed"),
        ("![](anh.png)", "needs a description"),
        ("![ảnh](../../../secret.png)", "lies outside the folder"),
        ("![ảnh](%2e%2e/%2e%2e/secret.png)", "lies outside the folder"),
        ("![ảnh](/etc/hostname)", "must be a file beside the article"),
        ("![ảnh](https://example.org/a.png)", "must be a file beside the article"),
        ("![ảnh](data:image/png;base64,AAAA)", "must be a file beside the article"),
        ("![ảnh](khong-co.png)", "is not there"),
        ("![ảnh](bai.md)", "is not a whole PNG or JPEG"),
    ],
)
def test_what_is_not_safe_in_an_article_is_refused_by_name(home: Path, text: str, said: str) -> None:
    (home.parents[2] / "secret.png").write_bytes(png())

    with pytest.raises(Stop, match=rf"bai\.md.*{said}"):
        load(home, text)


def test_a_link_that_leads_out_of_the_folder_is_refused(home: Path) -> None:
    (home.parents[1] / "secret.png").write_bytes(png())
    (home / "link.png").symlink_to(home.parents[1] / "secret.png")

    with pytest.raises(Stop, match="lies outside the folder"):
        load(home, "![ảnh](link.png)")


def test_a_picture_too_big_to_draw_or_to_send_is_refused(home: Path) -> None:
    huge = bytearray(png())
    huge[16:24] = struct.pack(">II", 60_000, 60_000)
    (home / "wide.png").write_bytes(bytes(huge))
    (home / "heavy.png").write_bytes(png() + b"\0" * 6_000_000)

    with pytest.raises(Stop, match="60000 x 60000 pixels"):
        load(home, "![ảnh](wide.png)")
    with pytest.raises(Stop, match="at most 5242880"):
        load(home, "![ảnh](heavy.png)")


def test_an_article_that_is_no_text_is_refused(home: Path) -> None:
    (home / "bai.md").write_bytes(b"---\nsection: \xff\n---\n")

    with pytest.raises(Stop, match=r"bai\.md: not UTF-8 text"):
        load_articles(home.parents[1], "2023-02")


def test_a_cut_off_picture_is_no_picture() -> None:
    whole = png()

    assert shape_of(whole) is not None
    assert [shape_of(whole[:size]) for size in (0, 8, 20, len(whole) - 1)] == [None] * 4
    assert shape_of(b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 30 + b"\xff\xd9") is None


def test_pictures_stand_in_the_page_and_the_document_described_and_the_same_every_time(home: Path) -> None:
    found = load(home, f"Trước.\n\n{SHOWN}\n\nSau.")
    edition = an_edition(an_evaluation()).model_copy(update={"articles": found.articles})

    first = rendered(edition, ("html", "docx"), pictures=found.pictures)

    page = first["bulletin.html"].decode()
    assert first == rendered(edition, ("html", "docx"), pictures=found.pictures)
    assert 'src="data:image/png;base64,' in page
    assert 'alt="Tổ công nghệ số hướng dẫn người dân"' in page
    assert "<figcaption>Xã Tân Khai, tháng 3</figcaption>" in page
    assert "Nguyễn Văn A, Trần Thị B" in page
    assert "Tổ công nghệ số hướng dẫn người dân" in rendered(edition, ("html",))["bulletin.html"].decode()
