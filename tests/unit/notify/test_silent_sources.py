"""A source that sends nothing is one alert, and not one for each of its units."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.notify.domain.alert import Alert, Kind
from services.notify.handlers import follow_figures
from services.notify.watching import watch
from shared.events import ComplianceEvaluated
from tests.notify_examples import evaluated
from tests.notify_memory import Memory
from tests.unit.notify.owed_examples import (
    PORTAL,
    WITH_OWNER,
    come,
    hear,
    missing,
)


def silent(store: Memory) -> list[Alert]:
    return [alert for alert in store.alerts.values() if alert.kind is Kind.SILENT_SOURCE and alert.stands]


def test_a_source_that_sent_nothing_is_one_alert_and_its_units_are_not_told() -> None:
    store = Memory()

    hear(store, missing(), missing(unit="chon-thanh"), around=WITH_OWNER)
    watch(store, WITH_OWNER, ["chon-thanh", "so-noi-vu"])

    (source,) = silent(store)
    assert (source.unit, source.key.series.dimension) == ("chon-thanh", PORTAL)
    assert [alert.kind for alert in store.open.values() if alert.speaks] == [Kind.SILENT_SOURCE]
    assert {alert.mute.ref for alert in store.open.values() if alert.mute} == {source.id}


def test_one_figure_of_it_ends_that_and_the_units_that_are_still_missing_speak() -> None:
    store = Memory()
    hear(store, missing(), missing(unit="chon-thanh"), around=WITH_OWNER)
    watch(store, WITH_OWNER, ["chon-thanh", "so-noi-vu"])

    hear(store, come(unit="chon-thanh"), around=WITH_OWNER)
    watch(store, WITH_OWNER, ["chon-thanh", "so-noi-vu"])

    assert silent(store) == []
    assert [alert.unit for alert in store.open.values() if alert.speaks] == ["so-noi-vu"]
    assert store.reasons[-1] == "unmuted"


def test_whoever_answers_for_a_source_is_held_while_it_is_followed() -> None:
    store = Memory()

    hear(store, missing(), around=WITH_OWNER)

    # An answer to the alert of the source holds no more than its unit.
    assert {"chon-thanh", f"source:{PORTAL}"} <= store.held


def test_a_single_unit_that_sent_nothing_is_told_itself() -> None:
    store = Memory()

    hear(store, missing(), around=WITH_OWNER)

    assert silent(store) == []


@given(st.permutations([0, 1, 2, 3]), st.booleans())
def test_whether_a_source_is_silent_does_not_depend_on_the_order(order: list[int], sent: bool) -> None:  # noqa: FBT001
    units = ("so-noi-vu", "chon-thanh")
    last: ComplianceEvaluated = evaluated(come(4, unit=units[1]) if sent else missing(4, unit=units[1]))
    news = [*(evaluated(missing(unit=unit)) for unit in units), evaluated(missing(3, unit=units[0])), last]
    store = Memory()

    for place in order:
        follow_figures([news[place]], store, WITH_OWNER)

    assert bool(silent(store)) != sent
