"""The tables of what is pulled."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, LargeBinary, String, Table, Text, Uuid

from services.ingest.tables import METADATA
from shared.columns import Moment

pull_source = Table(
    "pull_source",
    METADATA,
    Column("name", String(80), primary_key=True),
    Column("known_since", Moment, nullable=False),
    #: how far it is read; changed only together with the figures read until there
    Column("checkpoint", JSON, nullable=False),
    #: what lets it say that nothing has changed: address, ETag, Last-Modified
    Column("validators", JSON, nullable=False),
    Column("due_at", Moment, nullable=False),
    #: whose pull is under way, and until when it must have said so again
    Column("claim", Uuid),
    Column("claimed_until", Moment),
    Column("paused_at", Moment),
    Column("failures", Integer, nullable=False),
    Column("last_run", Uuid),
    Column("last_at", Moment),
    Column("last_success_at", Moment),
    Column("last_outcome", String(20)),
    Column("last_said", Text, nullable=False),
)

#: every answer, from before it was read; those that figures came from stay
pull_answer = Table(
    "pull_answer",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("run", Uuid, nullable=False),
    Column("page", Integer, nullable=False),
    Column("url", Text, nullable=False),
    Column("address", String(64), nullable=False),
    Column("fetched_at", Moment, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("trace_id", String(32)),
    #: when its figures were taken in, or refused; empty while nobody has
    Column("read_at", Moment),
    Column("receipt_id", Uuid),
    Column("accepted", Integer, nullable=False),
    Column("duplicate", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("errors", JSON, nullable=False),
    Index("pull_answer_age", "accepted", "fetched_at"),
    Index("pull_answer_run", "run"),
    Index("pull_answer_receipt", "receipt_id"),
)

#: the bytes of answers, compressed; equal ones once
pull_body = Table(
    "pull_body",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Index("pull_body_age", "seen_at"),
)

#: what a source said last of each of its figures, as hashes
pull_record = Table(
    "pull_record",
    METADATA,
    Column("name", String(80), primary_key=True),
    Column("cell", String(64), primary_key=True),
    Column("content", String(64), nullable=False),
)
