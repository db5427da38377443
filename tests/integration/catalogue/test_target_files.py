"""Target files with the optional columns and files, and without them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest

from shared.catalogue import Milestone
from shared.catalogue.alternative import with_targets
from shared.catalogue.check import problems
from shared.catalogue.load import load_catalogue
from shared.settings import ROOT

BINH_PHUOC = ROOT / "deploy" / "provinces" / "binh-phuoc"
HEADER = (
    "id,version,programme,indicator,dimension,scope_kind,scope_value,comparator,threshold,valid_from,valid_to,due,"
    "legal_basis,kind,upper,near,margin,path_from,path_start\n"
)
LINE = "line,1,uy-ban-quoc-gia,services-with-online-dossiers-pct,,group,pilots,>=,80,2023-01-01,,2023-12-31,Luật"
STEPS = "steps,1,uy-ban-quoc-gia,dossiers-handled-online-pct,,all,,>=,50,2023-01-01,,2023-12-31,Luật"
RANGE = "range,2,ke-hoach-57,dossiers-digitised-pct,,all,,between,10,,,,Luật"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = copytree(BINH_PHUOC, tmp_path / "province")
    (copied / "targets.csv").write_text(
        f"{HEADER}{LINE},full_score,,90,0.5,2023-01-31,20\n{STEPS},,,,,,\n{RANGE},,20,,,,\n", encoding="utf-8"
    )
    (copied / "milestones.csv").write_text(
        "target,version,day,threshold\nsteps,1,2023-06-30,30\nsteps,1,2023-03-31,20\n", encoding="utf-8"
    )
    (copied / "groups.csv").write_text(
        "group,name_vi,name_en,unit,valid_from,valid_to\npilots,Nhóm,Group,hon-quan,2023-01-01,\n", encoding="utf-8"
    )
    return copied


def test_all_that_a_target_may_say_is_read(folder: Path) -> None:
    assert problems(folder) == []

    catalogue = load_catalogue(folder)

    line, steps, band = (catalogue.targets[key] for key in (("line", "1"), ("steps", "1"), ("range", "2")))
    assert (line.kind, line.near, line.margin) == ("full_score", Decimal(90), Decimal("0.5"))
    assert (line.path_from, line.path_start) == (date(2023, 1, 31), Decimal(20))
    assert steps.milestones == (Milestone(date(2023, 3, 31), Decimal(20)), Milestone(date(2023, 6, 30), Decimal(30)))
    assert (band.comparator, band.threshold, band.upper, band.kind) == ("between", Decimal(10), Decimal(20), "plan")
    assert catalogue.groups["pilots"].includes("hon-quan", date(2023, 1, 1))


@pytest.mark.parametrize(
    ("file", "line", "problem"),
    [
        ("groups.csv", "pilots,Nhóm,Group,nowhere,,", "groups.csv:3: unit nowhere is not in units.csv"),
        ("groups.csv", "pilots,Nhóm,Group,so-tttt,1/1/2023,", "groups.csv:3: valid_from is '1/1/2023', not a date"),
        ("milestones.csv", "steps,1,,20", "milestones.csv:4: day is empty"),
        ("milestones.csv", "steps,9,2023-04-30,20", "milestones.csv:4: target steps version 9 is not in targets.csv"),
        ("targets.csv", f"{RANGE.replace('range,2', 'r,1')},best,20,,,,", "targets.csv:5: kind is 'best', not one of"),
        ("targets.csv", f"{RANGE.replace('range,2', 'r,1')},,x,,,,", "targets.csv:5: upper is 'x', not a number"),
    ],
)
def test_a_line_that_cannot_be_is_named(folder: Path, file: str, line: str, problem: str) -> None:
    with (folder / file).open("a", encoding="utf-8") as opened:
        opened.write(f"{line}\n")

    assert [one for one in map(str, problems(folder)) if one.startswith(problem)]


def test_other_targets_take_the_milestones_beside_them_or_those_the_catalogue_has(folder: Path, tmp_path: Path) -> None:
    proposed = tmp_path / "proposed.csv"
    proposed.write_text(f"{HEADER}{STEPS},,,,,,\n", encoding="utf-8")

    inherited, none = with_targets(folder, proposed)
    (tmp_path / "milestones.csv").write_text("target,version,day,threshold\nsteps,1,2023-05-31,9\n", encoding="utf-8")
    own, also_none = with_targets(folder, proposed)

    assert (none, also_none, list(own.targets)) == ([], [], [("steps", "1")])
    assert len(inherited.targets["steps", "1"].milestones) == 2
    assert own.targets["steps", "1"].milestones == (Milestone(date(2023, 5, 31), Decimal(9)),)
