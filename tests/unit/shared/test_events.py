"""The event contract: what is accepted, what it looks like on the wire, and when two events are the same."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shared.events import EVENTS, ComplianceEvaluated, MetricSubmitted, event_id
from shared.facts import Evaluation, Figure
from shared.figures import FigureKey, Status

NOW = datetime(2023, 3, 17, 8, tzinfo=UTC)
KIND = "vn.nhipso.metric.submitted.v1"


def figure(**changes: Any) -> Figure:
    facts = {"unit": "so-gtvt", "indicator": "online-pct", "period": "2023-02", "as_of": "2023-03-17", "value": "88.9"}
    return Figure.model_validate(facts | changes)


def submitted(**changes: Any) -> MetricSubmitted:
    return MetricSubmitted.of("/sources/cong-dvc", figure(**changes), time=NOW)


def test_an_event_reads_back_from_the_wire() -> None:
    event = submitted(dimension={"status": "completed"}, numerator="8", denominator="9", revision=3)

    assert MetricSubmitted.model_validate_json(event.model_dump_json()) == event


def test_an_event_is_a_cloudevent() -> None:
    wire = json.loads(submitted().model_dump_json())

    assert wire["specversion"] == "1.0"
    assert wire["type"] == KIND
    assert (wire["source"], wire["subject"]) == ("/sources/cong-dvc", "so-gtvt")
    assert wire["time"] == "2023-03-17T08:00:00Z"
    assert wire["datacontenttype"] == "application/json"


def test_figures_travel_as_plain_strings() -> None:
    wire = json.loads(submitted(value=Decimal("1E+2")).model_dump_json())

    assert wire["data"]["value"] == "100"
    assert wire["data"]["numerator"] is None


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**15, places=6))
def test_a_figure_keeps_every_digit_on_the_wire(value: Decimal) -> None:
    event = submitted(value=value)

    assert MetricSubmitted.model_validate_json(event.model_dump_json()).data.value == value


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1.069,5", "chín mươi"])
def test_what_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(ValidationError):
        figure(value=value)


@pytest.mark.parametrize(
    "wrong",
    [
        {"period": "2023-13"},
        {"period": "2/2023"},
        {"unit": "Sở GTVT"},
        {"unit": ""},
        {"revision": 0},
        {"status": "missing"},
        {"status": "not_applicable"},
        {"as_of": "17/3/2023"},
        {"note": "unknown field"},
    ],
)
def test_a_figure_with_a_wrong_part_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        figure(**wrong)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValidationError):
        MetricSubmitted.of("/sources/cong-dvc", figure(), time=NOW.replace(tzinfo=None))


def test_an_event_of_another_type_is_not_mistaken_for_this_one() -> None:
    with pytest.raises(ValidationError):
        ComplianceEvaluated.model_validate_json(submitted().model_dump_json())


def test_an_event_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        submitted().source = "/elsewhere"  # type: ignore[misc]


def test_the_same_fact_from_one_source_is_the_same_event_whenever_it_is_told() -> None:
    later = MetricSubmitted.of("/sources/cong-dvc", figure(), time=NOW.replace(hour=9), trace="00-a-b-01")

    assert later.id == submitted().id


def test_how_a_number_is_written_does_not_make_another_event() -> None:
    assert submitted(value="88.90").id == submitted(value="88.9").id


def test_the_order_of_a_dimension_does_not_make_another_event() -> None:
    one = submitted(dimension={"a": "1", "b": "2"})
    other = submitted(dimension={"b": "2", "a": "1"})

    assert one.id == other.id


@pytest.mark.parametrize(
    "change", [{"value": "88.91"}, {"revision": 2}, {"dimension": {"a": "1"}}, {"unit": "so-tnmt"}]
)
def test_another_fact_is_another_event(change: dict[str, Any]) -> None:
    assert submitted(**change).id != submitted().id


def test_another_source_is_another_event() -> None:
    other = MetricSubmitted.of("/sources/egov", figure(), time=NOW)

    assert other.id != submitted().id


def test_ids_stay_what_they_were() -> None:
    """Stored events are recognised by ids made in earlier versions: this one may never change."""
    assert event_id(KIND, "/sources/cong-dvc", figure()) == UUID("468eb469-af18-5fbd-b209-2d59564f8bdf")


def test_a_figure_and_its_evaluation_have_one_key() -> None:
    evaluation = Evaluation(
        unit="so-gtvt",
        indicator="online-pct",
        dimension={"status": "completed"},
        period="2023-02",
        as_of=date(2023, 3, 17),
        status=Status.NO_ACTIVITY,
        sequence=1,
    )

    assert evaluation.key == figure(dimension={"status": "completed"}).key
    assert evaluation.key == FigureKey("so-gtvt", "online-pct", "status=completed", "2023-02")
    assert evaluation.series == evaluation.key.series


def test_every_event_is_found_by_its_type() -> None:
    assert all(event.model_fields["type"].default == kind for kind, event in EVENTS.items())
    assert all(kind.startswith("vn.nhipso.") and kind.endswith(".v1") for kind in EVENTS)
