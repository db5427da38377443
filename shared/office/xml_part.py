"""A part of an office file read event by event: without a tree, DTD or entities, in bounded memory."""

from __future__ import annotations

import time
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from shared.errors import Refused
from shared.office.archive import Archive
from shared.wording import say

PIECE = 64 * 1024
MOST_DEPTH = 64
#: what a spreadsheet allows in one cell, and the little more that escapes may need
LONGEST_TEXT = 40_000


class Part:
    """Hears the elements of a part by their local names. What it hears it keeps in fields of its own."""

    def __init__(self) -> None:
        self._depth = 0
        self._text: list[str] | None = None
        self._length = 0

    def opens(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def closes(self, name: str, text: str) -> None:
        """An element ends; `text` is what stood in it, if `listen` was called at its begin."""

    def listen(self) -> None:
        """Gather the text that follows."""
        self._text, self._length = [], 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise Refused("unsafe-file", say("archive-depth", most=MOST_DEPTH))
        self.opens(tag.rpartition("}")[2], attributes)

    def data(self, text: str) -> None:
        if self._text is None:
            return
        self._text.append(text)
        self._length += len(text)
        if self._length > LONGEST_TEXT:
            raise Refused("unsafe-file", say("archive-long-text", most=LONGEST_TEXT))

    def end(self, tag: str) -> None:
        self._depth -= 1
        text = "".join(self._text or ())
        self._text = None
        self.closes(tag.rpartition("}")[2], text)


def fed(archive: Archive, name: str, part: Part) -> Iterator[None]:
    """Feed a part to its listener, piece by piece; between pieces its caller can take what was heard."""
    parser = XMLParser(target=part, forbid_dtd=True)
    try:
        with archive.open(name) as file:
            while piece := file.read(PIECE):
                parser.feed(piece)
                time.sleep(0)  # in a service this lets other requests go on
                yield
        parser.close()
    except DefusedXmlException:
        raise Refused("unsafe-file", say("archive-entities")) from None
    except (ParseError, LookupError, ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise Refused("malformed-file", say("archive-part-broken", part=name[:80], reason=error)) from None
    yield


def read(archive: Archive, name: str, part: Part) -> None:
    """Feed a whole part to its listener."""
    for _piece in fed(archive, name, part):
        pass
