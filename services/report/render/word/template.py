"""The empty document everything is written into."""

from __future__ import annotations

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

STYLES_WITH_EFFECTS = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
# Parts of python-docx's own template that say nothing about this document.
ALIEN = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.CUSTOM_XML, STYLES_WITH_EFFECTS)
WORD_2013 = 15


def blank() -> Document:
    """A document without python-docx's decoration, opened by Word as one of its own time."""
    document = docx.Document()
    for package in (document.part.package, document.part):
        for key in [key for key, link in package.rels.items() if link.reltype in ALIEN]:
            del package.rels[key]
    settings = document.settings.element
    for mode in settings.xpath("w:compat/w:compatSetting[@w:name='compatibilityMode']"):
        mode.set(qn("w:val"), str(WORD_2013))
    for language in settings.xpath("w:themeFontLang"):
        settings.remove(language)
    return document
