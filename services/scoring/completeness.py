"""`nhipso completeness`: who owes what by when, and what has come."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal, get_args

import typer

from services.scoring.domain.completeness import STATES, Line, Received, completeness, owed_in, totals
from services.scoring.store import ScoringStore
from shared.catalogue import Catalogue
from shared.catalogue.load import load_catalogue
from shared.clock import BUSINESS_ZONE, system_clock
from shared.database import Database, open_database
from shared.figures import is_period
from shared.output import Format, fail, show
from shared.settings import read_settings

Language = Literal["vi", "en"]

WORDS = {
    "vi": {
        "unit": "Đơn vị",
        "indicator": "Chỉ tiêu",
        "dimension": "Phân tổ",
        "programme": "Chương trình",
        "due": "Hạn gửi",
        "state": "Tình trạng",
        "arrived": "Nhận lúc",
        "on_time": "Đúng hạn",
        "late": "Trễ hạn",
        "computed": "Tính từ đơn vị thành viên",
        "missing": "Chưa có số liệu",
        "not_due": "Chưa đến hạn",
        "not_applicable": "Không áp dụng",
    },
    "en": {
        "unit": "Unit",
        "indicator": "Indicator",
        "dimension": "Dimension",
        "programme": "Programme",
        "due": "Due",
        "state": "State",
        "arrived": "Received",
        "on_time": "On time",
        "late": "Late",
        "computed": "Computed from members",
        "missing": "Missing",
        "not_due": "Not due yet",
        "not_applicable": "Not applicable",
    },
}
COLUMNS = ("unit", "indicator", "dimension", "programme", "due", "state", "arrived")


def completeness_command(
    period: Annotated[str, typer.Option(help="month, such as 2023-02")],
    unit: Annotated[str | None, typer.Option(help="only this unit, by its id")] = None,
    lang: Annotated[str, typer.Option(help="language of the table: vi or en")] = "vi",
    form: Annotated[Format, typer.Option("--format", help="table or json")] = Format.TABLE,
) -> None:
    """Show who owes which figures of a month by when: received on time or late, missing, not due yet.

    Example: nhipso completeness --period 2023-02 --unit so-noi-vu --format json
    """
    if not is_period(period):
        raise typer.BadParameter(f"{period!r} is not a month such as 2023-02")
    language = _language(lang)
    settings = read_settings()
    catalogue = load_catalogue(settings.province)
    if unit is not None and unit not in catalogue.units:
        fail(f"unknown unit {unit!r}; see: nhipso catalogue show unit ID")
    database = open_database("scoring", settings.database_url.get_secret_value())
    try:
        lines = lines_of(database, catalogue, period, unit, system_clock())
    finally:
        database.close()
    if form is Format.JSON:
        typer.echo(json.dumps(stated(lines, period), ensure_ascii=False, indent=1))
        return
    _show(lines, catalogue, language)


def lines_of(database: Database, catalogue: Catalogue, period: str, unit: str | None, now: datetime) -> list[Line]:
    """How what is owed of `period` stands at `now`, from what scoring has received."""
    owed = owed_in(period, catalogue, unit)
    keys = {each.key for each in owed}
    with database.read() as tx:
        store = ScoringStore(tx)
        arrivals = {key: observation.arrived for key, observation in store.observations(keys).items()}
        received = Received(arrivals, store.evaluations(keys))
    return completeness(owed, received, now)


def stated(lines: Sequence[Line], period: str) -> dict[str, Any]:
    """The lines and the totals per unit, as JSON has them."""
    counted = totals(lines)
    return {
        "period": period,
        "lines": [
            {
                "unit": line.obligation.key.unit,
                "indicator": line.obligation.key.indicator,
                "dimension": line.obligation.key.dimension,
                "programme": line.obligation.programme,
                "due": line.obligation.due.isoformat() if line.obligation.applies else None,
                "state": line.state,
                "arrived": line.arrived.astimezone(BUSINESS_ZONE).isoformat() if line.arrived else None,
            }
            for line in lines
        ],
        "units": [{"unit": unit, **{state: count[state] for state in STATES}} for unit, count in counted.items()],
    }


def _show(lines: Sequence[Line], catalogue: Catalogue, language: Language) -> None:
    words = WORDS[language]
    show([_printed(line, catalogue, language) for line in lines], [words[column] for column in COLUMNS])
    counted = [
        {words["unit"]: catalogue.units[unit].short_name, **{words[state]: count[state] for state in STATES}}
        for unit, count in totals(lines).items()
    ]
    show(counted, [words["unit"], *(words[state] for state in STATES)])


def _printed(line: Line, catalogue: Catalogue, language: Language) -> dict[str, object]:
    words, each = WORDS[language], line.obligation
    indicator, programme = catalogue.indicators[each.key.indicator], catalogue.programmes[each.programme]
    return {
        words["unit"]: catalogue.units[each.key.unit].short_name,
        words["indicator"]: indicator.name_vi if language == "vi" else indicator.name_en,
        words["dimension"]: each.key.dimension,
        words["programme"]: programme.name_vi if language == "vi" else programme.name_en,
        words["due"]: f"{each.due:%d/%m/%Y}" if each.applies else None,
        words["state"]: words[line.state],
        words["arrived"]: f"{line.arrived.astimezone(BUSINESS_ZONE):%d/%m/%Y %H:%M}" if line.arrived else None,
    }


def _language(lang: str) -> Language:
    for language in get_args(Language):
        if language == lang:
            found: Language = language
            return found
    raise typer.BadParameter(f"{lang!r} is not vi or en")
