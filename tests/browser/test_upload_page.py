"""An officer gets the form, sends it and sees what became of every row, in a real browser."""

from __future__ import annotations

import io
import re

from openpyxl import load_workbook
from playwright.sync_api import Route, expect

from tests.browser.officer import TODAY, Officer, csv, fill_in
from tests.system.product import Product

SIGNED, HANDLED, EMAIL = "digitally-signed-docs-pct", "dossiers-handled-online-pct", "official-email-users-pct"


def test_the_form_is_fetched_filled_in_checked_sent_and_judged(officer: Officer, link: str) -> None:
    officer.open(link)
    form = officer.saved("Tải biểu mẫu Excel")
    officer.check(fill_in(form, {SIGNED: 0.95, HANDLED: 41}), "form.xlsx")
    checked = officer.counts()
    officer.press("Gửi chính thức 2 số liệu")

    page = officer.page
    assert (checked[0], checked[2]) == ("2", "0")
    expect(page.locator("#progress-note")).to_have_text("Đã đánh giá xong tất cả số liệu.")
    assert len({text.split()[-1] for text in page.locator("#progress li").all_inner_texts()}) == 1
    expect(page.locator("#doubts")).to_contain_text("đã ghi tỷ số thay cho tỷ lệ phần trăm")
    fates = {row[2]: row[-1] for row in officer.table("#results")}
    assert fates["Tỷ lệ hồ sơ xử lý trực tuyến"] == "▼ Không đạt"
    expect(page.locator("#asked-title")).to_have_text(re.compile(r"\([23]/3 đã có số liệu kỳ này\)"))


def test_each_row_shows_its_fate_beside_its_content_and_all_that_is_wrong(officer: Officer, link: str) -> None:
    officer.open(link)
    officer.check(csv((EMAIL, "88.9"), (HANDLED, "1.069"), ("khong-co", "12")) + "so-y-te,x,2023-13-17,5\n")

    rows = officer.table("#rows")
    assert officer.counts() == ["1", "0", "3"]
    assert rows[0][0:5] == ["2", "Sở Nội vụ", rows[0][2], f"{TODAY.day}/{TODAY.month}/{TODAY.year}", "88,9"]
    assert "“1.069” có thể là 1069 hoặc 1,069" in rows[1][-1]
    assert "Không có chỉ tiêu" in rows[2][-1]
    officer.page.get_by_label("Chỉ xem dòng có vấn đề").check()
    assert [row[0] for row in officer.table("#rows")] == ["3", "4", "5"]


def test_a_refused_cell_is_mended_on_the_page_and_sent_beside_the_file(officer: Officer, link: str) -> None:
    officer.open(link)
    officer.check(csv((EMAIL, "97.1"), (HANDLED, "1.069")))
    officer.press("Kiểm tra lại các dòng đã sửa")
    expect(officer.page.locator("#mend-note")).to_have_text("Chưa sửa dòng nào.")
    officer.press("Là 1,069")
    officer.press("Kiểm tra lại các dòng đã sửa")
    officer.press("Gửi chính thức 2 số liệu")

    expect(officer.page.locator("#progress-note")).to_have_text("Đã đánh giá xong tất cả số liệu.")
    assert {row[3] for row in officer.table("#results")} == {"97,1", "1,069"}
    expect(officer.page.locator("#asked-rows")).to_contain_text("1,069")


def test_a_doubted_figure_is_corrected_by_sending_it_again(officer: Officer, link: str) -> None:
    officer.open(link)
    officer.check(csv((SIGNED, "0.91")))
    officer.press("Gửi chính thức 1 số liệu")
    officer.press("Sửa số liệu này")
    officer.page.get_by_label("Giá trị").fill("91,5")
    officer.press("Kiểm tra lại các dòng đã sửa")
    officer.press("Gửi chính thức 1 số liệu")

    expect(officer.page.locator("#doubts")).to_have_text("Chưa có nghi vấn nào về các số liệu này.")
    assert officer.table("#results")[0][3] == "91,5"


def test_the_file_comes_back_with_the_errors_beside_the_cells(officer: Officer, link: str) -> None:
    officer.open(link)
    officer.check(csv((EMAIL, "97.2"), (HANDLED, "101")))

    sheet = load_workbook(io.BytesIO(officer.saved("Tải tệp đã đánh dấu lỗi"))).worksheets[0]

    assert [sheet.cell(row, 5).value for row in (2, 3)] == ["Hợp lệ, chưa gửi", "Bị từ chối"]
    assert "100" in str(sheet.cell(3, 6).value)


def test_the_key_of_the_link_leaves_the_browser_in_no_address_and_no_log(
    officer: Officer, link: str, product: Product
) -> None:
    officer.open(link)
    officer.page.reload()
    expect(officer.page.locator("#asked")).to_be_visible()

    secret = link.partition("#")[2]
    assert officer.page.url == f"{product.http_url}/upload"
    assert not [asked for asked in officer.asked if secret in asked]
    assert not [asked for asked in officer.asked if not asked.startswith(product.http_url)]
    assert secret not in product.log_of("all")


def test_without_a_key_there_is_only_the_sign_in_and_after_signing_out_again(officer: Officer, link: str) -> None:
    page = officer.page
    page.goto(f"{officer.url}/upload")
    expect(page.locator("#sign-in")).to_be_visible()
    expect(page.locator("#desk")).to_be_hidden()
    page.get_by_label("Khóa gửi số liệu").fill(link)
    officer.press("Đăng nhập")
    expect(page.locator("#desk")).to_be_visible()

    officer.press("Đăng xuất")
    page.reload()

    expect(page.locator("#sign-in")).to_be_visible()
    expect(page.locator("#desk")).to_be_hidden()


def test_it_is_english_where_that_is_chosen(officer: Officer, link: str) -> None:
    officer.open(link)
    officer.page.get_by_role("link", name="English").click()
    expect(officer.page.get_by_role("heading", level=1)).to_have_text("Send digital transformation figures")
    expect(officer.page.locator("#asked")).to_be_visible()
    officer.check(csv((EMAIL, "88.25"), (HANDLED, "1.069")))

    assert officer.table("#rows")[0][3:5] == [f"{TODAY.day} {TODAY:%b} {TODAY.year}", "88.25"]
    assert "can be 1069 or 1.069" in officer.table("#rows")[1][-1]


def test_a_file_that_lies_there_before_the_page_wakes_is_checked_all_the_same(officer: Officer, link: str) -> None:
    scripts: list[Route] = []

    def hold(script: Route) -> None:
        scripts.append(script)

    officer.page.route("**/main.js", hold)
    officer.page.goto(link, wait_until="commit")
    officer.choose("so-lieu.csv", csv((EMAIL, "88.9")))
    while not scripts:
        officer.page.wait_for_timeout(20)
    scripts[0].continue_()

    expect(officer.page.locator("#check")).to_be_visible()
    assert officer.counts() == ["1", "0", "0"]
