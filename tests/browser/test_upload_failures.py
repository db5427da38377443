"""Whatever goes wrong, the officer is told what it is and how to go on, and nothing counts twice."""

from __future__ import annotations

import pytest
from playwright.sync_api import Request, Route, expect

from tests.browser.officer import TODAY, Officer, csv
from tests.browser.test_upload_page import EMAIL, HANDLED
from tests.system.product import Product
from tests.workbooks import hostile_files

GOOD = csv((EMAIL, "90.5"))


@pytest.mark.parametrize(
    ("code", "title", "way"),
    [("key-expired", "Khóa API đã hết hạn.", "xin cơ quan thường trực cấp liên kết mới"), ("", "", "dán khóa khác")],
)
def test_a_link_that_no_longer_works_says_why_and_asks_for_another(
    officer: Officer, code: str, title: str, way: str
) -> None:
    if code:
        officer.refuse("**/v1/key", 401, code, title)
    officer.page.goto(f"{officer.url}/upload#nhs_{'x' * 43}")

    expect(officer.told()).to_contain_text(title or "không có hoặc đã bị thu hồi")
    expect(officer.told()).to_contain_text(way)
    expect(officer.page.get_by_label("Khóa gửi số liệu")).to_be_visible()
    expect(officer.page.locator("#desk")).to_be_hidden()


def test_a_link_of_another_network_says_so(officer: Officer, product: Product) -> None:
    made = product.run("upload-link", "--unit", "so-noi-vu", "--from", "192.0.2.0/24", "--url", product.http_url)
    officer.page.goto(made.stdout.strip())

    expect(officer.told()).to_contain_text("không được dùng từ địa chỉ mạng này")
    expect(officer.told()).to_contain_text("Hãy dùng máy trong mạng của cơ quan")


def test_half_a_key_is_noticed_before_it_is_sent(officer: Officer) -> None:
    officer.page.goto(f"{officer.url}/upload")
    officer.page.get_by_label("Khóa gửi số liệu").fill("nhs_abc")
    officer.press("Đăng nhập")

    expect(officer.page.get_by_text("hãy dán lại toàn bộ khóa")).to_be_visible()
    expect(officer.page.get_by_label("Khóa gửi số liệu")).to_be_focused()


def test_figures_of_another_unit_are_refused_by_row(officer: Officer, link: str) -> None:
    officer.open(link)
    officer.check(csv((EMAIL, "91.5")) + f"so-y-te,{EMAIL},{TODAY},90\n")

    assert officer.counts() == ["1", "0", "1"]
    assert "không có quyền gửi Sở Y tế (so-y-te)" in officer.table("#rows")[1][-1]


@pytest.mark.parametrize(
    ("name", "content", "said", "way"),
    [
        ("anh.png", b"\x89PNG", "không phải Excel", "Excel Workbook (.xlsx)"),
        ("doi-ten.xlsx", b"khong phai", "không phải Excel", "Excel Workbook (.xlsx)"),
        ("cu.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "mật khẩu", "Hãy tải biểu mẫu ở trên"),
        ("lon.csv", b"x" * 60_001, "nhiều nhất 59 KB", "chia thành nhiều tệp"),
        ("bom.xlsx", hostile_files()["bomb in one part"], "bung ra quá lớn", "Tệp không được mở"),
        ("macro.xlsx", hostile_files()["macros"], "macro", "Tệp không được mở"),
        ("trong.csv", b"", "Tệp", "Hãy tải biểu mẫu ở trên"),
        ("thieu.csv", b"a,b\n1,2\n", "cột", "Hãy tải biểu mẫu ở trên"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_what_to_do(
    officer: Officer, link: str, name: str, content: bytes, said: str, way: str
) -> None:
    officer.open(link)
    officer.choose(name, content)

    expect(officer.told()).to_contain_text(said)
    expect(officer.told()).to_contain_text(way)
    expect(officer.told()).to_be_focused()
    expect(officer.page.locator("#check")).to_be_hidden()


def test_a_cut_connection_is_told_and_trying_again_goes_on(officer: Officer, link: str) -> None:
    officer.open(link)
    officer.page.route("**/v1/files/report*", lambda route: route.abort("connectionreset"), times=1)
    officer.choose("a.csv", GOOD)
    expect(officer.told()).to_contain_text("Mất kết nối với hệ thống")
    officer.press("Thử lại")

    expect(officer.page.locator("#check")).to_be_visible()
    expect(officer.told()).to_be_empty()


def test_a_lost_answer_and_a_double_click_count_once(officer: Officer, link: str) -> None:
    names: list[str] = []

    def lose(route: Route, request: Request) -> None:
        names.append(request.headers["idempotency-key"])
        route.fetch()
        route.abort("connectionreset")

    officer.open(link)
    officer.check(csv((EMAIL, "92.75")))
    officer.page.route("**/v1/files", lose, times=1)
    officer.page.locator("#confirm").dblclick()
    expect(officer.told()).to_contain_text("Chưa biết hệ thống đã nhận hay chưa")
    with officer.page.expect_response("**/v1/files") as answer:
        officer.press("Thử lại")

    assert answer.value.headers["idempotency-replayed"] == "true"
    assert names == [answer.value.request.headers["idempotency-key"]]
    expect(officer.page.locator("#sent-of")).to_contain_text("Đã ghi nhận 1 số liệu")


@pytest.mark.parametrize(
    ("status", "code", "title"),
    [(429, "too-many-requests", "Khóa API gửi yêu cầu quá nhanh."), (503, "try-later", "Tạm thời chưa phục vụ.")],
)
def test_a_busy_service_says_when_to_come_back_and_the_button_waits(
    officer: Officer, link: str, status: int, code: str, title: str
) -> None:
    clock = officer.page.clock
    clock.install(time=0)
    officer.open(link)
    officer.refuse("**/v1/files/report*", status, code, title, {"Retry-After": "1"})
    clock.pause_at(3600)
    officer.choose("a.csv", GOOD)
    expect(officer.told()).to_contain_text(title)
    expect(officer.page.get_by_role("button", name="Thử lại (sau 1 giây)")).to_be_disabled()
    clock.resume()
    officer.page.get_by_role("button", name="Thử lại", exact=True).click()

    expect(officer.page.locator("#check")).to_be_visible()


def test_a_proxy_that_finds_nobody_behind_it_is_a_pause_not_a_riddle(officer: Officer, link: str) -> None:
    officer.open(link)
    officer.page.route(
        "**/v1/files/report*", lambda route: route.fulfill(status=502, body="<html>Bad Gateway"), times=1
    )
    officer.choose("a.csv", GOOD)

    expect(officer.told()).to_contain_text("Hệ thống tạm ngừng")
    expect(officer.told()).to_contain_text("vẫn được giữ trên trang này")


def test_what_stands_in_a_file_is_shown_as_text_whatever_it_is(officer: Officer, link: str) -> None:
    officer.open(link)
    officer.check(csv((EMAIL, "93"), ("<img src=x onerror=alert(1)>", "1"), (HANDLED, "'; DROP TABLE submission; --")))

    assert officer.table("#rows")[1][2] == "<img src=x onerror=alert(1)>"
    assert officer.page.locator("#rows img").count() == 0
