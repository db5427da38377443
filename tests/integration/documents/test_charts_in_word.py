"""Charts of a Word file are drawn in lines that every office program knows, with pixels for those that know none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from struct import unpack_from
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import docx
import pytest
from defusedxml.ElementTree import fromstring
from docx.oxml.ns import qn

from services.report.domain.twins import in_english
from services.report.render import rendered
from services.report.render.drawing import bars, trend_lines
from services.report.render.drawing.vectors import svg
from services.report.render.languages import labels_in
from tests.integration.documents.samples import BULLETINS, document
from tests.validators import plain_svg

EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
PLAIN = svg(bars(BULLETINS["draft"]()[0].charts[0], labels_in("vi"))).decode()


class Shown(NamedTuple):
    """A chart as the document has it: its frame, both its pictures and its description."""

    ratio: float
    pixels: bytes
    lines: bytes
    alt: str


@pytest.fixture(scope="module")
def charts() -> Mapping[str, list[Shown]]:
    """The charts of every edition, in their order."""
    return {kind: list(_charts(docx.Document(BytesIO(document(kind, "docx"))))) for kind in BULLETINS}


def _charts(document: Any) -> Iterator[Shown]:
    for inline in document.element.body.iter(qn("wp:inline")):
        blip = next(inline.iter(qn("a:blip")))
        for vector in blip.iter(SVG_BLIP):
            assert vector.getparent().get("uri") == EXTENSION
            extent = inline.find(qn("wp:extent"))
            pixels, lines = (document.part.related_parts[each.get(qn("r:embed"))] for each in (blip, vector))
            assert (pixels.content_type, lines.content_type) == ("image/png", "image/svg+xml")
            ratio = int(extent.get("cx")) / int(extent.get("cy"))
            yield Shown(ratio, pixels.blob, lines.blob, inline.find(qn("wp:docPr")).get("descr"))


def _size(lines: bytes) -> tuple[float, float]:
    root: Element = fromstring(lines)
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    assert root.get("viewBox") == f"0 0 {width:g} {height:g}"
    return width, height


@pytest.mark.parametrize("kind", BULLETINS)
def test_every_chart_is_there_in_lines_and_says_what_it_shows(kind: str, charts: Mapping[str, list[Shown]]) -> None:
    bulletin, _, language = BULLETINS[kind]()
    labels, told = labels_in(language), in_english(bulletin) if language == "en" else bulletin
    drawings = [bars(each, labels) for each in told.charts] + [trend_lines(each, labels) for each in told.trends]

    assert {(each.lines, each.alt) for each in charts[kind]} == {(svg(each), each.alt) for each in drawings}
    assert len(charts[kind]) == len(drawings) > 0


@pytest.mark.parametrize("kind", BULLETINS)
def test_no_chart_asks_for_more_than_every_office_program_can(kind: str, charts: Mapping[str, list[Shown]]) -> None:
    assert [fault for each in charts[kind] for fault in plain_svg.faults(each.lines)] == []


@pytest.mark.parametrize("kind", BULLETINS)
def test_lines_and_pixels_fill_the_same_frame(kind: str, charts: Mapping[str, list[Shown]]) -> None:
    for each in charts[kind]:
        width, height = _size(each.lines)

        assert unpack_from(">II", each.pixels, 16) == (2 * width, 2 * height)
        assert each.ratio == pytest.approx(width / height, rel=1e-5)


def test_every_part_of_the_package_has_one_kind_and_nothing_lies_outside() -> None:
    with ZipFile(BytesIO(document("results", "docx"))) as package:
        names = package.namelist()
        kinds = fromstring(package.read("[Content_Types].xml"))
        links = fromstring(package.read("word/_rels/document.xml.rels"))

    stated = {each.get("PartName"): each.get("ContentType") for each in kinds.iter(f"{TYPES}Override")}
    drawn = [f"/{name}" for name in names if name.endswith(".svg")]
    targets = [link.get("Target") for link in links if link.get("Type", "").endswith("/image")]
    assert len(names) == len(set(names))
    assert [stated.get(name) for name in drawn] == ["image/svg+xml"] * 7
    assert sorted(f"/word/{each}" for each in targets if each) == sorted(f"/{n}" for n in names if "/media/" in n)
    assert not any(link.get("TargetMode") for link in links if link.get("Type", "").endswith("/image"))


def test_the_same_edition_has_the_same_charts_to_the_byte() -> None:
    bulletin, pictures, language = BULLETINS["results"]()

    assert rendered(bulletin, ["docx"], language, pictures)["bulletin.docx"] == document("results", "docx")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<rect ", '<rect class="bar" ', "rect with class"),
        ("<rect ", '<rect style="fill:red" ', "rect with style"),
        ('fill="#26323d"', 'fill="url(#hatch)"', "url"),
        ('fill="#26323d"', 'fill="currentColor"', "currentColor"),
        ("</svg>", "<style>rect{}</style></svg>", "element"),
        ("</svg>", '<g><rect x="1" y="1" width="1" height="1" fill="#000"/></g></svg>', "element"),
        ("</svg>", '<use href="https://example.org/x.svg#a"/></svg>', "element"),
        ("</svg>", '<image href="https://example.org/x.png"/></svg>', "element"),
        ("<text ", '<text text-anchor="end" ', "text with text-anchor"),
        ("<text ", '<text dominant-baseline="middle" ', "text with dominant-baseline"),
        ('font-size="14"', 'font-size="1em"', "font-size"),
        ('font-size="14"', "", "text without font-size"),
        ('width="720"', 'width="100%"', "width"),
        (' d="M', ' d="M0 0C1 1 2 2 3 3M', "path with d"),
        ("<svg ", '<!DOCTYPE svg SYSTEM "https://example.org/svg.dtd"><svg ', "more than elements"),
        ("</svg>", "", "no XML"),
    ],
)
def test_a_drawing_that_asks_for_more_is_found(old: str, new: str, fault: str) -> None:
    assert plain_svg.faults(PLAIN.encode()) == []
    assert old in PLAIN

    found = plain_svg.faults(PLAIN.replace(old, new, 1).encode())

    assert fault in " ".join(found)
