"""The upload page works by keyboard alone, says everything to a screen reader, and fits small and enlarged screens."""

from __future__ import annotations

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.officer import Officer, csv
from tests.browser.test_upload_page import EMAIL, HANDLED, SIGNED

#: WCAG 2.1 A and AA, and what its authors call best practice
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],
}
#: a telephone; a screen of 1280 enlarged to 200 % and to 400 %; a desk
WIDTHS = (390, 640, 320, 1280)
OUTLINE = "(({outlineStyle, outlineWidth}) => outlineStyle + outlineWidth)(getComputedStyle(document.activeElement))"


def faults(page: Page) -> list[str]:
    """What an examination finds at each width."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{width}: it is wider than the screen")
        if width in WIDTHS[::3]:
            violations = Axe().run(page, options=RULES).response["violations"]
            found += [f"{width}: {each['id']} {[node['html'] for node in each['nodes'][:2]]}" for each in violations]
    return found


def states(officer: Officer, link: str) -> Iterator[str]:
    """The page in each of its states, one after the other."""
    page = officer.page
    page.goto(f"{officer.url}/upload")
    expect(page.locator("#sign-in")).to_be_visible()
    yield "sign-in"
    officer.open(link)
    page.locator("#asked summary").click()
    yield "desk"
    officer.choose("a.docx", "x")
    expect(officer.told()).not_to_be_empty()
    yield "trouble"
    officer.check(csv((SIGNED, "0.97"), (HANDLED, "1.069"), (EMAIL, "101"), ("zzz", "5")))
    yield "check"
    officer.press("Gửi chính thức 1 số liệu")
    expect(page.locator("#doubts li").first).to_be_visible()
    yield "sent"


def test_in_every_state_the_page_is_accessible_at_every_width(officer: Officer, link: str) -> None:
    found = {state: faults(officer.page) for state in states(officer, link)}

    assert not {state: told for state, told in found.items() if told}


def test_a_file_is_sent_with_the_keyboard_alone_and_the_focus_is_always_seen(officer: Officer, link: str) -> None:
    page = officer.page
    officer.open(link)
    page.locator("#who").evaluate("node => { node.tabIndex = -1; node.focus(); }")
    seen = [tab(page) for _ in range(4)]
    assert [name for name, _outline in seen] == ["unit", "period", "download-form", "asked-title"]
    assert {outline for _name, outline in seen} == {"solid3px"}
    assert tab(page)[0] == "file"
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    content = csv((EMAIL, "94.5"), (HANDLED, "1.071")).encode()
    chooser.value.set_files(FilePayload(name="a.csv", mimeType="text/csv", buffer=content))

    expect(page.locator("#check-title")).to_be_focused()
    expect(page.get_by_role("status").first).to_have_text("1 dòng hợp lệ, 0 dòng đã có, 1 dòng bị từ chối.")
    walk(page, "mend-1-value")
    page.keyboard.type("71,5")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Gửi chính thức 2 số liệu")).to_be_visible()
    expect(page.locator("#check-title")).to_be_focused()
    walk(page, "confirm")
    page.keyboard.press("Enter")
    expect(page.locator("#sent-title")).to_be_focused()


def test_what_a_screen_reader_hears_of_a_row_to_mend(officer: Officer, link: str) -> None:
    officer.open(link)
    officer.check(csv((HANDLED, "1.072")))

    group = officer.page.get_by_role("group", name="Sửa dòng 2")
    expect(group.get_by_role("textbox", name="Giá trị")).to_have_attribute("aria-invalid", "true")
    expect(group.get_by_role("group", name="Chọn cách đọc của “1.072”")).to_be_visible()
    expect(officer.page.get_by_role("table", name="Từng dòng của tệp và kết quả kiểm tra")).to_be_visible()


def test_nothing_is_told_by_colour_alone(officer: Officer, link: str) -> None:
    officer.page.emulate_media(forced_colors="active")
    officer.open(link)
    officer.check(csv((EMAIL, "95.5"), (HANDLED, "101")))

    assert [row[-1].split("\n")[0].strip() for row in officer.table("#rows")] == ["✓ Hợp lệ", "✕ Bị từ chối"]


def tab(page: Page) -> tuple[str, str]:
    """Press Tab; where the focus is now, and how it is shown."""
    page.keyboard.press("Tab")
    name = page.evaluate("document.activeElement.id || document.activeElement.firstElementChild?.id || ''")
    return str(name), str(page.evaluate(OUTLINE))


def walk(page: Page, wanted: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(30):
        if tab(page)[0] == wanted:
            return
    raise AssertionError(f"{wanted} is not reached with Tab")
