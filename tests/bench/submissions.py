"""The ingest process at its AMQP door: a queue filled by a system outside, emptied into figures and receipts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg

from services.ingest.accounts import link_account
from services.ingest.domain.envelope import TYPE
from services.ingest.domain.scope import Scope
from services.ingest.keys import new_key
from shared.clock import system_clock
from shared.database import open_database
from shared.messaging.packing import Packed
from shared.messaging.topology import INGEST_SUBMISSIONS, SUBMISSIONS_EXCHANGE
from tests.bench.cost import Servers
from tests.bench.drain import drain
from tests.bench.place import Place
from tests.bench.work import chunks

DONE = """
    SELECT (SELECT count(*) FROM ingest.submission) >= %s
       AND NOT EXISTS (SELECT FROM ingest.outbox WHERE sent_at IS NULL)
"""


def take_in(place: Place, figures: Sequence[dict[str, Any]], size: int, servers: Servers) -> dict[str, float]:
    """Fill the queue, `size` figures in a message, start ingest and measure until all is stored and announced."""
    product, user = place.product(), _link(place)
    with place.queue(INGEST_SUBMISSIONS.queue) as queue, psycopg.connect(place.database_url, autocommit=True) as look:
        queue.fill([_message(chunk) for chunk in chunks(figures, size)], exchange=SUBMISSIONS_EXCHANGE, user_id=user)
        product.start_one("ingest")
        try:
            pid = product.processes["ingest"].pid
            return drain(queue, len(figures), pid, servers, lambda: _is_done(look, len(figures)))
        except AssertionError as error:
            raise AssertionError(f"{error}: {product.log_of('ingest')[-2000:]}") from error
        finally:
            product.stop()


def _link(place: Place) -> str:
    """Let the user of the bench send with a key of its own."""
    user, now = urlsplit(place.broker_url).username or "", system_clock()
    database = open_database("ingest", place.database_url)
    with database.write() as tx:
        key_id, _secret = new_key(tx, "bench", Scope(), now)
        link_account(tx, user, key_id, now)
    database.close()
    return user


def _message(figures: Sequence[dict[str, Any]]) -> Packed:
    events = [
        {"specversion": "1.0", "id": str(uuid4()), "source": "/bench", "type": TYPE, "data": figure}
        for figure in figures
    ]
    return Packed(uuid4(), "figures", json.dumps(events), len(events))


def _is_done(look: psycopg.Connection, figures: int) -> bool:
    row = look.execute(DONE, (figures,)).fetchone()
    return bool(row and row[0])
