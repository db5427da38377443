"""A file of figures over HTTP: as the body itself, or as the one part of a form."""

from __future__ import annotations

import hashlib
import io
from typing import NamedTuple

from werkzeug.exceptions import HTTPException
from werkzeug.formparser import FormDataParser
from werkzeug.wrappers import Request, Response

from services.ingest.domain.envelope import Sent
from services.ingest.domain.limit import RateLimit
from services.ingest.domain.notation import parse_notations
from services.ingest.door import take
from services.ingest.files.table import CSV, XLSX, Table, kind_of, read_table
from services.ingest.intake import Intake
from services.ingest.orders import Order
from services.ingest.requests import read_key, read_order
from shared.errors import Refused
from shared.http.aside import aside
from shared.parts import Parts
from shared.wording import say

#: of a form, everything but the file: nothing is expected there
MOST_BESIDE = 4096
MULTIPART = "multipart/form-data"


class Upload(NamedTuple):
    """The content of the file; what its sender calls it is never looked at."""

    content: bytes
    numbers: str


def post_file(request: Request, parts: Parts, rate: RateLimit, intake: Intake) -> Response:
    """Accept the figures of a file and answer as for figures, each with its row; what is refused is raised."""
    key = read_key(request, parts.database, rate, parts.clock())
    order = read_order(request, key, "numbers")
    upload = read_upload(request)
    table = read_rows(upload, parts.settings.max_file_figures)
    sent = [Sent(row.item, row=row.number) for row in table.rows]
    return take(request, order, sent, _asked(upload, order), parts, intake)


def read_upload(request: Request) -> Upload:
    """The file in a request. Raises Refused when there is not exactly one, or it is not what it is said to be."""
    if request.mimetype == MULTIPART:
        content = _part(request)
    elif request.mimetype in (CSV, XLSX):
        content = request.get_data()
        if content and kind_of(content) != request.mimetype:
            raise Refused("malformed-file", say("file-other-kind", kind=request.mimetype))
    else:
        raise Refused("unsupported-media-type", say("media-types", kinds=f"{CSV}, {XLSX}, {MULTIPART}"))
    if not content:
        raise Refused("malformed-file", say("file-empty"))
    return Upload(content, request.args.get("numbers", ""))


def read_rows(upload: Upload, most: int) -> Table:
    """The rows of a file, read aside: ten thousand take a second. Raises Refused as read_table."""
    notations = parse_notations(upload.numbers)
    return aside(lambda: read_table(upload.content, notations, most))


def _part(request: Request) -> bytes:
    parser = FormDataParser(_in_memory, max_form_memory_size=MOST_BESIDE, max_form_parts=2, silent=False)
    body = io.BytesIO(request.get_data())
    try:
        _stream, fields, parts = parser.parse(body, request.mimetype, request.content_length, request.mimetype_params)
    except (HTTPException, ValueError) as error:
        raise Refused("malformed-request", say("form-unreadable")) from error
    files = [file for _name, file in parts.items(multi=True)]
    if len(files) != 1 or fields:
        raise Refused("malformed-request", say("form-one-file"))
    content: bytes = files[0].stream.read()
    return content


def _in_memory(*_about: object, **_more: object) -> io.BytesIO:
    """Where a part is kept: in memory, as the body is already, and never in a file of any name."""
    return io.BytesIO()


def _asked(upload: Upload, order: Order) -> str:
    """A hash of all that makes this request what it is; not how the file was wrapped up."""
    head = f"file\n{order.atomic}\n{upload.numbers}\n"
    return hashlib.sha256(head.encode() + upload.content).hexdigest()
