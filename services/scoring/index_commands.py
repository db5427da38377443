"""`nhipso index`: the indices of the province, what units score in them and how they would score more."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from typing import Annotated, Any, NoReturn, get_args

import typer

from services.scoring.domain.index_score import index_in
from services.scoring.domain.index_words import Language, number
from services.scoring.index_answers import (
    Standing,
    component_rows,
    gain_rows,
    group_rows,
    standings,
    unit_rows,
    with_gains,
)
from shared.catalogue import Catalogue, Index
from shared.catalogue.load import load_catalogue
from shared.database import open_database
from shared.figures import is_period
from shared.output import Format, fail, show, tell
from shared.settings import read_settings

index_app = typer.Typer(name="index", help="Weighted indices: points, bands and places of units.", no_args_is_help=True)

FormatOption = Annotated[Format, typer.Option("--format", help="table or json")]
LISTED = ("index", "version", "name_vi", "valid_from", "valid_to", "levels", "maximum", "legal_basis")
UNITS = ("level_name", "rank", "name", "points", "counted", "score", "band_name")
GROUPS = ("name", "points", "counted", "maximum")
COMPONENTS = ("name", "value", "points", "counted", "how")
GAINS = ("order", "name", "points", "advice")
HEADS = {
    "vi": {
        "level_name": "Cấp",
        "rank": "Hạng",
        "name": "Tên",
        "points": "Điểm",
        "counted": "Điểm tối đa được tính",
        "maximum": "Điểm tối đa",
        "score": "Kết quả",
        "band_name": "Xếp loại",
        "value": "Số liệu",
        "how": "Cách tính",
        "order": "Thứ tự",
        "advice": "Cách có thêm điểm",
    },
    "en": {
        "level_name": "Level",
        "rank": "Rank",
        "name": "Name",
        "points": "Points",
        "counted": "Maximum that counts",
        "maximum": "Maximum",
        "score": "Score",
        "band_name": "Band",
        "value": "Figure",
        "how": "How",
        "order": "Order",
        "advice": "What brings more points",
    },
}


@index_app.command("list", epilog="Example: nhipso index list --format json")
def list_indices(form: FormatOption = Format.TABLE) -> None:
    """List every version of every index."""
    catalogue = load_catalogue(read_settings().province)
    show([_listed(index) for index in catalogue.indices.values()], LISTED, form)


@index_app.command("show", epilog="Example: nhipso index show qd-766 --period 2023-02 --unit so-noi-vu --lang en")
def show_index(
    name: Annotated[str, typer.Argument(metavar="ID", help="id of the index")],
    period: Annotated[str, typer.Option(help="month, such as 2023-02")],
    unit: Annotated[str | None, typer.Option(help="only this unit, component by component")] = None,
    lang: Annotated[str, typer.Option(help="language of names and words: vi or en")] = "vi",
    form: FormatOption = Format.TABLE,
) -> None:
    """Show scores, bands and places within each level; of one unit every component, and the cheapest next points."""
    if not is_period(period):
        raise typer.BadParameter(f"{period!r} is not a month such as 2023-02")
    language, settings = _language(lang), read_settings()
    catalogue = load_catalogue(settings.province)
    index = _in_force(name, period, catalogue)
    with closing(open_database("scoring", settings.database_url.get_secret_value())) as database, database.read() as tx:
        found = standings(tx, index, period, catalogue)
        if unit is not None:
            mine = next((one for one in found if one.score.unit == unit), None)
            found = [with_gains(tx, mine or _nothing(unit, index, period, catalogue), index, catalogue)]
    answer = _answer(found, index, catalogue, language, details=unit is not None)
    if form is Format.JSON:
        typer.echo(json.dumps({"period": period, **answer}, ensure_ascii=False, indent=1))
    else:
        _print(answer, language)


def _in_force(name: str, period: str, catalogue: Catalogue) -> Index:
    if name not in {index.id for index in catalogue.indices.values()}:
        fail(f"there is no index {name!r}; see: nhipso index list")
    index = index_in(period, name, catalogue)
    if index is None:
        fail(f"no version of {name} is in force at the cut-off of {period}, {catalogue.calendar.cut_off(period)}")
    return index


def _nothing(unit: str, index: Index, period: str, catalogue: Catalogue) -> NoReturn:
    if unit not in catalogue.units:
        fail(f"unknown unit {unit!r}; see: nhipso catalogue show unit ID")
    fail(f"{unit} has no score in {index.id} for {period}: none of its figures goes into it")


def _answer(
    found: Sequence[Standing], index: Index, catalogue: Catalogue, language: Language, *, details: bool
) -> dict[str, Any]:
    """All there is to say; of one unit also its groups, components and next points."""
    name = index.name_vi if language == "vi" else index.name_en
    said = {"index": index.id, "version": index.version, "name": name, "legal_basis": index.legal_basis}
    answer: dict[str, Any] = {**said, "units": unit_rows(found, index, catalogue, language)}
    if details:
        (one,) = found
        answer["groups"] = list(group_rows(one.score, index, language))
        answer["components"] = list(component_rows(one.score, index, catalogue, language))
        answer["next_points"] = list(gain_rows(one.gains, index, catalogue, language))
    return answer


def _print(answer: Mapping[str, Any], language: Language) -> None:
    tell(f"{answer['name']} ({answer['index']}, {answer['version']}): {answer['legal_basis']}")
    for part, columns in (("units", UNITS), ("groups", GROUPS), ("components", COMPONENTS), ("next_points", GAINS)):
        if part in answer:
            heads = HEADS[language]
            rows = [{heads[name]: _printed(row[name], language) for name in columns} for row in answer[part]]
            show(rows, [heads[name] for name in columns])


def _printed(cell: object, language: Language) -> object:
    """A number as the language writes it; anything else as it is."""
    if isinstance(cell, str) and cell.replace(".", "", 1).lstrip("-").isdigit():
        return number(Decimal(cell), language)
    return cell


def _listed(index: Index) -> dict[str, Any]:
    return {
        "index": index.id,
        "version": index.version,
        "name_vi": index.name_vi,
        "name_en": index.name_en,
        "valid_from": index.valid_from,
        "valid_to": index.valid_to,
        "levels": "|".join((*index.scores.levels, *index.scores.units)),
        "components": len(index.components),
        "maximum": str(index.maximum),
        "scale": str(index.scale),
        "legal_basis": index.legal_basis,
    }


def _language(lang: str) -> Language:
    for language in get_args(Language):
        if language == lang:
            found: Language = language
            return found
    raise typer.BadParameter(f"{lang!r} is not vi or en")
