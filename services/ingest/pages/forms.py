"""The form of a unit over HTTP: as the workbook that is filled in, or as what it asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pydantic import BaseModel, Field
from werkzeug.wrappers import Request, Response

from services.ingest.domain.form import Asked, Form, make_form
from services.ingest.domain.key import Key
from services.ingest.exporting import figures_of_unit
from services.ingest.files.form_file import write_form
from services.ingest.files.table import XLSX
from services.ingest.pages.parameters import check_parameters
from shared.catalogue.resolve import resolve_unit
from shared.errors import Refused
from shared.facts import Figure
from shared.figures import Status, is_period, plain
from shared.http.answers import json_answer
from shared.language import LANGUAGE
from shared.parts import Parts
from shared.wording import say

JSON = "application/json"


class FormFigure(BaseModel):
    """A figure of the unit as it holds; `value` is null where there was nothing to count."""

    period: str
    as_of: date
    value: str | None


class FormRow(BaseModel):
    """One figure that is asked for, with the unit's newest one of an earlier month and that of this month."""

    indicator: str
    name_vi: str
    name_en: str
    dimension: str
    due: date = Field(description="The last day on which it is in time.")
    before: FormFigure | None
    held: FormFigure | None


class FormAnswer(BaseModel):
    """What a unit is asked for in a month."""

    unit: str
    name: str
    period: str
    cut_off: date
    rows: tuple[FormRow, ...]


def get_form(request: Request, key: Key, parts: Parts) -> Response:
    """The form that the request asks for, with what the key may send. Raises Refused."""
    form = _form(request, key, parts)
    if request.accept_mimetypes.best_match([XLSX, JSON]) == JSON:
        return json_answer(form_answer(form), headers={"Vary": "Accept, Accept-Language"})
    name = f"form-{form.unit.id}-{form.period}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Vary": "Accept, Accept-Language"}
    return Response(write_form(form, LANGUAGE.get()), headers=headers, mimetype=XLSX)


def form_answer(form: Form) -> FormAnswer:
    """The form as data."""
    rows = tuple(_row(asked, form) for asked in form.rows)
    name = form.unit.name_on(form.day)
    return FormAnswer(unit=form.unit.id, name=name, period=form.period, cut_off=form.cut_off, rows=rows)


def _form(request: Request, key: Key, parts: Parts) -> Form:
    check_parameters(request, "unit", "period")
    unit = resolve_unit(parts.catalogue, request.args.get("unit", ""))
    if not key.covers("unit", unit.id):
        name, allowed = f"{unit.short_name} ({unit.id})", ", ".join(key.units)
        raise Refused("not-allowed", say("no-right", name=name, allowed=allowed))
    period = request.args.get("period", "")
    if not is_period(period):
        raise Refused("not-a-period", say("form-period"), value=period)
    with parts.database.read() as tx:
        figures = figures_of_unit(tx, unit.id)
    now = parts.clock()
    form = _allowed(make_form(unit, period, figures, parts.catalogue, now), key)
    if not form.rows and key.indicators:
        form = make_form(unit, period, figures, parts.catalogue, now, patterns=key.indicators)
    if not form.rows:
        raise Refused("not-found", say("form-empty"))
    return form


def _allowed(form: Form, key: Key) -> Form:
    return replace(form, rows=tuple(asked for asked in form.rows if key.covers("indicator", asked.indicator.id)))


def _row(asked: Asked, form: Form) -> FormRow:
    return FormRow(
        indicator=asked.indicator.id,
        name_vi=asked.indicator.name_vi,
        name_en=asked.indicator.name_en,
        dimension=asked.dimension,
        due=asked.due or form.cut_off,
        before=_figure(asked.before),
        held=_figure(asked.held),
    )


def _figure(figure: Figure | None) -> FormFigure | None:
    if figure is None:
        return None
    value = None if figure.status is Status.NO_ACTIVITY or figure.value is None else plain(figure.value)
    return FormFigure(period=figure.period, as_of=figure.as_of, value=value)
