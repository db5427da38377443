"""What the editors' desk says of what would not be seen otherwise: odd letters, the set-up, the province's folder."""

from __future__ import annotations

import io
import os
import unicodedata
from pathlib import Path

import pytest
import structlog

from services.report.editing import Hand, reissue
from services.report.pages.desk import answering
from services.report.province_pictures import lying_pictures
from shared.database import Database
from shared.errors import Refused
from shared.language import speaking
from tests.integration.report.desk import TIME, draft, full, published
from tests.integration.report.desk_pages.visitor import Visitor, text
from tests.integration.report.test_articles import png
from tests.unit.report.factories import NOW


def shown(visitor: Visitor, path: str = "") -> str:
    return text(answering.show_edition(visitor.request(path or "/"), visitor.seat(), NOW))


@pytest.fixture
def folder(visitor: Visitor) -> Path:
    """The folder of the period's articles."""
    home: Path = visitor.parts.settings.province / "articles" / NOW
    home.mkdir(parents=True)
    return home


def test_letters_that_cannot_be_printed_are_named_with_their_place(visitor: Visitor) -> None:
    visitor.write(title="Tin vui 😀", body="Một.\n\nHai 中.")
    visitor.write(title="Bình thường", body="½ → ✓")

    page = shown(visitor, "/?done=saved")

    named = "😀 (U+1F600 GRINNING FACE), ở tên bài; 中 (U+4E2D CJK UNIFIED IDEOGRAPH-4E2D), ở dòng 3 của nội dung"
    assert page.count("Ký tự không in được") == 1
    assert f"Ký tự không in được: {named}." in page
    assert "Đã lưu bài viết. Có ký tự không in được; xem cảnh báo ở danh sách bài viết." in page


def test_a_mistake_in_the_sections_is_told_without_a_path_and_logged(visitor: Visitor) -> None:
    (visitor.parts.settings.province / "layout" / "sections.yaml").write_text("- {id: news}\n", "utf-8")

    with structlog.testing.capture_logs() as logged:
        answer = answering.at_desk(visitor.seat(), lambda seat: answering.show_edition(visitor.request(), seat, NOW))

    assert answer.status_code == 422
    assert "Khai báo của hệ thống có lỗi" in text(answer)
    assert "Hãy báo quản trị hệ thống" in text(answer)
    assert "sections.yaml" not in text(answer)
    assert any("layout/sections.yaml:1: " in line.get("error", "") for line in logged)


def test_why_nothing_can_be_built_names_the_article_and_no_folder(
    visitor: Visitor, database: Database, folder: Path
) -> None:
    draft(database, *full())
    (folder / "hong.md").write_text("Không có phần đầu.\n", "utf-8")

    assert str(folder) not in shown(visitor)
    with speaking("en"):
        assert str(folder) not in shown(visitor)


def test_pictures_of_the_folder_are_listed_with_their_size_beside_those_sent(visitor: Visitor, folder: Path) -> None:
    (folder / "Hội nghị.png").write_bytes(png())
    (folder / "anh.png").write_bytes(png(2))
    (folder / "hong.jpg").write_bytes(b"x")
    (folder / "bai.txt").write_text("x", "utf-8")
    sent = {"period": NOW, "file": (io.BytesIO(png(5)), "anh.png")}
    answering.picture(visitor.request(form=sent), visitor.seat())

    page = shown(visitor)

    assert page.count("từ thư mục của tỉnh") == 2
    assert '<strong>Hội nghị.png</strong> <span class="soft">1 kB, từ thư mục của tỉnh</span>' in page
    assert '<strong>anh.png</strong> <span class="soft">1 kB</span>' in page
    assert '<code>![mô tả ảnh](&lt;Hội nghị.png&gt; "chú thích")</code>' in page
    assert f'src="/editions/desk/{NOW}/pictures/H%E1%BB%99i%20ngh%E1%BB%8B.png"' in page
    assert "ảnh &#39;hong.jpg&#39; không phải tệp PNG hoặc JPEG nguyên vẹn" in page
    assert answering.show_picture(visitor.seat(), NOW, "anh.png").get_data() == png(5)
    assert answering.show_picture(visitor.seat(), NOW, "Hội nghị.png").get_data() == png()


@pytest.mark.parametrize(
    "name",
    ["Hội nghị.png", "a(1)&amp;b.png", "50%.png", "a%20b.png", "a>b <c.png", unicodedata.normalize("NFD", "Tổ.png")],
)
def test_an_article_shows_a_picture_under_the_name_that_the_list_gives(
    visitor: Visitor, folder: Path, name: str
) -> None:
    (folder / name).write_bytes(png())
    (lying,) = lying_pictures(folder)

    answer = visitor.write(body=f"![Hội nghị]({lying.link})")

    assert answer.status_code == 303


@pytest.mark.parametrize(
    "name", ["../khac.png", "..%2Fkhac.png", "lien-ket.png", "/etc/hosts", "bai.txt", "khong.png", ".."]
)
def test_nothing_but_a_picture_of_the_folder_is_given_out(visitor: Visitor, folder: Path, name: str) -> None:
    (folder.parent / "khac.png").write_bytes(png())
    (folder / "lien-ket.png").symlink_to(os.path.relpath(folder.parent / "khac.png", folder))
    (folder / "bai.txt").write_text("x", "utf-8")

    with pytest.raises(Refused, match="has no picture"):
        answering.show_picture(visitor.seat(), NOW, name)


def test_nobody_is_told_that_all_figures_have_come_before_there_is_a_draft(visitor: Visitor) -> None:
    page = shown(visitor)

    assert "Lập dự thảo để biết còn thiếu số liệu nào." in page
    assert "Mọi số liệu cần in đã có" not in page
    assert "Xem trước" not in page


def test_an_edition_that_is_issued_again_names_what_readers_have(visitor: Visitor, database: Database) -> None:
    published(database, *full())
    before = shown(visitor)
    reissue(database, NOW, Hand("B", TIME))

    told = "Báo cáo số 01/2023 đã phát hành vẫn giữ nguyên"
    assert told not in before
    assert told in shown(visitor)


def test_what_was_done_unattended_says_so_in_the_history(visitor: Visitor, database: Database) -> None:
    draft(database, *full(), by="")

    page = shown(visitor)
    with speaking("en"):
        english = shown(visitor)

    assert "<td>hệ thống</td>" in page
    assert "<td>unattended</td>" in english
