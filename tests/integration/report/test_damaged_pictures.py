"""Pictures as people have them: damaged, in colours for printing presses, under any name."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageOps, ImageStat

from services.report.article_files import load_articles
from services.report.manuscript_drawer import Drawer, collect, stamp_of
from services.report.manuscript_store import ManuscriptStore
from services.report.manuscript_writing import add_picture, plain_name, save
from services.report.picture_files import HEAD, shape_of
from services.report.picture_turn import upright
from services.report.province_pictures import lying_pictures
from services.report.render import rendered
from shared import migrations
from shared.database import open_database
from shared.errors import Stop
from tests.bench.photos import jpeg
from tests.integration.report.desk import TIME
from tests.integration.report.test_articles import png
from tests.integration.report.test_manuscripts import ANNA, SECTIONS, spread, written
from tests.unit.report.factories import an_edition

#: of 255: what an eye could see between two pictures, on average
SEEN = 6


@pytest.fixture
def drawer(tmp_path: Path) -> Iterator[Drawer]:
    """The articles of a month, none yet."""
    opened = open_database("report", f"sqlite:///{tmp_path}")
    migrations.upgrade(opened, "report")
    (tmp_path / "articles" / "2023-02").mkdir(parents=True)
    (tmp_path / "layout").mkdir()
    (tmp_path / "layout" / "sections.yaml").write_text(SECTIONS, "utf-8")
    yield Drawer(opened, tmp_path, "2023-02")
    opened.close()


def test_the_folder_is_listed_by_beginnings_and_ends_as_if_all_of_it_were_read(tmp_path: Path) -> None:
    photo = jpeg(320, 200, seed=2)
    files = {
        "cut.jpg": photo[:-2],
        "cut.png": png()[:-4],
        "far.jpg": spread(photo, 3 * HEAD),
        "none.png": b"",
        "padded.jpg": photo + bytes(4096),
        "padded.png": png() + bytes(4096),
        "photo.jpg": photo,
        "text.jpg": b"\xff\xd8 JFIF" * 999,
        "white.png": png(),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)

    listed = {each.file: each.size for each in lying_pictures(tmp_path) if not each.wrong}

    assert listed == {name: len(content) for name, content in files.items() if shape_of(content)}
    assert set(listed) == {"far.jpg", "padded.jpg", "photo.jpg", "white.png"}


@pytest.mark.parametrize("damage", ["pixels", "tables", "colours"])
def test_a_picture_that_cannot_be_printed_is_not_taken(drawer: Drawer, damage: str) -> None:
    with pytest.raises(Stop, match=r"cannot be printed; save it again in a picture program, as PNG or RGB JPEG"):
        add_picture(drawer, *damaged(damage), ANNA, TIME)

    assert collect(drawer).pictures == {}


def test_an_edition_names_the_picture_of_the_folder_that_cannot_be_printed(drawer: Drawer) -> None:
    for kind in ("pixels", "colours"):
        name, content = damaged(kind)
        (drawer.home / name).write_bytes(content)
        save(drawer, "hong", written("Hỏng", body=f"![ảnh]({name})"), stamp_of(text_now(drawer)), ANNA, TIME)
        with drawer.database.read() as tx:
            found = load_articles(
                drawer.province, "2023-02", (), drawer.sections(), ManuscriptStore(tx).kept("2023-02")
            )
        bulletin = an_edition().model_copy(update={"articles": found.articles})

        with pytest.raises(Stop, match=f"^hong.md: picture '{name}' cannot be printed"):
            rendered(bulletin, ("docx", "pdf"), pictures=found.pictures)


def test_what_a_camera_notes_of_its_dots_does_not_matter(drawer: Drawer) -> None:
    photo = jpeg(64, 48, seed=1).replace(b"JFIF\0\1\1\0\0\1\0\1", b"JFIF\0\1\1\1\0\0\0\0")
    (drawer.home / "anh.jpg").write_bytes(photo)
    (drawer.home / "bai.md").write_text(written("Bài", body="![một](anh.jpg)\n\n![hai](anh.jpg)"), "utf-8")
    found = load_articles(drawer.province, "2023-02", sections=drawer.sections())
    bulletin = an_edition().model_copy(update={"articles": found.articles})

    files = rendered(bulletin, ("docx", "pdf"), pictures=found.pictures)

    document = Document(BytesIO(files["bulletin.docx"]))
    assert [shape.width / shape.height for shape in document.inline_shapes][-2:] == [
        pytest.approx(64 / 48, rel=1e-4)
    ] * 2
    assert [part.blob for part in document.part.package.image_parts].count(photo) == 1
    assert files["bulletin.pdf"].startswith(b"%PDF")


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_picture_of_a_camera_held_on_its_side_is_kept_as_it_is_to_be_looked_at(drawer: Drawer, order: str) -> None:
    lying = noted(order, 6)

    add_picture(drawer, "thang.jpg", noted(order, 1), ANNA, TIME)
    add_picture(drawer, "nghieng.jpg", lying, ANNA, TIME)
    add_picture(drawer, "nghieng.jpg", lying, ANNA, TIME)  # the same again is the same

    assert kept(drawer, "thang.jpg") == noted(order, 1)
    turned = Image.open(BytesIO(kept(drawer, "nghieng.jpg")))
    assert (turned.size, dict(turned.getexif())) == ((48, 64), {})
    side = Image.open(BytesIO(lying)).rotate(-90, expand=True)
    off = ImageStat.Stat(ImageChops.difference(turned, side)).mean
    assert max(off) < SEEN


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_to_hold_a_camera_is_known(orientation: int) -> None:
    photo = noted("<", orientation)

    looked_at = Image.open(BytesIO(upright(photo))).convert("RGB")

    as_screens_do = ImageOps.exif_transpose(Image.open(BytesIO(photo))).convert("RGB")
    assert looked_at.size == as_screens_do.size
    assert max(ImageStat.Stat(ImageChops.difference(looked_at, as_screens_do)).mean) < SEEN


@given(spoilt=st.lists(st.tuples(st.integers(0, 37), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_note_of_a_camera_keeps_no_whole_picture_out(spoilt: list[tuple[int, int]]) -> None:
    photo = bytearray(noted("<", 1))
    begin = photo.index(b"Exif\0\0") + 6
    for place, value in spoilt:
        photo[begin + place] = value

    shape = shape_of(upright(bytes(photo)))

    assert shape is not None
    assert sorted((shape.width, shape.height)) == [48, 64]


def noted(order: str, orientation: int) -> bytes:
    """A photo with what its camera notes: of which make it is, and how it was held."""
    head = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HI", 42, 8)
    entries = struct.pack(f"{order}HHII", 0x010F, 2, 4, 0) + struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    notes = b"Exif\0\0" + head + struct.pack(f"{order}H", 2) + entries + bytes(4)
    photo = jpeg(64, 48, seed=1)
    return photo[:20] + b"\xff\xe1" + struct.pack(">H", len(notes) + 2) + notes + photo[20:]


def damaged(kind: str) -> tuple[str, bytes]:
    """A picture with the head and the end of a whole one, and its name."""
    photo = jpeg(64, 48, seed=1)
    if kind == "pixels":
        at = png().index(b"IDAT") + 6
        return "anh.png", png()[:at] + bytes([png()[at] ^ 0xFF]) + png()[at + 1 :]
    if kind == "tables":
        counts = photo.index(b"\xff\xc4") + 5
        return "anh.jpg", photo[:counts] + b"\xff" * 16 + photo[counts + 16 :]
    # four colours of one tone each, as printing presses take them
    frame, scan = photo.index(b"\xff\xc0"), photo.index(b"\xff\xda")
    parts = b"".join(bytes([number, 0x11, 0]) for number in range(1, 5))
    four = b"\xff\xc0" + struct.pack(">HBHHB", 20, 8, 48, 64, 4) + parts
    order = b"\xff\xda\0\x0e\4" + b"".join(bytes([number, 0]) for number in range(1, 5)) + b"\0\x3f\0"
    return "bon-mau.jpg", photo[:frame] + four + photo[frame + 13 : scan] + order + photo[scan + 10 :]


def kept(drawer: Drawer, file: str) -> bytes:
    with drawer.database.read() as tx:
        found = ManuscriptStore(tx).picture(drawer.period, file)
    assert found is not None
    return found


def text_now(drawer: Drawer) -> str | None:
    found = collect(drawer).find("hong")
    return None if found is None else found.manuscript.text


@pytest.mark.parametrize(
    ("file", "name"),
    [("Hội nghị (1).JPG", "hoi-nghi-1.jpg"), ("IMG_1234.jpeg", "img-1234.jpeg"), ("(1).png", "1.png")],
)
def test_a_picture_is_kept_under_a_plain_name_made_of_that_of_its_file(file: str, name: str) -> None:
    assert plain_name(file) == name
