"""Claims of rise and fall, of targets passed, and of growth."""

from __future__ import annotations

from decimal import Decimal

from tests.system.published import Evaluation, as_printed
from tests.system.reported import Finding, Report, Says

CAMPAIGN = "chien-dich-92-ngay"


def moved(says: Says, report: Report) -> Finding:
    """From one day to another; a figure of the whole must be one that its units can come to."""
    ends = [says["from"], *(says["to"] if isinstance(says["to"], list) else [says["to"]])]
    alike = not any("dimension" in end for end in ends)
    common = report.dimension(says["indicator_id"], *(end["as_of"] for end in ends)) if alike else ""
    found = [report.figure(says["indicator_id"], e.get("dimension", common), as_of=e["as_of"]) for e in ends]
    values = [Decimal(figure["value"]) if figure else None for figure in found]
    if values != [Decimal(end["value"]) for end in ends]:
        return Finding(holds=False)
    beyond = short_of(says["indicator_id"], found[-1], report)
    if beyond:
        return Finding(holds=False, right={"exceptions": beyond})
    start, *ends_at = [Decimal(figure["value"]) for figure in found if figure]
    return Finding(all(direction(says, start, end) for end in ends_at) and grew(says, start, ends_at[-1]))


def direction(says: Says, start: Decimal, end: Decimal) -> bool:
    """Up is better: for ranks that is a lower number."""
    better = end < start if "places" in says else end > start
    places = says.get("places") in (None, str(abs(end - start)))
    return better is (says["direction"] == "up") and places


def grew(says: Says, start: Decimal, end: Decimal) -> bool:
    stated = says.get("relative_change_pct")
    return stated is None or as_printed(str(100 * (end - start) / start), stated) == Decimal(stated)


def short_of(indicator: str, whole: Evaluation | None, report: Report) -> dict[str, str]:
    """Where the whole is said to be at 100 %: the units that are not."""
    assert whole is not None
    if whole["value"] != "100":
        return {}
    return {
        unit: figure["value"]
        for (unit, name, dimension, period), figure in report.figures.items()
        if (name, dimension, period) == (indicator, "", whole["period"]) and figure["value"] not in (None, "100")
    }


def campaign(says: Says, report: Report) -> Finding:
    """Each part against the target and against where it stood before, by the product's own verdict and baseline."""
    right = {}
    for item in says["items"]:
        figure = report.figure(says["indicator_id"], item["dimension"])
        assert figure is not None
        (verdict,) = [v for v in figure["verdicts"] if v["programme"] == CAMPAIGN]
        (start,) = [b for b in figure["baselines"] if b["programme"] == CAMPAIGN]
        ours = {"value": figure["value"], "change": start["difference"], "above_target_by": verdict["gap"]}
        right[item["dimension"]] = ours
    return Finding(all(right[item["dimension"]].items() <= item.items() for item in says["items"]), right)


def over_targets(says: Says, report: Report) -> Finding:
    """Every indicator of the campaign; undecided while one of them has no figure."""
    results = {
        indicator: [
            figure
            for fact in report.facts(indicator)
            if (figure := report.figures.get(fact.key)) and fact["table"] == "campaign-92"
        ]
        for indicator in says["indicator_ids"]
    }
    lacking = [indicator for indicator, found in results.items() if not found]
    over = all(
        Decimal(figure["value"]) > Decimal(target)
        for indicator, target in zip(says["indicator_ids"], says["targets"], strict=True)
        for figure in results[indicator]
    )
    if over and lacking:
        return Finding(None, why=f"no figure of {', '.join(lacking)}")
    return Finding(over)


def growth_from_nowhere(says: Says, report: Report) -> Finding:
    """A growth whose start is not stated: only what follows from the end and the share can be told."""
    figure = report.figure(says["indicator_id"])
    assert figure is not None
    assert figure["change"] is None
    end = Decimal(figure["value"])
    more = end - end / (1 + Decimal(says["relative_change_pct"]) / 100)
    return Finding(None, {"increase": str(round(more))}, "no figure of the months before the campaign")
