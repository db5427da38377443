"""Which issue of which edition a message tells of, so that a later issue takes its place."""

from __future__ import annotations

import json
import re

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
AGAIN = re.compile(r"\(R(\d*)\)")


def upgrade() -> None:
    op.add_column("message", sa.Column("edition", sa.String(7)))
    op.add_column("message", sa.Column("issue", sa.Integer))
    message = sa.table("message", *map(sa.column, ("id", "kind", "content", "edition", "issue")))
    tx = op.get_bind()
    for row in tx.execute(sa.select(message.c.id, message.c.content).where(message.c.kind == "bulletin")).all():
        said = json.loads(row.content)
        known = {"edition": said["period"], "issue": _issue(said["label"])}
        tx.execute(sa.update(message).where(message.c.id == row.id).values(known))
    tells = sa.text("edition IS NOT NULL")
    op.create_index("message_of_edition", "message", ["edition", "issue"], sqlite_where=tells, postgresql_where=tells)


def _issue(label: str) -> int:
    """1, of "02(R)/2023" 2, of "02(R2)/2023" 3."""
    found = AGAIN.search(label)
    return 1 if found is None else 1 + int(found[1] or 1)
