"""A policy on alerts names offices and indicators that exist, and steps that follow one another."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Any

import pytest

from shared.catalogue import Indicator, Name, Unit
from shared.catalogue.alert_policy import AlertPolicy, MonthlySummary, QuietHours, Step, WeeklyDigest
from shared.catalogue.checks.alert_policy import alert_policy_problems
from shared.catalogue.draft import Draft, Stated, StatedPolicy
from shared.catalogue.files.alert_policy import read_alert_policy
from shared.catalogue.yaml_lines import YamlFile

OFFICE = Unit("d", "district", None, (Name("Huyện D"),), "D")
SHARE = Indicator("share", "Tỷ lệ", "Share", "percent")


def faults(**policy: Any) -> list[str]:
    stated = StatedPolicy(AlertPolicy(**policy), "alerts.yaml", 1, YamlFile("alerts.yaml", {}, None))
    draft = Draft(
        units=[Stated(OFFICE, "units.csv", 2)],
        indicators=[Stated(SHARE, "indicators.csv", 2)],
        alert_policy=stated,
    )
    return [problem.reason for problem in alert_policy_problems(draft)]


@pytest.mark.parametrize(
    ("policy", "fault"),
    [
        ({"digest": WeeklyDigest("q")}, "digest: unit q is not in units.csv"),
        ({"summary": MonthlySummary("q", 25)}, "summary: unit q is not in units.csv"),
        ({"quiet_hours": QuietHours(time(7), time(7))}, "quiet_hours: from 07:00 to the same time is never or always"),
        ({"escalation": (Step(5), Step(5))}, "escalation: each step comes later than the one before it, not after"),
        ({"repeats": (7, 3)}, "repeats: the intervals grow, not [7, 3]"),
        ({"silence_notice": 3}, "silence_notice: goes to the office of the digest, and there is no digest"),
        ({"parents_mute": frozenset({"share", "q", "*"})}, "parents_mute: indicator q is not in indicators.csv"),
    ],
)
def test_a_policy_that_cannot_be_followed(policy: dict[str, Any], fault: str) -> None:
    (found,) = faults(**policy)

    assert found.startswith(fault)


def test_a_whole_policy_is_sound() -> None:
    whole = faults(
        digest=WeeklyDigest("d"),
        summary=MonthlySummary("d", 25),
        quiet_hours=QuietHours(time(18), time(7)),
        escalation=(Step(5), Step(10)),
        repeats=(3, 7, 14),
        silence_notice=3,
        parents_mute=frozenset({"share"}),
    )

    assert whole == []


def read(folder: Path, text: str) -> tuple[AlertPolicy | None, list[str]]:
    (folder / "alerts.yaml").write_text(text, encoding="utf-8")
    stated, problems = read_alert_policy(folder)
    return None if stated is None else stated.value, [str(problem) for problem in problems]


def test_every_key_is_read(tmp_path: Path) -> None:
    policy, problems = read(
        tmp_path,
        "grace: {target: 1}\nrepeats: [3, 7]\nquiet_hours: {start: 18:00, end: 07:30}\none_a_day: true\n"
        "at_any_hour: [silent_source]\nescalation:\n  - {after: 5}\ndigest: {unit: d, weekday: 5, at: 16:30}\n",
    )

    assert problems == []
    assert policy == AlertPolicy(
        grace={"target": 1},
        repeats=(3, 7),
        quiet_hours=QuietHours(time(18), time(7, 30)),
        one_a_day=True,
        at_any_hour=frozenset({"silent_source"}),
        escalation=(Step(5),),
        digest=WeeklyDigest("d", 5, time(16, 30)),
    )


def test_without_a_file_there_is_no_policy(tmp_path: Path) -> None:
    assert read_alert_policy(tmp_path) == (None, [])


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("repeat: [3]", "alerts.yaml:2: repeat: is not known; known: grace, doubt_days, repeats"),
        ("repeats: [3, x]", "alerts.yaml:2: repeats: Input should be a valid integer"),
        ("grace: {figure: 1}", "alerts.yaml:2: figure: Input should be 'target'"),
        ("digest: {unit: d, weekday: 8}", "alerts.yaml:2: weekday: Input should be less than or equal to 7, not '8'"),
        ("digest: {weekday: 1}", "alerts.yaml:2: unit: is missing"),
        ("escalation: [{after: 5, roles: [boss]}]", "alerts.yaml:2: roles: Input should be 'focal' or 'leader'"),
        ("one_a_day: true", "alerts.yaml:2: one_a_day: is given twice"),
        ("quiet_hours: {start: 25:00, end: 07:00}", "alerts.yaml:2: start: "),
        ("{", "alerts.yaml:"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(tmp_path: Path, line: str, problem: str) -> None:
    _, problems = read(tmp_path, f"one_a_day: true\n{line}\n")

    assert [one for one in problems if one.startswith(problem)]
