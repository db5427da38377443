"""The two published editions of Bình Phước come out of their figures again, without the mistakes of the print."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from services.report.domain.assemble import assemble
from services.report.domain.content import bulletin_json
from services.report.layout_files import load_layout
from shared.settings import ROOT
from tests.integration.report.scored import (
    PERIODS,
    PROVINCE,
    catalogue,
    edition,
    judged,
    row_texts,
    said,
    sentence,
    table,
)

ORACLE = ROOT / "tests" / "oracle"
#: what each published sentence is called here
SENTENCES = {
    "services-laggards": "services-behind",
    "dossiers-laggards": "dossiers-behind",
    "docs-handled-all-100": "handled-full",
}


def claims(period: str, *kinds: str) -> list[dict[str, Any]]:
    """The published sentences of these kinds that the tables bear out."""
    found: list[dict[str, Any]] = json.loads((ORACLE / period / "claims.json").read_text(encoding="utf-8"))
    return [claim for claim in found if claim["kind"] in kinds and claim.get("holds") is not False]


def test_the_units_behind_stand_in_the_published_order() -> None:
    for claim in claims("2022-06", "laggards"):
        facts = sentence(edition("2022-06"), SENTENCES[claim["id"]]).facts
        assert [unit["unit"] for unit in facts["units"]] == [unit["unit_id"] for unit in claim["says"]["units"]]


@pytest.mark.parametrize("name", ["services-trend", "dossiers-trend"])
def test_the_trend_of_the_province_is_the_published_one(name: str) -> None:
    (claim,) = [claim for claim in claims("2022-06", "trend") if claim["id"] == name]

    facts = sentence(edition("2022-06"), name).facts

    for end in ("from", "to"):
        assert {part: facts[end][part] for part in ("as_of", "value")} == claim["says"][end]
    assert facts["direction"] == claim["says"]["direction"]


def test_the_trend_is_put_into_words_with_both_days() -> None:
    assert said(edition("2022-06"))["services-trend"].endswith(
        "tăng từ 91,0% (ngày 31/5/2022) lên 94,5% (ngày 16/6/2022)."
    )


def test_all_units_at_100_is_said_where_it_is_true() -> None:
    for period in PERIODS:
        (claim,) = claims(period, "all-at-100")
        facts = sentence(edition(period), SENTENCES[claim["id"]]).facts
        assert (facts["all"], facts["value"], facts["of"]) == (True, "100", "33")


def test_the_province_is_not_said_to_be_at_100_while_two_units_are_not() -> None:
    sentences = said(edition("2023-02"))

    assert "services-trend" not in sentences
    assert "dossiers-trend" not in sentences
    assert sentences["services-full"].startswith("25/27 đơn vị đạt 100%")
    assert sentences["services-full"].endswith("Sở GTVT (88,9%), Hớn Quản (91,7%).")
    assert sentences["dossiers-full"].endswith("Sở Tư pháp (99,3%).")
    total = table(edition("2023-02"), "online-services").total
    assert total is not None
    assert (total.how, [cell.text for cell in total.cells.values()]) == ("none", ["-", "-"])


def test_the_number_of_paperless_meetings_is_the_sum_of_the_table() -> None:
    assert "1.982 cuộc họp" in said(edition("2022-06"))["ecabinet-total"]


@pytest.mark.parametrize(
    ("period", "name", "texts"),
    [
        ("2022-06", "app-users", ["2.376"]),
        ("2023-02", "app-users", ["25.856"]),
        ("2023-02", "community-teams", ["111", "100%", "1.680", "843", "5.962"]),
        ("2022-06", "community-teams", ["96", "86%", "937", "703", "4.515"]),
        ("2022-06", "e-certification", ["301", "295", "9.341", "45", "247", "10.229"]),
        ("2023-02", "e-certification", ["505", "1.064", "83.291", "405", "1.039", "86.304"]),
        (
            "2022-06",
            "online-tax",
            [
                "65",
                "382.390.275",
                "43",
                "540.097.826",
                "218",
                "10.716.925.117",
                "2.929",
                "55.193.562.772",
                "68.572",
                "474.480.125.069",
            ],
        ),
        (
            "2023-02",
            "online-tax-total",
            ["178", "591.569.499", "2.379", "11.074.141.071", "8.452", "34.630.065.119"],
        ),
    ],
)
def test_totals_are_the_published_ones(period: str, name: str, texts: list[str]) -> None:
    assert row_texts(table(edition(period), name), "binh-phuoc") == texts


def test_the_first_edition_shows_verdicts_and_the_second_changes_too() -> None:
    first, second = (table(edition(period), "online-services").columns[0] for period in PERIODS)

    assert (first.show_verdict, first.show_change) == (True, False)
    assert (second.show_verdict, second.show_change, second.compared_with) == (True, True, "2022-06")
    assert first.group.endswith("(đến thời điểm báo cáo 16/6/2022)")
    assert second.change_heading == "So với báo cáo chuyên đề tháng 06/2022"
    assert second.verdict_heading.endswith("(80%)")


def test_a_town_is_named_as_it_was_on_the_day_of_the_edition() -> None:
    names = [
        next(row.name for row in table(edition(period), "online-services").rows if row.unit == "chon-thanh")
        for period in PERIODS
    ]

    assert names == ["Huyện Chơn Thành", "Thị xã Chơn Thành"]


def test_a_percent_computed_from_its_parts_is_measured_against_its_target() -> None:
    assert said(edition("2022-06"))["e-invoice-share"].endswith("vượt 2,98 điểm phần trăm so với mục tiêu 90%.")


@pytest.mark.parametrize("period", PERIODS)
def test_every_sentence_of_the_layout_is_said_or_rightly_left_out(period: str) -> None:
    layout = load_layout(PROVINCE, catalogue())
    known = {rule.id for _, variant in layout.printed(period) for rule in variant.sentences}

    silent = {"2022-06": set(), "2023-02": {"services-trend", "dossiers-trend"}}[period]

    assert known - set(said(edition(period))) == silent


@pytest.mark.parametrize("period", PERIODS)
def test_every_percent_judged_by_a_target_has_a_chart_in_the_main_table(period: str) -> None:
    charts = {(chart.table, chart.column): chart.target for chart in edition(period).charts}

    assert charts["online-services", "services"] == "80"
    assert charts["online-services", "dossiers"] == "50"


@pytest.mark.parametrize("period", PERIODS)
def test_every_figure_names_the_events_it_came_from(period: str) -> None:
    for found in edition(period).tables:
        for row in found.rows:
            assert all(cell.events for cell in row.cells.values() if cell.status in {"reported", "no_activity"})


def test_events_in_any_order_and_twice_give_the_same_bytes() -> None:
    told = [event.data for event in judged().evaluations]
    rankings = [event.data for event in judged().rankings]
    mixed = [*told, *told[:200]]
    random.Random(7).shuffle(mixed)

    again = assemble("2023-02", mixed, rankings[::-1] * 2, load_layout(PROVINCE, catalogue()), catalogue())

    assert bulletin_json(again) == bulletin_json(edition("2023-02"))
