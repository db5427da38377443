"""An edition that says which published figures were corrected: its own in a re-issue, those of others in the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from services.report.domain.bulletin import Bulletin, Cell, Column, Row, Sentence, Table, Total
from services.report.domain.correction import Correction, Said
from services.report.domain.corrections import key_of
from services.report.domain.tongue import ENGLISH, VIETNAMESE, Language, Tongue
from services.report.domain.twins import in_english
from shared.figures import FigureKey, dimension_text

Holder = TypeVar("Holder", Row, Total)
MARK: Final = "(R)"
#: the whole note, and what became of the figure
NOTE: Final[Mapping[Language, str]] = {
    "vi": "{mark} {name}, {heading}, báo cáo số {number} (tháng {month}): {said}; lý do: {reason}.",
    "en": "{mark} {name}, {heading}, report No. {number} ({month}): {said}; reason: {reason}.",
}
BECAME: Final[Mapping[Language, Mapping[str, str]]] = {
    "vi": {
        "corrected": "đã công bố {old}, nay là {new}",
        "withdrawn": "đã công bố {old}, nay không còn số liệu",
        "supplied": "nay bổ sung số liệu {new}",
    },
    "en": {
        "corrected": "published as {old}, now {new}",
        "withdrawn": "published as {old}, now without a figure",
        "supplied": "the figure {new} is added now",
    },
}


def revised(bulletin: Bulletin, corrections: Sequence[Correction]) -> Bulletin:
    """The bulletin with `corrections`: marks at figures and changes that rest on them, and a note on each.

    A note stands under the table that printed the figure, or at the end where this edition does not print that table.
    """
    if not corrections:
        return bulletin
    by_key = {key_of(correction): correction for correction in corrections}
    tables = tuple(_table(table, bulletin.period, by_key) for table in bulletin.tables)
    printed = {table.id for table in tables}
    loose = tuple(
        Sentence(id=f"correction-{place}", table="", kind="statement", facts=_facts(each), **_notes("text", each))
        for place, each in enumerate((each for each in corrections if each.table not in printed), start=1)
    )
    return bulletin.model_copy(
        update={"tables": tables, "sentences": (*bulletin.sentences, *loose), "corrections": tuple(corrections)}
    )


def _table(table: Table, period: str, corrections: Mapping[FigureKey, Correction]) -> Table:
    columns = {column.key: column for column in table.columns}
    rows = tuple(_marked(row, columns, period, corrections) for row in table.rows)
    total = None if table.total is None else _marked(table.total, columns, period, corrections)
    told = [_notes("note", each) for each in corrections.values() if each.table == table.id]
    notes = {
        "footnotes": (*table.footnotes, *(each["note"] for each in told)),
        "footnotes_en": (*table.footnotes_en, *(each["note_en"] for each in told)),
    }
    return table.model_copy(update={"rows": rows, "total": total, **notes})


def _marked(
    holder: Holder, columns: Mapping[str, Column], period: str, corrections: Mapping[FigureKey, Correction]
) -> Holder:
    cells = {key: _cell(cell, holder.unit, columns[key], period, corrections) for key, cell in holder.cells.items()}
    return holder.model_copy(update={"cells": cells})


def _cell(cell: Cell, unit: str, column: Column, period: str, corrections: Mapping[FigureKey, Correction]) -> Cell:
    def corrected(when: str | None) -> bool:
        key = FigureKey(unit, column.indicator, dimension_text(column.dimension), when or "")
        return key in corrections and corrections[key].kind != "supplied"

    marks = {"revised": corrected(period), "change_revised": bool(cell.change_text) and corrected(cell.compared_with)}
    return cell.model_copy(update={name: True for name, marked in marks.items() if marked})


def _notes(name: str, each: Correction) -> dict[str, str]:
    """The note on a correction in both languages, as the fields `name` and its English."""
    return {name: _note(each, VIETNAMESE), f"{name}_en": _note(in_english(each), ENGLISH)}


def _note(each: Correction, tongue: Tongue) -> str:
    said = BECAME[tongue.language][each.kind].format(
        old=_words(each.published, tongue), new=_words(each.corrected, tongue)
    )
    return NOTE[tongue.language].format(
        mark=MARK,
        name=each.name,
        heading=each.heading,
        number=each.number,
        month=tongue.month(each.period),
        said=said,
        reason=each.reason.rstrip("."),
    )


def _words(said: Said, tongue: Tongue) -> str:
    """A figure in running text, where a mark alone would say nothing."""
    return tongue.words("không phát sinh", "no activity") if said.status == "no_activity" else said.text


def _facts(each: Correction) -> dict[str, str]:
    return {
        "unit": each.unit,
        "indicator": each.indicator,
        "period": each.period,
        "published": each.published.text,
        "corrected": each.corrected.text,
    }
