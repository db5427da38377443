"""Whether pictures can be printed, found out by printing each alone."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from services.report.article_flaws import flaw
from services.report.domain.bulletin import Bulletin
from services.report.domain.picture import Picture, Pictures
from services.report.render.typesetting import STANDARDS, can_be_set
from shared.errors import Stop

FILES: Final = {"image/png": "picture.png", "image/jpeg": "picture.jpg"}
PAGE: Final = b'#set document(title: "x")\n#image(sys.inputs.file, width: 50mm, alt: "x")'


def is_printable(picture: Picture, content: bytes) -> bool:
    """Whether a picture goes into a PDF that is kept for ever; what is damaged does not, nor a JPEG in CMYK."""
    with TemporaryDirectory() as folder:
        file = Path(folder, FILES[picture.media_type])
        file.write_bytes(content)
        return can_be_set(PAGE, {"file": file.name}, Path(folder), pdf_standards=list(STANDARDS))


def picture_flaw(bulletin: Bulletin, pictures: Pictures) -> Stop | None:
    """What is wrong with the first picture of an edition that cannot be printed; None where all can be."""
    for article in bulletin.articles:
        for picture in article.pictures:
            content = pictures.get(picture.sha256)
            if content is not None and not is_printable(picture, content):
                return flaw(f"{article.id}.md", "picture-unprintable", file=picture.file)
    return None
