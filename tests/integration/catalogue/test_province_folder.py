"""A province is a folder of files: each unreadable cell is a problem with its line, and none hides another."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from shared.catalogue import Members, TotalRule
from shared.catalogue.check import problems
from shared.catalogue.load import load_catalogue
from shared.errors import Stop
from tests.census import ROOT

INDICATOR_HEADER = (
    "id,name_vi,name_en,measure,higher_is_better,above_100,ranked,source_system,dimensions,"
    "total_unit,total_how,total_levels,total_units,total_over,total_parts"
)
TARGET_HEADER = (
    "id,version,programme,indicator,dimension,scope_kind,scope_value,comparator,threshold,"
    "valid_from,valid_to,due,legal_basis"
)
FIGURE_HEADER = "unit,indicator,dimension,period,window_start,as_of,value,numerator,denominator,revision,no_activity"
FILES = {
    "units.csv": (
        "id,level,parent,short_name,aliases,national_code,valid_from,valid_to\n"
        "p,province,,Tỉnh P,Tổng|Cấp tỉnh,70,,\n"
        "d,district,p,D,,,,\n"
    ),
    "unit_names.csv": "unit,name,valid_from,valid_to\np,Tỉnh P,,\nd,Huyện D,,2022-09-30\nd,Thị xã D,2022-10-01,\n",
    "indicators.csv": (
        f"{INDICATOR_HEADER}\n"
        "people,Số người,People,count,1,0,1,,status=received|total;date,p,sum,district,,,\n"
        "share,Tỷ lệ,Share,percent,1,0,0,,,,,,,,\n"
    ),
    "programmes.csv": "id,name_vi,name_en,order\nplan,Kế hoạch,Plan,1\n",
    "targets.csv": f"{TARGET_HEADER}\nt,1,plan,share,,all,,>=,80,2022-03-15,,,Quyết định số 27\n",
    "calendar.yaml": "cut_off_day: 17\ncut_offs:\n  2022-06: 2022-06-20\n",
    "contacts.csv": "unit,email,name,role,language\nd,d@p.example,Đầu mối,focal,vi\n",
    "figures/2022-06.csv": f"{FIGURE_HEADER}\nd,people,status=received,2022-06,,2022-06-16,5,,,1,0\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def found(folder: Path) -> list[str]:
    return [str(problem) for problem in problems(folder)]


def append(folder: Path, file: str, line: str) -> None:
    with (folder / file).open("a", encoding="utf-8") as opened:
        opened.write(f"{line}\n")


def test_a_sound_folder_becomes_a_catalogue(folder: Path) -> None:
    assert found(folder) == []

    catalogue = load_catalogue(folder)

    assert catalogue.units["d"].name_on(date(2022, 9, 1)) == "Huyện D"
    assert catalogue.units["p"].aliases == ("Tổng", "Cấp tỉnh")
    assert catalogue.indicators["people"].total == TotalRule("p", "sum", Members(levels=("district",)))
    assert catalogue.indicators["people"].dimensions == {"status": ("received", "total"), "date": ()}
    assert catalogue.targets["t", "1"].threshold == Decimal(80)
    assert catalogue.calendar.cut_off("2022-06") == date(2022, 6, 20)
    assert [contact.email for contact in catalogue.contacts_of("d")] == ["d@p.example"]


def test_contacts_may_have_a_channel_and_wishes(folder: Path) -> None:
    header = "unit,email,name,role,language,channel,address,secret,wants,least_gap,valid_from,valid_to"
    line = "d,,Hệ thống,focal,vi,webhook,https://h.example/x,file:/run/new|env:OLD,target|digest,2.5,2022-10-01,"
    (folder / "contacts.csv").write_text(f"{header}\n{line}\n", encoding="utf-8")

    (contact,) = load_catalogue(folder).contacts_of("d")

    assert (contact.channel, contact.address) == ("webhook", "https://h.example/x")
    assert contact.secrets == ("file:/run/new", "env:OLD")
    assert (contact.wants, contact.least_gap) == (frozenset({"target", "digest"}), Decimal("2.5"))
    assert not contact.is_valid_on(date(2022, 9, 30))


def test_the_contacts_that_the_document_shows_are_sound(folder: Path) -> None:
    document = (ROOT / "docs" / "catalogue.md").read_text(encoding="utf-8")
    shown = re.search(r"^    unit,email(.+\n)+?(?=\n)", document, re.MULTILINE)
    assert shown is not None
    text = "\n".join(line.strip() for line in shown[0].replace("so-noi-vu,", "d,").splitlines())
    (folder / "contacts.csv").write_text(text, encoding="utf-8")

    assert found(folder) == []
    assert [contact.channel for contact in load_catalogue(folder).contacts] == ["mail", "webhook", "apprise"]


def test_a_file_saved_by_a_spreadsheet_reads_the_same(folder: Path) -> None:
    units = folder / "units.csv"
    units.write_bytes(b"\xef\xbb\xbf" + units.read_bytes().replace(b"\n", b"\r\n"))

    assert found(folder) == []


def test_totals_within_a_unit_are_read(folder: Path) -> None:
    append(folder, "indicators.csv", "dossiers,Hồ sơ,Dossiers,count,1,0,0,,status=a|total,p,sum,,,status=total,")
    append(folder, "indicators.csv", "points,Điểm,Points,number,1,0,0,,level=a|b;x=c|all,p,sum,,,level|x=all,")
    append(folder, "indicators.csv", "both,Cả hai,Both,count,1,0,0,,,p,sum,,,,people|dossiers")

    indicators = load_catalogue(folder).indicators

    assert indicators["dossiers"].total == TotalRule("p", "sum", over_dimensions=(("status", "total"),))
    assert indicators["points"].total == TotalRule("p", "sum", over_dimensions=(("level", ""), ("x", "all")))
    assert indicators["both"].total == TotalRule("p", "sum", parts=("people", "dossiers"))


@pytest.mark.parametrize(
    ("file", "line", "problem"),
    [
        ("units.csv", "e,town,p,E,,,,", "units.csv:4: level is 'town', not one of province, department, district"),
        ("units.csv", "e,district,p,E,,,1/10/2022,", "units.csv:4: valid_from is '1/10/2022', not a date such as"),
        ("units.csv", "e,district,p,E,,,20221001,", "units.csv:4: valid_from is '20221001', not a date such as"),
        ("units.csv", "e,district,p,,,,,", "units.csv:4: short_name is empty"),
        ("units.csv", "e,district,p", "units.csv:4: has 3 cells, the header 8"),
        ("unit_names.csv", "q,Huyện Q,,", "unit_names.csv:5: unit q is not in units.csv"),
        ("indicators.csv", "x,X,X,share,1,0,0,,,,,,,,", "indicators.csv:4: measure is 'share', not one of percent"),
        ("indicators.csv", "x,X,X,count,yes,0,0,,,,,,,,", "indicators.csv:4: higher_is_better is 'yes', not 1 or 0"),
        ("indicators.csv", "x,X,X,count,1,0,0,,status=,,,,,,", "indicators.csv:4: dimensions: 'status=' is not a new"),
        ("indicators.csv", "x,X,X,count,1,0,0,,,p,sum,,,a=,", "indicators.csv:4: total_over is 'a=', not key=value"),
        ("programmes.csv", "q,Q,Q,first", "programmes.csv:3: order is 'first', not a number"),
        ("programmes.csv", "q,Q,Q,1.5", "programmes.csv:3: order is 1.5, not a whole number"),
        ("targets.csv", "u,1,plan,people,,all,,=>,5,,,,Luật", "targets.csv:3: comparator is '=>', not one of >="),
        ("targets.csv", 'u,1,plan,people,,all,,>=,"80,5",,,,Luật', "targets.csv:3: threshold is '80,5', not a number"),
        ("targets.csv", "u,1,plan,people,,all,,>=,NaN,,,,Luật", "targets.csv:3: threshold is 'NaN', not a number"),
        ("contacts.csv", "d,e@p.example,X,boss,vi", "contacts.csv:3: role is 'boss', not one of focal, leader"),
        ("calendar.yaml", "  2022-06: 2022-06-21", "calendar.yaml:4: '2022-06' is not a new period such as"),
        ("calendar.yaml", "  2022-07: 20/8/2022", "calendar.yaml:4: cut-off of 2022-07 is '20/8/2022', not a date"),
        ("calendar.yaml", "due_days: 32", "calendar.yaml:4: due_days is '32', not a number of days from 0 to 31"),
        ("calendar.yaml", "holidays: []", "calendar.yaml:4: 'holidays' is not understood"),
        ("calendar.yaml", "months: [3, 13]", "calendar.yaml:4: months is '3, 13', not a list of months such as"),
        ("calendar.yaml", "months: quarterly", "calendar.yaml:4: months is 'quarterly', not a list of months such as"),
        ("calendar.yaml", "months: []", "calendar.yaml:4: months is [], not a list of months such as"),
        ("figures/2022-06.csv", "q,people,,2022-06,,2022-06-16,5,,,1,0", "figures/2022-06.csv:3: unit q is not in"),
        ("figures/2022-06.csv", "d,q,,2022-06,,2022-06-16,5,,,1,0", "figures/2022-06.csv:3: indicator q is not in"),
        ("figures/2022-06.csv", "d,share,a=b,2022-06,,2022-06-16,5,,,1,0", "figures/2022-06.csv:3: share has no dim"),
        ("figures/2022-06.csv", "d,share,,6/2022,,2022-06-16,5,,,1,0", "figures/2022-06.csv:3: period is '6/2022'"),
        ("figures/2022-06.csv", "d,share,,2022-06,,,5,,,1,0", "figures/2022-06.csv:3: as_of is empty"),
        ("figures/2022-06.csv", "d,share,,2022-06,,2022-06-16,,,,1,0", "figures/2022-06.csv:3: has a figure or no_act"),
        ("figures/2022-06.csv", "d,share,,2022-06,,2022-06-16,5%,,,1,0", "figures/2022-06.csv:3: value is '5%'"),
        (
            "figures/2022-06.csv",
            "d,share,,2022-06,2022-06-17,2022-06-16,5,,,1,0",
            "figures/2022-06.csv:3: window_start 2022-06-17 is after as_of 2022-06-16",
        ),
        (
            "figures/2022-06.csv",
            "d,people,status=received,2022-06,,2022-06-17,6,,,1,0",
            "figures/2022-06.csv:3: is the same figure as line 2",
        ),
    ],
)
def test_a_line_that_cannot_be_is_named(folder: Path, file: str, line: str, problem: str) -> None:
    append(folder, file, line)

    assert [one for one in found(folder) if one.startswith(problem)]


def test_a_report_may_state_a_figure_twice_but_not_two_figures_for_one_cell(folder: Path) -> None:
    first, again, other = "d,people,,2022-06-16,5", "d,people,2022-06,2022-06-16,5", "d,people,,2022-06-17,6"
    (folder / "editions").mkdir()
    lines = f"unit,indicator,period,as_of,value\n{first}\n{again}\n{other}"
    (folder / "editions" / "report.csv").write_text(lines, encoding="utf-8")

    assert found(folder) == ["editions/report.csv:4: is another figure for the same cell as line 2"]


def test_columns_must_be_the_known_ones(folder: Path) -> None:
    contacts = folder / "contacts.csv"
    contacts.write_text(contacts.read_text(encoding="utf-8").replace("email", "mail"), encoding="utf-8")

    assert found(folder) == [
        "contacts.csv:1: column 'mail' is unknown",
        "contacts.csv:1: column email is missing",
        "contacts.csv:2: email is empty",
    ]


@pytest.mark.parametrize("text", ["cut_off_day: 31\n", "cut_off_day: [17]\n", "- 17\n", "cut_offs: {a\n"])
def test_a_calendar_that_cannot_be_read_is_a_problem_not_a_crash(folder: Path, text: str) -> None:
    (folder / "calendar.yaml").write_text(text, encoding="utf-8")

    assert [one for one in found(folder) if one.startswith("calendar.yaml:")]


def test_a_broken_file_does_not_hide_what_is_wrong_in_the_others(folder: Path) -> None:
    (folder / "programmes.csv").unlink()
    (folder / "contacts.csv").write_bytes(b"unit,email,name,role,language\n\xff\n")
    append(folder, "units.csv", "e,district,q,E,,,,")

    assert found(folder) == [
        "contacts.csv:1: is not UTF-8",
        "programmes.csv:1: cannot be read: No such file or directory",
        "targets.csv:2: programme plan is not in programmes.csv",
        "units.csv:4: parent q is not a unit",
        "units.csv:4: unit e has no name in unit_names.csv",
    ]


def test_an_inconsistent_folder_is_not_loaded(folder: Path) -> None:
    for number in range(9):
        append(folder, "units.csv", f"e{number},district,q,E{number},,,,")

    with pytest.raises(Stop, match=r"units.csv:4: parent q is not a unit; .* \(and 13 more\)"):
        load_catalogue(folder)


def test_a_folder_that_is_not_there_stops_the_process(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="is not a folder"):
        load_catalogue(tmp_path / "nowhere")
