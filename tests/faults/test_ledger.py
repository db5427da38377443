"""The ledger itself: whatever is taken away, added or altered, it finds."""

from __future__ import annotations

import pytest

from tests.faults.rig import Rig

ONE = "where ctid = (select min(ctid) from {table})"
DAMAGE = {
    "a lost submission": ("ingest.submission", "delete from {table} {one}", "missing"),
    "a lost observation": ("scoring.observation", "delete from {table} {one}", "missing"),
    "a lost evaluation": ("report.evaluation", "delete from {table} {one}", "missing"),
    "an event never heard of": ("report.inbox", "delete from {table} {one}", "missing"),
    "a message not sent": (
        "scoring.outbox",
        "update {table} set sent_at = null, due_at = now() + '30s' {one}",
        "missing",
    ),
    "a figure altered": ("scoring.observation", "update {table} set value = value + 1 {one}", "wrong"),
    "an alert closed": ("notify.alert", "update {table} set state = 'closed' where state = 'open'", "missing"),
    "an alert too many": ("notify.alert", "update {table} set state = 'open'", "wrong"),
    "an effect without a cause": (
        "report.inbox",
        "insert into {table} select consumer, gen_random_uuid(), processed_at from {table} limit 1",
        "double",
    ),
}


@pytest.mark.full
def test_the_ledger_finds_whatever_is_lost_doubled_or_altered(rig: Rig) -> None:
    with rig.fault("none: the ledger is tried"):
        pass
    rig.product.stop()
    rig.clean = False  # damaged on purpose

    for name, (table, change, kind) in DAMAGE.items():
        rig.sql("drop table if exists kept", f"create table kept as select * from {table}")  # noqa: S608
        rig.sql(change.format(table=table, one=ONE.format(table=table)))

        found = rig.findings()
        assert any(finding.kind == kind for finding in found), f"{name}: {found}"

        rig.sql(f"delete from {table}", f"insert into {table} select * from kept")  # noqa: S608
