"""Pulling a list: records become figures, once, page by page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from services.ingest.explain import submissions_of
from services.ingest.pull.answers import answers_of, body_of
from services.ingest.pull.retention import expired_answers
from services.ingest.pull.running import look_at
from services.ingest.pull.store import PullStore, checkpoint_of
from services.ingest.pull.tables import pull_answer, pull_body
from services.ingest.tables import audit, receipt, submission
from shared.parts import Parts
from tests.ingest_samples import NOW
from tests.integration.ingest.pulling.pulled_list import count, state, values
from tests.list_source import Asked, ListSource, listed
from tests.pull_samples import Moment, pulled, record, source_at


@pytest.mark.usefixtures("key")
def test_a_figure_is_pulled_and_can_be_followed_to_the_bytes_it_came_in(parts: Parts, server: ListSource) -> None:
    server.tells(listed(record("so-y-te"), record()))

    report = pulled(source_at(server), parts)

    with parts.database.read() as tx:
        events = list(tx.execute(select(submission.c.event_id).where(submission.c.unit == "so-gtvt")).scalars())
        (told,) = submissions_of(tx, events)
        (answer,) = answers_of(tx, report.run)
        body = body_of(tx, answer["id"])
        (entry,) = tx.execute(select(audit.c.actor, audit.c.details, audit.c.address))
    assert (report.outcome, report.accepted) == ("figures", 2)
    assert told["source"] == "cong-dvc"
    assert told["pulled"] == {
        "answer": str(answer["id"]),
        "url": f"{server.url}/list",
        "fetched_at": str(NOW),
        "sha256": answer["sha256"],
        "record": 2,
    }
    assert body == server.answer(Asked("", {}, {})).body
    assert (entry.actor, entry.details["door"], entry.address) == ("cong-dvc", "pull", "127.0.0.1")


@pytest.mark.usefixtures("key")
def test_the_same_list_again_is_the_same_figures_once(parts: Parts, server: ListSource) -> None:
    server.tells(listed(record(), record("so-y-te")))
    source = source_at(server)

    first, again = pulled(source, parts), pulled(source, parts)

    assert (first.accepted, again.accepted, again.unchanged) == (2, 0, 2)
    assert len(values(parts.database)) == 2
    assert count(parts.database, receipt) == 1
    assert count(parts.database, pull_body) == 1


@pytest.mark.usefixtures("key")
def test_a_changed_value_is_the_next_revision_also_when_it_changes_back(parts: Parts, server: ListSource) -> None:
    server.tells(listed(record()), listed(record(value="90")), listed(record()))
    source = source_at(server)

    for _ in range(3):
        pulled(source, parts)

    assert values(parts.database) == [
        ("so-gtvt", "88.9", 1),
        ("so-gtvt", "90", 2),
        ("so-gtvt", "88.9", 3),
    ]


@pytest.mark.usefixtures("key")
def test_refused_records_are_told_row_by_row_and_tried_again(parts: Parts, server: ListSource) -> None:
    server.tells(listed(record(), record("so-nowhere"), "no record", record("so-y-te", "1.069")))
    source = source_at(server)

    report, again = pulled(source, parts), pulled(source, parts)

    with parts.database.read() as tx:
        (kept,) = answers_of(tx, report.run)
    assert (report.accepted, report.rejected) == (1, 3)
    assert [(error["row"], error["code"]) for error in kept["errors"]] == [
        (2, "unknown-unit"),
        (3, "not-an-object"),
        (4, "ambiguous-number"),
    ]
    assert (again.unchanged, again.rejected) == (1, 3)


@pytest.mark.usefixtures("key")
def test_pages_are_turned_until_one_is_empty(parts: Parts, server: ListSource) -> None:
    pages = {"1": listed(record()), "2": listed(record("so-y-te"))}
    server.asked.clear()
    server.answer = lambda asked: pages.get(asked.parameters["p"], listed())

    report = pulled(source_at(server, "/list?p={page}", paging={"by": "page"}), parts)

    assert [asked.parameters["p"] for asked in server.asked] == ["1", "2", "3"]
    assert (report.accepted, report.pages) == (2, 3)


@pytest.mark.usefixtures("key")
def test_a_cursor_that_is_kept_goes_on_in_the_next_pull(parts: Parts, server: ListSource) -> None:
    source = source_at(server, "/changes?after={cursor}", paging={"by": "cursor", "at": "/next", "kept": True})
    server.tells(listed(record(), next="a 1"), listed(record("so-y-te"), next="b/2"), listed(next="b/2"))
    pulled(source, parts)
    before = [asked.parameters["after"] for asked in server.asked]
    server.tells(listed(record("so-gddt"), next=3), listed(next=None))

    report = pulled(source, parts)

    assert before == ["", "a 1", "b/2"]
    assert [asked.parameters["after"] for asked in server.asked] == ["b/2", "3"]
    assert (report.accepted, len(values(parts.database))) == (1, 3)


@pytest.mark.usefixtures("key")
def test_windows_catch_up_until_today_and_then_overlap(parts: Parts, server: ListSource, clock: Moment) -> None:
    window = {"since": "2023-01-25", "days": 31, "overlap": 3}
    source = source_at(server, "/list?a={from}&b={to}", window=window)
    server.tells(listed())

    pulled(source, parts)
    clock.now += timedelta(days=1)
    pulled(source, parts)

    assert [(asked.parameters["a"], asked.parameters["b"]) for asked in server.asked] == [
        ("2023-01-25", "2023-02-24"),
        ("2023-02-22", "2023-03-20"),
        ("2023-03-18", "2023-03-21"),
    ]


@pytest.mark.usefixtures("key")
def test_a_look_keeps_nothing_and_moves_nothing(parts: Parts, server: ListSource) -> None:
    source = source_at(server)
    server.tells(listed(record(), record("so-nowhere")))
    with parts.database.write() as tx:
        PullStore(tx).meet([source.name], NOW)
        row = PullStore(tx).known([source.name])[source.name]

    report = look_at(source, parts, row)

    assert (report.accepted, report.rejected) == (1, 1)
    assert count(parts.database, submission) == 0
    assert count(parts.database, pull_answer) == 0
    assert checkpoint_of(state(parts.database)) == checkpoint_of(row)


@pytest.mark.usefixtures("key")
def test_answers_are_forgotten_in_time_but_not_where_figures_came_from(
    parts: Parts, server: ListSource, clock: Moment
) -> None:
    source = source_at(server)
    server.tells(listed(record()), listed(record(), record("so-nowhere")), listed(record(), record("so-nowhere")))
    first = pulled(source, parts)
    second = pulled(source, parts)
    clock.now += timedelta(days=100)
    third = pulled(source, parts)

    for expired in expired_answers(parts.database, clock.now - timedelta(days=90)):
        while expired.delete_some():
            pass

    with parts.database.read() as tx:
        kept = [answers_of(tx, report.run) for report in (first, second, third)]
        bodies = [body_of(tx, answers[0]["id"]) for answers in kept if answers]
    assert [len(answers) for answers in kept] == [1, 0, 1]
    assert [body is None for body in bodies] == [True, False]
