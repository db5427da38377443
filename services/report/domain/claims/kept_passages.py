"""What has become of the paragraphs of the edition that was kept: facts are not free, and every new word is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby

from services.report.domain.claims.document import Document
from services.report.domain.claims.edition import PrintedEdition, PrintedLine
from services.report.domain.claims.finding import Finding, Place, Result
from services.report.domain.claims.forms import text_form
from services.report.domain.claims.kept_lines import Line, Pairing
from services.report.domain.claims.names import Names
from services.report.domain.claims.stated import stated
from shared.wording import say

#: behind a heading in the table of contents
PAGE = re.compile(r"[\s.…]*\d+$")
#: a document that has as much of the text of an edition, in hundredths, is that edition worked on
COPY = 50


def is_copy(document: Document, kept: Document) -> bool:
    """Whether a document is the edition worked on, and not another text about the same figures."""
    forms = {text_form(passage.text) for passage in document.passages}
    there = [text_form(passage.text) in forms for passage in kept.passages]
    return 100 * sum(there) >= COPY * len(there) > 0


def facts(pairing: Pairing, names: Names) -> Iterator[Finding]:
    """Each computed line that is not there word for word, beside the one most like it: wording is free, facts are not.

    Of other words for the same facts the edition's own copy tells (see `wordings`).
    """
    for line, like in pairing.alike("computed"):
        same = stated(line.text, names) == stated(like.text, names)
        yield _changed(like, line, *(("changed", "edition-text") if same else ("contradicted", "edition-sentence")))


def wordings(pairing: Pairing, kept: PrintedEdition, names: Names) -> Iterator[Finding]:
    """Whatever else of the printed text was changed, is gone or was added, for information; sentences must be there."""
    for kind in ("written", "head", "foot"):
        yield from (_changed(like, line, "changed", _rule(line)) for line, like in pairing.alike(kind))
    yield from (_changed(like, line, "changed", _rule(line)) for line, like in pairing.between(kept.told))
    for place in pairing.gone:
        line = pairing.ours[place]
        if line.text in kept.told and stated(line.text, names):
            yield Finding("missing", "edition-sentence-missing", _place(line), "", line.text, source="edition")
        elif not line.optional and pairing.there(line.group):
            yield Finding("changed", _rule(line), _place(line), "", line.text, source="edition")
    if kept.lines:
        yield from _added(pairing, kept)


def _added(pairing: Pairing, kept: PrintedEdition) -> Iterator[Finding]:
    """What stands together is told together."""
    listed = {text_form(text) for text in (*kept.also, *(line.text for line in kept.lines if line.group))}
    new = [at for at in pairing.new if text_form(PAGE.sub("", pairing.theirs[at].text)) not in listed]
    for _, places in groupby(enumerate(new), lambda pair: pair[1] - pair[0]):
        lines = [pairing.theirs[at] for _, at in places]
        why = say("verify-more-paragraphs", count=len(lines) - 1) if len(lines) > 1 else ""
        yield Finding("changed", "text-added", lines[0].place, lines[0].text, "", why, source="edition")


def _rule(line: PrintedLine) -> str:
    return "article-text" if line.kind == "written" else "edition-text"


def _place(line: PrintedLine) -> Place:
    return Place("" if line.kind in ("head", "foot") else line.heading, part=_part(line))


def _part(line: PrintedLine) -> str:
    return line.kind if line.kind in ("head", "foot") else ""


def _changed(now: Line, before: PrintedLine, result: Result, rule: str) -> Finding:
    """Only the words that differ are shown."""
    mine, theirs = before.text.split(), now.text.split()
    steps = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    changed = [step for step in steps if step[0] != "equal"]
    says = " … ".join(" ".join(theirs[start:end]) or "∅" for _, _, _, start, end in changed)
    right = " … ".join(" ".join(mine[start:end]) or "∅" for _, start, end, _, _ in changed)
    place = _place(before) if _part(before) else now.place
    return Finding(result, rule, place, says, right, before.text, source="edition")
