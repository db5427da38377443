"""Claims of shares, and of what counts add up to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tests.system.published import Evaluation, as_printed
from tests.system.reported import PROVINCE, Finding, Report, Says


def ratio(says: Says, report: Report) -> Finding:
    """A share, and how far it is above its target where that is said."""
    dimension = says.get("dimension", report.dimension(says["indicator_id"], ""))
    figure = report.figure(says["indicator_id"], dimension, says.get("unit_id", PROVINCE))
    assert figure is not None
    numerator, denominator = Decimal(says["numerator"]), Decimal(says["denominator"])
    if figure["numerator"] is None:
        # The share came without its parts, which the report states as figures of their own.
        counts = report.parts(says["indicator_id"].removesuffix("-pct"))
        assert {numerator, denominator} <= set(counts)
        exact = 100 * numerator / denominator
    else:
        assert (figure["numerator"], figure["denominator"]) == (says["numerator"], says["denominator"])
        exact = Decimal(figure["value"])
    right = as_printed(str(exact), says["value"])
    return Finding(right == Decimal(says["value"]) and above(says, figure), {"value": str(right)})


def above(says: Says, figure: Evaluation) -> bool:
    if "above_target_by" not in says:
        return True
    gaps = {v["threshold"]: v["gap"] for v in figure["verdicts"]}
    return as_printed(gaps[says["target"]], says["above_target_by"]) == Decimal(says["above_target_by"])


def each_share(says: Says, report: Report) -> Finding:
    return Finding(all(ratio({**says, **item}, report).holds for item in says["items"]))


def better_than_the_nation(says: Says, report: Report) -> Finding:
    nation = report.figure(says["indicator_id"], "type=national-average", "ca-nuoc")
    aim = report.figure(says["indicator_id"], "type=expected")
    assert nation is not None
    assert aim is not None
    return Finding(Decimal(aim["value"]) > Decimal(nation["value"]) == Decimal(says["national_average"]))


def total(says: Says, report: Report) -> Finding:
    """The whole and its parts are figures, and the parts come to the whole."""
    return Finding(*_adds_up(says, report.parts(says["indicator_id"])))


def each_total(says: Says, report: Report) -> Finding:
    return Finding(all(_adds_up(one, report.parts(one["indicator_id"]))[0] for one in says["totals"]))


def _adds_up(says: Says, held: Sequence[Decimal]) -> tuple[bool, dict[str, str]]:
    parts = [Decimal(part) for part in says["parts"]]
    whole = Decimal(says["value"])
    assert {whole, *parts} <= set(held), (says, held)
    if "full_pct" in says:
        shares = {str(as_printed(str(100 * part / whole), says["full_pct"])) for part in (parts[-1], sum(parts))}
        return says["full_pct"] in shares, {"shares": "|".join(sorted(shares))}
    return sum(parts) == whole, {"value": str(sum(parts))}


def breakdown(says: Says, report: Report) -> Finding:
    """Counts by level and their shares of the whole."""
    whole = Decimal(says["total"])
    both, *levels = [Decimal(part["count"]) for part in says["parts"]]
    held = {*report.parts("administrative-procedures"), *report.parts("procedures-online")}
    assert {whole, both, *levels} <= held
    shares = [as_printed(str(100 * Decimal(part["count"]) / whole), part["pct"]) for part in says["parts"]]
    return Finding(both == sum(levels) and shares == [Decimal(part["pct"]) for part in says["parts"]])


def members(says: Says, report: Report) -> Finding:
    """The members of all teams, against the table that counts them (two hamlet and commune columns added)."""
    stated = report.figure(says["indicator_id"], "type=campaign-participants")
    counted = report.figures[PROVINCE, says["indicator_id"], "", "2023-02"]
    assert stated is not None
    teams = {
        name: report.figure(f"{name.replace('_', '-')}", "type=campaign-participants")
        for name in ("commune_teams", "hamlet_teams")
    }
    same = all(figure is not None and figure["value"] == says[name] for name, figure in teams.items())
    return Finding(same and counted["how"] == "sum" and counted["value"] == stated["value"] == says["value"])
