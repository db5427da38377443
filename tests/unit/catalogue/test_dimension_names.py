"""Dimensions are said in words, in the sample province every one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.catalogue.checks.dimensions import dimension_problems
from shared.catalogue.dimension import DimensionName, DimensionNames
from shared.catalogue.draft import Draft, Stated
from shared.catalogue.indicator import Indicator
from shared.catalogue.load import load_catalogue
from shared.settings import ROOT

DISTRICT = DimensionName("level", "district", "cấp huyện", "district level")
DAY = DimensionName("date", "", "ngày", "on")
NAMES = DimensionNames({(name.key, name.value): name for name in (DISTRICT, DAY)})
SPLIT = Indicator("i", "I", "I", "count", dimensions={"level": ("district", "commune"), "date": ()})
SAMPLE = ROOT / "deploy" / "provinces" / "binh-phuoc"


@pytest.mark.parametrize(
    ("dimension", "vietnamese", "english"),
    [
        ({}, "", ""),
        ({"level": "district"}, "cấp huyện", "district level"),
        ({"level": "district", "date": "2022-06-16"}, "ngày 2022-06-16, cấp huyện", "on 2022-06-16, district level"),
        ({"level": "commune"}, "level: commune", "level: commune"),
    ],
)
def test_a_dimension_is_said_in_words(dimension: dict[str, str], vietnamese: str, english: str) -> None:
    assert NAMES.say(dimension, "vi") == vietnamese
    assert NAMES.say(dimension, "en") == english


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ([DISTRICT, DISTRICT], "dimension ('level', 'district') is already in line 2"),
        ([DimensionName("place", "x", "nơi", "place")], "no indicator has the dimension place"),
        ([DimensionName("level", "x", "cấp", "level")], "no indicator lists level=x"),
        ([DimensionName("level", "", "ca\u0302\u0301p", "level")], "is not NFC"),
    ],
)
def test_names_of_what_is_not_there_are_refused(names: list[DimensionName], reason: str) -> None:
    stated = [Stated(name, "dimensions.csv", line) for line, name in enumerate(names, 2)]

    (found,) = dimension_problems(Draft(indicators=[Stated(SPLIT, "indicators.csv", 2)], dimension_names=stated))

    assert reason in found.reason


def test_the_sample_province_has_a_name_for_every_dimension() -> None:
    catalogue = load_catalogue(SAMPLE)
    pairs = {
        (key, value)
        for indicator in catalogue.indicators.values()
        for key, values in (indicator.dimensions or {}).items()
        for value in values or ("",)
    }

    assert pairs == set(catalogue.dimension_names.names)


def test_the_sample_province_says_what_its_shares_count() -> None:
    indicators = load_catalogue(SAMPLE).indicators

    assert indicators["dossiers-handled-online-pct"].case_vi == "hồ sơ"
    assert indicators["procedures-online-pct"].case_en == "procedure"
    assert indicators["population"].case_vi == Indicator.case_vi


def test_a_province_without_the_file_says_dimensions_as_they_are_written(tmp_path: Path) -> None:
    for file in SAMPLE.iterdir():
        if file.name != "dimensions.csv":
            (tmp_path / file.name).symlink_to(file)

    assert load_catalogue(tmp_path).dimension_names.say({"level": "district"}, "vi") == "level: district"
