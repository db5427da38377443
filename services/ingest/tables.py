"""The tables of ingest."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Date, ForeignKey, Index, Integer, MetaData, String, Table, Text, Uuid

from shared.columns import Moment
from shared.messaging.tables import SEQUENCE, plumbing_tables

METADATA = MetaData()
PLUMBING = plumbing_tables(METADATA)

api_key = Table(
    "api_key",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("source", String(120), nullable=False),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("units", JSON, nullable=False),
    Column("indicators", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("last_used_at", Moment),
    Column("revoked_at", Moment),
    #: networks it may be used from; none: all
    Column("addresses", JSON, nullable=False, server_default="[]"),
    Column("last_used_from", String(64)),
    Column("expires_at", Moment),
    #: the secret before the last rotation, and until when it works
    Column("former_sha256", String(64)),
    Column("former_until", Moment),
    Column("rotated_at", Moment),
    Index("api_key_former", "former_sha256", unique=True),
)

#: users of the broker who send with a key
broker_account = Table(
    "broker_account",
    METADATA,
    Column("username", String(255), primary_key=True),
    Column("key_id", String(32), ForeignKey("api_key.id"), nullable=False),
    Column("linked_at", Moment, nullable=False),
)

#: the figure accepted last for each key; revision 0 only holds the place (and the lock) of one about to be accepted
figure = Table(
    "figure",
    METADATA,
    Column("unit", String(120), primary_key=True),
    Column("indicator", String(120), primary_key=True),
    Column("dimension", Text, primary_key=True),
    Column("period", String(7), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("event_id", Uuid),
    Column("content", JSON(none_as_null=True)),
    Column("changed_at", Moment),
)

receipt = Table(
    "receipt",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("key_id", String(32), ForeignKey("api_key.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("accepted", Integer, nullable=False),
    Column("duplicate", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("items", JSON, nullable=False),
    #: between which outbox rows its events were announced
    Column("announced_after", BigInteger, nullable=False),
    Column("announced_until", BigInteger, nullable=False),
    Index("receipt_age", "accepted", "at"),
)

#: every figure ever accepted
submission = Table(
    "submission",
    METADATA,
    Column("event_id", Uuid, primary_key=True),
    Column("receipt_id", Uuid, ForeignKey("receipt.id"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("source", String(120), nullable=False),
    #: the sender's own id
    Column("reference", Text),
    Column("unit", String(120), nullable=False),
    Column("indicator", String(120), nullable=False),
    Column("dimension", Text, nullable=False),
    Column("period", String(7), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("content", JSON, nullable=False),
    Column("trace_id", String(32)),
    Column("traceparent", String(55)),
    Column("received_at", Moment, nullable=False),
    Column("evaluated_at", Moment),
    #: "met" or "not_met" under the targets of its day; null while not judged, and where none binds it
    Column("verdict", String(8)),
    Index("submission_reference", "source", "reference", unique=True),
    Index("submission_figure", "indicator", "period", "unit"),
)

idempotency = Table(
    "idempotency",
    METADATA,
    Column("key_id", String(32), ForeignKey("api_key.id"), primary_key=True),
    Column("idempotency_key", String(200), primary_key=True),
    Column("asked_sha256", String(64), nullable=False),
    Column("answer", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Index("idempotency_age", "at"),
)

#: what scoring doubts about a figure, the newest word
doubt = Table(
    "doubt",
    METADATA,
    Column("unit", String(120), primary_key=True),
    Column("indicator", String(120), primary_key=True),
    Column("dimension", String(400), primary_key=True),
    Column("period", String(7), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
)

#: who did what; triggers refuse every change
audit = Table(
    "audit",
    METADATA,
    Column("number", SEQUENCE, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("action", String(40), nullable=False),
    Column("actor", Text, nullable=False),
    Column("key_id", String(32)),
    Column("address", Text, nullable=False),
    Column("trace_id", String(32)),
    Column("details", JSON, nullable=False),
    Index("audit_age", "at"),
    Index("audit_key", "key_id", "at"),
)

#: the chain over the entries, made a little later than they; triggers refuse every change
audit_seal = Table(
    "audit_seal",
    METADATA,
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False, unique=True),
    Column("sha256", String(64), nullable=False),
)
