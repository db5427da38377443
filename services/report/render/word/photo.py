"""A picture of an article in the document, with its description."""

from __future__ import annotations

from typing import Final

from docx.document import Document
from docx.image.image import BaseImageHeader, Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.parts.image import ImagePart
from docx.shared import Emu, Mm

from services.report.domain.picture import Picture
from services.report.render.letters import printable
from services.report.render.photo_size import photo_mm

ENDINGS: Final = {"image/png": "png", "image/jpeg": "jpg"}
#: dots on an inch where nobody asks: the picture is as large as we say
DOTS: Final = 72


class Head(BaseImageHeader):
    """What is known of a picture already: python-docx reads less kinds, and stumbles over what cameras note."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(picture.width, picture.height, DOTS, DOTS)
        self._media_type = picture.media_type

    @property
    def content_type(self) -> str:
        return self._media_type

    @property
    def default_ext(self) -> str:
        return ENDINGS[self._media_type]


def add_photo(document: Document, picture: Picture, content: bytes, width_mm: float) -> None:
    """Put the picture on the page, as large as `width_mm` and its pixels bear."""
    width = Mm(photo_mm(picture, width_mm)[0])
    image = _part(document, picture, content)
    link = document.part.relate_to(image, RELATIONSHIP_TYPE.IMAGE)
    height = Emu(round(width * picture.height / picture.width))
    inline = CT_Inline.new_pic_inline(document.part.next_id, link, image.filename, width, height)
    run = document.add_paragraph(style="Figure").add_run()
    run._r.add_drawing(inline)  # noqa: SLF001 - python-docx adds only what it has read itself
    inline.find(qn("wp:docPr")).set("descr", printable(picture.alt))


def _part(document: Document, picture: Picture, content: bytes) -> ImagePart:
    """The picture as a part of the document, once however often it is shown."""
    images = document.part.package.image_parts
    known: ImagePart | None = next((image for image in images if image.blob == content), None)
    if known is None:
        head = Head(picture)
        place = PackURI(f"/word/media/image{len(images) + 1}.{head.default_ext}")
        known = ImagePart.from_image(Image(content, f"image.{head.default_ext}", head), place)
        images.append(known)
    return known
