"""The way of an edition over the editors' pages, by keyboard, on small and large screens and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FilePayload, expect

from tests.browser.conftest import sender
from tests.browser.desk import HOME, Desk, declare_all_but_one, library_url
from tests.browser.officer import TODAY
from tests.browser.test_upload_accessibility import RULES
from tests.integration.report.test_articles import png
from tests.system.product import Product, eventually

WIDTHS = (390, 1280)
A, B = "Nguyễn Văn A", "Trần Thị B"
Sit = Callable[[str], Desk]


class Office(NamedTuple):
    """Keys of two editors, a month that is over and one that is not."""

    keys: dict[str, str]
    over: str
    current: str


@pytest.fixture(scope="module")
def office(product: Product, link: str) -> Office:
    now, over, *_more = sender(product, link.partition("#")[2])["periods"]
    sent = {"unit": "so-gddt", "indicator": "digitally-signed-docs-pct", "as_of": str(TODAY), "value": "97"}
    assert product.post(product.create_key("so-tttt"), [sent]).json()["accepted"] == 1
    keys = {name: product.run("bulletin", "editors", "add", "--name", name).stdout.strip() for name in (A, B)}
    made = Office(keys, over["period"], now["period"])
    eventually(lambda: listed(product, made), "both months are at the desk")
    return made


def listed(product: Product, office: Office) -> bool:
    with httpx.Client(base_url=library_url(product), headers={"Sec-Fetch-Site": "same-origin"}, timeout=30) as client:
        client.post(f"{HOME}/sign-in", data={"key": office.keys[A]})
        page = client.get(HOME).text
    return office.over in page and office.current in page


@pytest.fixture
def sit(browser: Browser, product: Product, office: Office) -> Iterator[Sit]:
    """Editors sit down; whatever their browsers complain of fails the test."""
    sitting: list[Desk] = []

    def down(name: str) -> Desk:
        desk = Desk(browser, library_url(product), office.keys[name])
        sitting.append(desk)
        desk.sign_in()
        return desk

    yield down
    for desk in sitting:
        desk.close()
    assert not [each for desk in sitting for each in desk.complaints]


def test_an_edition_goes_from_its_figures_to_the_library_by_keyboard(
    sit: Sit, product: Product, office: Office
) -> None:
    declare_all_but_one(product, office.keys[B], office.over)
    anna, binh = sit(A), sit(B)
    anna.open(office.over)
    anna.walk(anna.page.get_by_label("Lý do").first)
    anna.page.keyboard.type("Đơn vị chưa gửi")
    anna.enter()
    assert anna.told() == "Đã ghi nhận. Lập lại dự thảo để in lý do."
    anna.press("Lập lại dự thảo")
    assert anna.told() == "Đã lập dự thảo."
    anna.press("Xác nhận đã kiểm tra")
    assert anna.told() == "Đã ghi nhận kiểm tra."
    expect(anna.page.get_by_text("Bạn đã kiểm tra báo cáo này; người khác phải phê duyệt.")).to_be_visible()
    expect(anna.page.get_by_role("button", name="Phê duyệt")).to_have_count(0)

    binh.open(office.over)
    binh.press("Phê duyệt")
    assert binh.told() == "Đã phê duyệt."
    binh.press("Phát hành")
    assert binh.told() == "Đã phát hành."

    expect(binh.page.locator("[aria-current=step] strong")).to_have_text("Đã phát hành")
    binh.follow(binh.page.get_by_role("link", name="Báo cáo đã phát hành"))
    expect(binh.page.locator(".volumes li")).to_have_count(1)
    found = faults(binh)
    binh.follow(binh.page.locator(".volumes a").first)
    assert found + faults(binh) == []
    who = [(deed["action"], deed["by"]) for deed in product.json("bulletin", "history", "--period", office.over)[-3:]]
    assert who == [("check", A), ("approve", B), ("publish", B)]


def test_of_two_editors_who_write_at_once_the_second_is_told_and_loses_nothing(sit: Sit, office: Office) -> None:
    anna, binh = sit(A), sit(B)
    anna.open(f"{office.current}/articles/+?section=activities")
    anna.page.get_by_label("Tên bài").fill("Ra quân chuyển đổi số")
    anna.page.get_by_label("Nội dung").fill("Bản đầu.")
    anna.press("Lưu bài viết")
    assert anna.told() == "Đã lưu bài viết."
    for desk in (anna, binh):
        desk.open(f"{office.current}/articles/ra-quan-chuyen-doi-so")

    for desk, body in ((anna, "Bản của A."), (binh, "Bản của B.")):
        desk.page.get_by_label("Nội dung").fill(body)
        desk.press("Lưu bài viết")

    assert binh.told().startswith("Người khác đã sửa bài này sau khi bạn mở.")
    expect(binh.page.locator("pre.kept")).to_contain_text("Bản của A.")
    expect(binh.page.get_by_label("Nội dung")).to_have_value("Bản của B.")
    binh.press("Lưu bản của tôi thành bản mới")
    assert binh.told() == "Đã lưu bài viết."
    binh.page.get_by_role("link", name="Sửa: Ra quân chuyển đổi số").click()
    expect(binh.page.locator("details.version summary")).to_contain_text([B, A, A])


def test_articles_with_a_picture_are_moved_and_withdrawn_and_previewed(sit: Sit, office: Office) -> None:
    anna = sit(A)
    anna.open(office.current)
    picture = FilePayload(name="Ảnh chụp.svg", mimeType="image/svg+xml", buffer=b"<svg/>")
    anna.page.get_by_label("Tệp ảnh").set_input_files(picture)
    anna.press("Tải ảnh lên")
    assert "dùng chữ a-z, số 0-9" in anna.told()
    anna.page.get_by_label("Tệp ảnh").set_input_files(FilePayload(name="anh.png", mimeType="", buffer=png(60, 40)))
    anna.press("Tải ảnh lên")
    for title in ("Bài thứ nhất", "Bài thứ hai"):
        anna.open(f"{office.current}/articles/+?section=experience-and-solutions")
        anna.page.get_by_label("Tên bài").fill(title)
        anna.page.get_by_label("Nội dung").fill('![Tổ công nghệ số](anh.png "Tại nhà văn hóa")')
        anna.press("Lưu bài viết")

    anna.press("Chuyển lên: Bài thứ nhất")
    assert anna.told() == "Đã đổi thứ tự."
    anna.press("Rút bài: Bài thứ hai")
    anna.page.get_by_role("link", name="Bản theo nội dung hiện tại, HTML").click()

    expect(anna.page.get_by_role("img", name="Tổ công nghệ số")).to_be_visible()
    expect(anna.page.locator("article h3")).to_contain_text(["Bài thứ nhất"])


def test_in_every_state_the_desk_is_accessible_on_small_and_large_screens(
    sit: Sit, browser: Browser, product: Product, office: Office
) -> None:
    stranger = Desk(browser, library_url(product), "nhe_wrong")
    stranger.page.goto(f"{stranger.url}{HOME}")
    stranger.page.get_by_label("Khóa biên tập viên").fill("nhe_wrong")
    stranger.enter()
    found = {"sign-in": faults(stranger)}
    stranger.close()
    anna = sit(A)
    found["list"] = faults(anna)
    anna.open(office.current)
    anna.press("Lập lại dự thảo" if anna.page.get_by_text("Lập lại dự thảo").count() else "Lập dự thảo")
    found["edition"] = faults(anna)
    anna.open(f"{office.current}/articles/+?section=directives")
    anna.page.get_by_text("Văn bản được giới thiệu").click()
    anna.page.get_by_label("Tên bài").fill("Văn bản")
    anna.page.get_by_label("Nội dung").fill("![](anh.png)")
    anna.press("Lưu bài viết")
    assert "cần có mô tả" in anna.told()
    found["refused article"] = faults(anna)
    anna.page.get_by_label("Nội dung").fill("Tin vui 😀")
    anna.press("Lưu bài viết")
    assert "Có ký tự không in được" in anna.told()
    found["odd letters"] = faults(anna)

    assert not {state: told for state, told in found.items() if told}


def test_on_paper_there_is_the_edition_and_no_button(sit: Sit, office: Office) -> None:
    anna = sit(A)
    anna.open(office.current)

    anna.page.emulate_media(media="print")

    expect(anna.page.get_by_role("heading", name="Lịch sử")).to_be_visible()
    assert [each for each in anna.page.locator("button, input").all() if each.is_visible()] == []


def faults(desk: Desk) -> list[str]:
    """What an examination finds at each width, in daylight and in the dark."""
    found = []
    for width in WIDTHS:
        desk.page.set_viewport_size({"width": width, "height": 900})
        if desk.page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{width}: it is wider than the screen")
        desk.page.emulate_media(color_scheme="dark" if width == WIDTHS[0] else "light")
        violations = Axe().run(desk.page, options=RULES).response["violations"]
        found += [f"{width}: {each['id']} {[node['html'] for node in each['nodes'][:2]]}" for each in violations]
    return found
