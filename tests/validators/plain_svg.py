"""The part of SVG that every office program shows alike: shapes and letters one by one, each with its own look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

SVG: Final = "{http://www.w3.org/2000/svg}"
NUMBER: Final = r"-?\d{1,4}(\.\d+)?"
#: what an attribute may say: plain numbers without a unit, colours by their number, straight ways
VALUES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("x", "y", "x1", "y1", "x2", "y2", "cx", "cy"), NUMBER),
    **dict.fromkeys(("width", "height", "r", "stroke-width", "font-size"), r"\d{1,4}(\.\d+)?"),
    **dict.fromkeys(("fill", "stroke"), r"#([0-9a-f]{3}){1,2}|none"),
    "viewBox": rf"0 0( {NUMBER}){{2}}",
    "stroke-dasharray": r"\d+( \d+)+",
    "points": rf"{NUMBER},{NUMBER}( {NUMBER},{NUMBER})+",
    "d": rf"(M{NUMBER} {NUMBER}(L{NUMBER} {NUMBER})+)+",
    "font-family": "Times New Roman(,[A-Za-z ]+)*",
    "font-weight": "bold",
    "font-style": "italic",
}
#: what an element must say, for nothing is inherited, and what else it may
NEEDED: Final[Mapping[str, str]] = {
    "svg": "width height viewBox",
    "rect": "x y width height fill",
    "line": "x1 y1 x2 y2 stroke",
    "polyline": "points fill stroke stroke-width",
    "path": "d fill stroke stroke-width",
    "circle": "cx cy r fill",
    "text": "x y fill font-family font-size",
}
ALLOWED: Final[Mapping[str, str]] = {
    "rect": "stroke stroke-width",
    "line": "stroke-width stroke-dasharray",
    "polyline": "stroke-dasharray",
    "text": "font-weight font-style",
}


def faults(content: bytes) -> list[str]:
    """What an office program may not know, or show in its own way; empty for a drawing that all show alike."""
    if b"<!" in content or b"<?" in content:
        return ["there is more than elements"]
    try:
        root = fromstring(content)
    except (ParseError, DefusedXmlException) as error:
        return [f"no XML: {error}"]
    nested = [f"{each.tag} has elements within" for each in root if len(each)]
    return [*([] if root.tag == f"{SVG}svg" else [f"{root.tag} is no drawing"]), *nested, *_looks(root)]


def _looks(root: Element) -> Iterator[str]:
    for place, each in enumerate(root.iter()):
        name = each.tag.removeprefix(SVG)
        if name not in NEEDED or (name == "svg") != (place == 0):
            yield f"element {each.tag}"
            continue
        stated, needed, allowed = set(each.keys()), set(NEEDED[name].split()), set(ALLOWED.get(name, "").split())
        yield from (f"{name} without {key}" for key in sorted(needed - stated))
        yield from (f"{name} with {key}" for key in sorted(stated - needed - allowed))
        for key, value in each.items():
            if key in VALUES and not re.fullmatch(VALUES[key], value):
                yield f"{name} with {key}={value!r}"
        if name != "text" and (each.text or "").strip():
            yield f"{name} with letters"
