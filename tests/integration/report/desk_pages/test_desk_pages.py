"""The editors' desk over HTTP: who is let in, what a form may do, and what is said where it may not."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from werkzeug.wrappers import Response

from services.report.domain.editor import Editor, Right
from services.report.editor_store import SIGNED_IN, EditorStore
from services.report.pages.desk import answering
from services.report.pages.desk.door import Doorman
from services.report.press import Limits, Press
from shared.database import Database
from shared.errors import Refused
from shared.parts import Parts
from tests.integration.report.desk import TIME, draft, edition, full
from tests.integration.report.desk_pages.visitor import ARTICLE, HOME, Visitor, key, stamp_in, text
from tests.integration.report.test_articles import png
from tests.integration.report.test_manuscripts import written
from tests.unit.report.factories import CATALOGUE, NOW


def test_only_a_key_opens_the_desk_and_its_session_ends_by_itself(visitor: Visitor, database: Database) -> None:
    stranger = Visitor(visitor.parts, Doorman())
    wrong = stranger.sign_in("nhe_wrong")

    assert (wrong.status_code, "Khóa không đúng" in text(wrong)) == (401, True)
    assert isinstance(stranger.let_in(stranger.request()), Response)
    assert isinstance(visitor.let_in(visitor.request(), TIME + SIGNED_IN / 2), Editor)
    assert isinstance(visitor.let_in(visitor.request(), TIME + SIGNED_IN), Response)


def test_a_revoked_key_ends_its_sessions_at_once(visitor: Visitor, database: Database) -> None:
    with database.write() as tx:
        EditorStore(tx).revoke(visitor.seat().editor.id, TIME)

    assert isinstance(visitor.let_in(visitor.request()), Response)


def test_wrong_keys_are_slowed_down(visitor: Visitor) -> None:
    answers = [visitor.sign_in("nhe_wrong").status_code for _ in range(25)]

    assert (answers[0], answers[-1]) == (401, 429)


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/editions/desk/\\evil", "/other"])
def test_signing_in_leads_to_the_desk_and_nowhere_else(visitor: Visitor, database: Database, back: str) -> None:
    answer = visitor.sign_in(key(database, "Trần Thị B"), back)

    assert (answer.status_code, answer.headers["Location"]) == (303, HOME)
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Strict" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("header", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_a_form_of_another_site_does_nothing(visitor: Visitor, header: dict[str, str]) -> None:
    visitor.headers = header

    answer = visitor.let_in(visitor.request(form={"step": "build"}))

    assert isinstance(answer, Response)
    assert answer.status_code == 403


def test_what_was_sent_after_the_session_ended_is_shown_again(visitor: Visitor) -> None:
    answer = visitor.let_in(visitor.request(form=ARTICLE), TIME + SIGNED_IN)

    assert isinstance(answer, Response)
    assert "Nội dung." in text(answer)
    assert "<b>mới</b>" not in text(answer)


def test_an_article_is_written_shown_escaped_and_saved_again(visitor: Visitor) -> None:
    first = visitor.write()
    form = text(answering.show_article(visitor.request(), visitor.seat(), NOW, "tin-b-moi-b"))
    second = visitor.write("tin-b-moi-b", seen=stamp_in(form), body="Khác.")

    assert [answer.headers.get("Location") for answer in (first, second)] == [f"{HOME}/{NOW}?done=saved"] * 2
    assert "Tin &lt;b&gt;mới&lt;/b&gt;" in form
    assert "bản 1, Nguyễn Văn A" in form


def test_the_second_of_two_editors_keeps_their_text_and_may_save_it_over_what_they_have_seen(visitor: Visitor) -> None:
    visitor.write(title="Tin")
    seen = stamp_in(text(answering.show_article(visitor.request(), visitor.seat(), NOW, "tin")))
    visitor.write("tin", seen=seen, title="Tin", body="Của người thứ nhất.")

    conflict = visitor.write("tin", seen=seen, title="Tin", body="Của người thứ hai.")

    assert conflict.status_code == 409
    assert "Của người thứ nhất." in text(conflict)
    assert "Của người thứ hai.</textarea>" in text(conflict)
    assert visitor.write("tin", seen=stamp_in(text(conflict)), title="Tin", body="Cả hai.").status_code == 303


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"section": "nowhere"}, "không phải chuyên mục đã khai báo; được dùng: news, orders"),
        ({"body": "![](a.png)"}, "cần có mô tả cho người không xem được ảnh"),
        ({"body": "![a](../a.png)"}, "nằm ngoài thư mục"),
        ({"body": "x <script>"}, "dòng 1 của nội dung: không dùng mã HTML"),
        ({"body": "[a](trang-khac.html)"}, "chỉ nhận http://, https:// hoặc mailto:"),
        ({"body": "| a |" + " b |" * 9 + "\n|" + " - |" * 10}, "bảng 10 cột"),
        ({"d_kind": "Công văn"}, "mục “document.date” chưa được ghi"),
        (
            {"section": "news", "d_kind": "Công văn", "d_date": "2023-03-06", "d_issuer": "X", "d_abstract": "Y"},
            "chỉ dùng",
        ),
        ({"body": " "}, "chưa có nội dung"),
    ],
)
def test_a_refused_article_says_why_and_keeps_what_was_written(
    visitor: Visitor, fields: dict[str, str], said: str
) -> None:
    answer = visitor.write(**fields)

    assert answer.status_code == 422
    assert said in text(answer).replace("&#34;", '"').replace("&lt;", "<")
    assert "Tin &lt;b&gt;mới&lt;/b&gt;" in text(answer)


def test_a_picture_is_sent_and_given_out_as_what_it_is(visitor: Visitor) -> None:
    form = {"period": NOW, "file": (io.BytesIO(png()), "Anh 1.PNG")}

    answer = answering.picture(visitor.request(form=form), visitor.seat())

    shown = answering.show_picture(visitor.seat(), NOW, "anh-1.png")
    assert answer.headers["Location"].endswith("done=picture")
    assert (shown.get_data(), shown.content_type) == (png(), "image/png")


def test_what_is_no_picture_is_refused_by_name(visitor: Visitor, database: Database) -> None:
    draft(database, *full())

    answer = answering.picture(
        visitor.request(form={"period": NOW, "file": (io.BytesIO(b"<svg/>"), "anh.png")}), visitor.seat()
    )

    assert (answer.status_code, "không phải tệp PNG hoặc JPEG" in text(answer)) == (422, True)


def test_the_same_person_does_not_check_and_approve_and_the_history_knows_the_key(
    visitor: Visitor, database: Database
) -> None:
    made = draft(database, *full())
    visitor.step(step="check", seen=made.content_hash)
    refused = visitor.step(step="approve", seen=edition(database).content_hash)
    other = Visitor(visitor.parts, Doorman())
    other.sign_in(key(database, "Trần Thị B"))

    approved = other.step(step="approve", seen=edition(database).content_hash)

    assert (refused.status_code, approved.status_code) == (422, 303)
    assert "Bạn đã kiểm tra báo cáo này; người khác phải phê duyệt." in text(refused)
    page = text(answering.show_edition(other.request(), other.seat(), NOW))
    assert 'Trần Thị B <span class="soft">(bằng khóa)</span>' in page


def test_an_office_of_one_person_may_approve_what_it_checked(visitor: Visitor, database: Database) -> None:
    made = draft(database, *full())
    settings = visitor.parts.settings.model_copy(update={"editions_four_eyes": False})
    visitor.parts = Parts(database, CATALOGUE, settings)
    visitor.step(step="check", seen=made.content_hash)

    assert visitor.step(step="approve", seen=edition(database).content_hash).status_code == 303


def test_a_step_on_a_page_that_is_out_of_date_is_a_conflict(visitor: Visitor, database: Database) -> None:
    draft(database, *full())

    answer = visitor.step(step="check", seen="0" * 64)

    assert answer.status_code == 409
    assert "đã thay đổi sau khi bạn mở trang" in text(answer)


def test_a_key_without_the_right_is_told_before_and_after(visitor: Visitor, database: Database) -> None:
    made = draft(database, *full())
    writer = Visitor(visitor.parts, Doorman())
    writer.sign_in(key(database, "Trần Thị B", Right.WRITE))

    page = text(answering.show_edition(writer.request(), writer.seat(), NOW))
    tried = writer.step(step="check", seen=made.content_hash)

    assert "Chưa thực hiện được: Khóa của bạn không có quyền làm việc này." in page
    assert (tried.status_code, edition(database).status) == (422, "draft")


@pytest.mark.parametrize("path", ["2023-13", "nothing", "../x"])
def test_what_is_no_month_has_no_page(visitor: Visitor, path: str) -> None:
    with pytest.raises(Refused, match="is not a month"):
        answering.show_edition(visitor.request(), visitor.seat(), path)


def test_an_unusable_file_is_named_on_the_page_and_can_be_mended_there(visitor: Visitor, database: Database) -> None:
    draft(database, *full())
    home = visitor.parts.settings.province / "articles" / NOW
    home.mkdir(parents=True)
    (home / "hong.md").write_text(written("Hỏng", "tin-vắn"), "utf-8")

    page = text(answering.show_edition(visitor.request(), visitor.seat(), NOW))
    form = text(answering.show_article(visitor.request(), visitor.seat(), NOW, "hong"))
    mended = visitor.write("hong", seen=stamp_in(form), title="Hỏng")

    assert "Bài chưa dùng được" in page
    assert mended.status_code == 303
    assert "Bài chưa dùng được" not in text(answering.show_edition(visitor.request(), visitor.seat(), NOW))


def test_a_preview_made_in_a_process_of_its_own_is_the_same(visitor: Visitor, database: Database) -> None:
    draft(database, *full())
    here = answering.preview(visitor.seat(), NOW, "bulletin.html").get_data()
    press = Press("tests")
    visitor.away = press

    there = answering.preview(visitor.seat(), NOW, "bulletin.html").get_data()

    press.end()
    assert there == here


def test_whoever_asks_too_much_at_once_is_told_to_come_later(visitor: Visitor, database: Database) -> None:
    draft(database, *full())
    visitor.away = Press("tests", replace(Limits(), in_line=0))

    answer = answering.at_desk(visitor.seat(), lambda seat: answering.preview(seat, NOW, "bulletin.html"))

    assert answer.status_code == 503
    assert "Hãy thử lại sau ít phút" in text(answer)
