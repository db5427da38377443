"""duties.csv, tasks.csv and working_days.csv: read when they are there, and every problem named by file and line."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from shared.catalogue.check import problems
from shared.catalogue.load import load_catalogue
from shared.settings import read_settings

DUTIES = (
    "id,programme,indicator,dimension,scope_kind,scope_value,applies,frequency,due,valid_from,valid_to,legal_basis\n"
)
TASKS = "id,levels,groups,units,coordinating,title,legal_basis,assigned_on,due_work,due_report\n"
DAYS = "day,working,legal_basis\n"
SHARE = "uy-ban-quoc-gia,services-with-online-dossiers-pct"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "province"
    shutil.copytree(read_settings({}).province, copy, ignore=shutil.ignore_patterns("figures", "layout", "articles"))
    for file in ("duties.csv", "tasks.csv", "working_days.csv"):
        (copy / file).unlink(missing_ok=True)
    return copy


def test_a_province_without_these_files_owes_nothing(folder: Path) -> None:
    catalogue = load_catalogue(folder)

    assert (catalogue.duties, dict(catalogue.tasks), dict(catalogue.working.overrides)) == ((), {}, {})


def test_what_the_files_state_is_in_the_catalogue(folder: Path) -> None:
    (folder / "duties.csv").write_text(
        f"{DUTIES}a,{SHARE},,level,department,1,monthly,+5,2023-01-01,,Luật\n"
        f"b,{SHARE},,unit,so-ngoai-vu,0,monthly,cut-off,,,Luật\nc,{SHARE},,level,district,1,yearly,d31,,,Luật\n"
    )
    (folder / "tasks.csv").write_text(
        f"{TASKS}t-1,department|district,,tinh-doan,so-tttt|vp-ubnd-tinh,Rà soát,TB 245,"
        "2023-08-21,2023-09-30,2023-08-30\n"
    )
    (folder / "working_days.csv").write_text(f"{DAYS}2026-01-02,0,Văn bản\n2026-01-10,1,Văn bản\n")

    catalogue = load_catalogue(folder)

    assert [(duty.applies, duty.due.kind, duty.due.number) for duty in catalogue.duties] == [
        (True, "working-days", 5),
        (False, "cut-off", 0),
        (True, "day", 31),
    ]
    task = catalogue.tasks["t-1"]
    assert [(scope.kind, scope.value) for scope in task.scopes] == [
        ("level", "department"),
        ("level", "district"),
        ("unit", "tinh-doan"),
    ]
    # the report may be due before the work is, and both before the notice arrives: directives are like that
    assert dict(task.stages()) == {"work": date(2023, 9, 30), "report": date(2023, 8, 30)}
    assert not catalogue.working.is_working_day(date(2026, 1, 2))


def test_nothing_is_owed_for_months_without_an_edition(folder: Path) -> None:
    with (folder / "calendar.yaml").open("a") as calendar:
        calendar.write("\nmonths: [5, 6, 12]\n")
    (folder / "duties.csv").write_text(
        f"{DUTIES}a,{SHARE},,all,,1,quarterly,cut-off,,,L\nb,{SHARE},,unit,so-y-te,1,half-yearly,cut-off,,,L\n"
        f"c,{SHARE},,unit,so-noi-vu,0,monthly,cut-off,,,L\n"
    )

    assert [str(one) for one in problems(folder)] == [
        "duties.csv:2: frequency quarterly asks for months without an edition: 3, 9"
    ]


@pytest.mark.parametrize(
    ("file", "line", "problem"),
    [
        ("duties.csv", f"a,{SHARE},,all,,1,monthly,+61,,,L", "duties.csv:2: due is '+61', not cut-off, +1 to +60"),
        ("duties.csv", f"a,{SHARE},,all,,1,monthly,d32,,,L", "duties.csv:2: due is 'd32', not cut-off"),
        ("duties.csv", f"a,{SHARE},,all,,1,monthly,17,,,L", "duties.csv:2: due is '17', not cut-off"),
        ("duties.csv", f"a,{SHARE},,all,,,monthly,+1,,,L", "duties.csv:2: applies is empty"),
        ("duties.csv", f"a,{SHARE},,all,,1,weekly,+1,,,L", "duties.csv:2: frequency is 'weekly', not one of monthly"),
        ("duties.csv", f"a,{SHARE},,level,city,1,monthly,+1,,,L", "duties.csv:2: 'city' is not a level"),
        ("duties.csv", f"a,{SHARE},,group,g,1,monthly,+1,,,L", "duties.csv:2: 'g' is not a group"),
        (
            "duties.csv",
            f"a,{SHARE},x=1,all,,1,monthly,+1,,,L",
            "duties.csv:2: services-with-online-dossiers-pct has no",
        ),
        ("duties.csv", "a,nobody,app-users,,all,,1,monthly,+1,,,L", "duties.csv:2: programme nobody is not in"),
        ("duties.csv", f"a,{SHARE},,all,,1,monthly,+1,,,", "duties.csv:2: legal_basis is empty"),
        (
            "duties.csv",
            f"a,{SHARE},,all,,1,monthly,+1,,,L\nb,{SHARE},,all,,0,monthly,+1,,,L",
            "duties.csv:3: duty b is in force together with a for the same units",
        ),
        ("tasks.csv", "T 1,,,so-tttt,,Việc,TB,2023-08-21,,", "tasks.csv:2: id 'T 1' is not small letters"),
        ("tasks.csv", "t-1,,,,,Việc,TB,2023-08-21,,", "tasks.csv:2: levels, groups and units are empty"),
        ("tasks.csv", "t-1,,,so-x,,Việc,TB,2023-08-21,,", "tasks.csv:2: 'so-x' is not a unit"),
        ("tasks.csv", "t-1,,,so-tttt,so-x,Việc,TB,2023-08-21,,", "tasks.csv:2: coordinating unit 'so-x' is not in"),
        ("tasks.csv", "t-1,,,so-tttt,,Việc,TB,,,", "tasks.csv:2: assigned_on is empty"),
        ("tasks.csv", "t-1,,,so-tttt,,Việc,TB,2023-08-21,30/8,", "tasks.csv:2: due_work is '30/8', not a date"),
        ("working_days.csv", "2026-01-02,,VB", "working_days.csv:2: working is empty"),
        ("working_days.csv", "2026-01-02,0,VB\n2026-01-02,1,VB", "working_days.csv:3: day 2026-01-02 is already in"),
    ],
)
def test_a_line_that_cannot_be_is_named(folder: Path, file: str, line: str, problem: str) -> None:
    header = {"duties.csv": DUTIES, "tasks.csv": TASKS, "working_days.csv": DAYS}[file]
    (folder / file).write_text(f"{header}{line}\n")

    found = [str(one) for one in problems(folder)]

    assert [one for one in found if one.startswith(problem)], found


@pytest.mark.parametrize(("until", "tied"), [("2022-12-31", False), ("", True)])
def test_two_groups_that_share_a_unit_may_not_both_owe(folder: Path, until: str, *, tied: bool) -> None:
    (folder / "groups.csv").write_text(
        "group,name_vi,name_en,unit,valid_from,valid_to\n"
        f"one,Một,One,so-y-te,,{until}\none,Một,One,so-noi-vu,,\ntwo,Hai,Two,so-y-te,2023-01-01,\n"
    )
    (folder / "duties.csv").write_text(
        f"{DUTIES}a,{SHARE},,group,one,1,monthly,+1,,,L\nb,{SHARE},,group,two,0,monthly,+1,,,L\n"
    )

    assert [str(one) for one in problems(folder)] == (
        ["duties.csv:3: duty b is in force together with a for the same units"] if tied else []
    )
