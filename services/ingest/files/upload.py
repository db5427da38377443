"""A file of figures over HTTP: as the body itself, or as the one part of a form."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response

from services.ingest.domain.envelope import Sent
from services.ingest.domain.limit import RateLimit
from services.ingest.domain.notation import parse_notations
from services.ingest.door import take
from services.ingest.files.table import CSV, XLSX, kind_of, read_table
from services.ingest.handlers import Order
from services.ingest.requests import read_key, read_order
from shared.errors import Refused
from shared.parts import Parts

MULTIPART = "multipart/form-data"


class Upload(NamedTuple):
    """The content of the file; what its sender calls it is never looked at."""

    content: bytes
    numbers: str


def post_file(request: Request, parts: Parts, rate: RateLimit) -> Response:
    """Accept the figures of a file and answer as for figures, each with its row; what is refused is raised."""
    now = parts.clock()
    key = read_key(request, parts.database, rate, now)
    order = read_order(request, key, "numbers")
    upload = read_upload(request)
    table = read_table(upload.content, parse_notations(upload.numbers), parts.settings.max_file_figures)
    sent = [Sent(row.item, row=row.number) for row in table.rows]
    return take(request, order, sent, _asked(upload, order), parts, now)


def read_upload(request: Request) -> Upload:
    """The file in a request. Raises Refused when there is not exactly one, or it is not what it is said to be."""
    if request.mimetype == MULTIPART:
        content = _part(request)
    elif request.mimetype in (CSV, XLSX):
        content = request.get_data()
        if content and kind_of(content) != request.mimetype:
            raise Refused("malformed-file", f"the body is not {request.mimetype}")
    else:
        raise Refused("unsupported-media-type", f"send one of: {CSV}, {XLSX}, {MULTIPART}")
    if not content:
        raise Refused("malformed-file", "the file is empty")
    return Upload(content, request.args.get("numbers", ""))


def _part(request: Request) -> bytes:
    try:
        files, fields = list(request.files.values(multi=True)) if request.files else [], list(request.form)
    except (HTTPException, ValueError) as error:
        raise Refused("malformed-request", "the form cannot be read") from error
    if len(files) != 1 or fields:
        raise Refused("malformed-request", "send one file, as the only field of the form")
    return files[0].read()


def _asked(upload: Upload, order: Order) -> str:
    """A hash of all that makes this request what it is; not how the file was wrapped up."""
    head = f"file\n{order.atomic}\n{upload.numbers}\n"
    return hashlib.sha256(head.encode() + upload.content).hexdigest()
