"""A file that is only looked at: each row with its fate, as data or as the workbook marked with it."""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

from services.ingest.answers import summary_answer
from services.ingest.client import Answer
from services.ingest.domain.envelope import Sent
from services.ingest.domain.limit import RateLimit
from services.ingest.files.marking import mark_file
from services.ingest.files.table import XLSX, Table
from services.ingest.files.upload import Upload, read_rows, read_upload
from services.ingest.handlers import submit
from services.ingest.importing import Report
from services.ingest.orders import Order
from services.ingest.pages.parameters import check_parameters
from services.ingest.pages.row_report import file_report
from services.ingest.requests import read_key
from services.ingest.store import IngestStore
from shared.http.answers import json_answer
from shared.http.aside import aside
from shared.http.trace import trace_of
from shared.parts import Parts
from shared.turns import in_turns

LOOKED_AT = 200
NAME = "nhipso-report.xlsx"
JSON = "application/json"
VARY = {"Vary": "Accept, Accept-Language"}


def look_at_file(request: Request, parts: Parts, rate: RateLimit) -> Response:
    """Say what would become of the rows of a file; nothing is stored, whatever they hold. Raises Refused."""
    key = read_key(request, parts.database, rate, parts.clock())
    check_parameters(request, "numbers")
    upload = read_upload(request)
    table = read_rows(upload, parts.settings.max_file_figures)
    sent = [Sent(row.item, row=row.number) for row in table.rows]
    with parts.database.read() as tx:
        order = Order(key, trace_of(request.environ), dry_run=True)
        summary = submit(sent, order, IngestStore(tx, in_turns), parts.catalogue, parts.clock(), in_turns)
    if request.accept_mimetypes.best_match([JSON, XLSX]) == XLSX:
        report = Report()
        report.add(table.rows, Answer(LOOKED_AT, summary_answer(summary).model_dump(mode="json")))
        return _marked(upload, table, report)
    return json_answer(file_report(table.rows, summary, in_turns), headers=VARY)


def _marked(upload: Upload, table: Table, report: Report) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{NAME}"', **VARY}
    marked = aside(lambda: mark_file(upload.content, table, report))
    return Response(marked, headers=headers, mimetype=XLSX)
