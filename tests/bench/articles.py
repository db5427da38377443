"""Articles as editors write them: sections, lists, pictures as from a telephone."""

from __future__ import annotations

from pathlib import Path

from tests.bench.photos import jpeg, png

#: pixels across and down; every third picture is a screenshot, the others are photographs
PHOTO, SCREENSHOT = (1200, 800), (320, 200)
PICTURES_EACH = 2
PARAGRAPHS = 6
SENTENCE = (
    "Tổ công nghệ số cộng đồng đến từng hộ dân hướng dẫn nộp hồ sơ trực tuyến, cài đặt ứng dụng và thanh toán không "
    "dùng tiền mặt; sau ba tháng, số hồ sơ nộp tại nhà đã nhiều hơn số hồ sơ nộp trực tiếp tại bộ phận một cửa. "
)


def write_articles(home: Path, count: int) -> None:
    """Write `count` articles of a month, each with two pictures of its own."""
    home.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        for place in range(PICTURES_EACH):
            (home / _name(number, place)).write_bytes(_picture(number * PICTURES_EACH + place))
        (home / f"bai-{number:02d}.md").write_text(_article(number), encoding="utf-8")


def _picture(number: int) -> bytes:
    return png(*SCREENSHOT, seed=number) if _is_screenshot(number) else jpeg(*PHOTO, seed=number)


def _is_screenshot(number: int) -> bool:
    return number % 3 == 2


def _name(number: int, place: int) -> str:
    kind = "png" if _is_screenshot(number * PICTURES_EACH + place) else "jpg"
    return f"anh-{number:02d}-{place}.{kind}"


def _article(number: int) -> str:
    parts = [f"---\nsection: I. KINH NGHIỆM, GIẢI PHÁP\ntitle: Cách làm thứ {number + 1}\norder: {number}\n---"]
    for place in range(PICTURES_EACH):
        parts += [SENTENCE * 3] * (PARAGRAPHS // PICTURES_EACH)
        parts.append("\n".join(f"- Bước {step}: {SENTENCE}" for step in range(1, 4)))
        parts.append(f'![Người dân nộp hồ sơ tại nhà]({_name(number, place)} "Bài {number + 1}, ảnh {place + 1}")')
    return "\n\n".join(parts) + "\n"
