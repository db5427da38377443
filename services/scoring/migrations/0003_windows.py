from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FILL = {
    "sqlite": "UPDATE evaluation SET window_start = json_extract(body, '$.window_start')",
    "postgresql": "UPDATE evaluation SET window_start = CAST(CAST(body AS json) ->> 'window_start' AS date)",
}


def upgrade() -> None:
    op.add_column("evaluation", sa.Column("window_start", sa.Date))
    op.execute(FILL[op.get_bind().dialect.name])


def downgrade() -> None:
    op.drop_column("evaluation", "window_start")
