"""Alerts, dashboard, runbook and the list of metrics speak of the same things."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml

from shared.metrics import REGISTRY
from tests.census import ROOT

RUNBOOK = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
RULES: list[dict[str, Any]] = yaml.safe_load((ROOT / "deploy/prometheus/rules.yml").read_text())["groups"][0]["rules"]
DASHBOARD = (ROOT / "deploy/grafana/dashboards/nhipso.json").read_text(encoding="utf-8")
#: as they are asked for: counters with _total, histograms by their own name
METRICS = {
    f"{family.name}_total" if family.type == "counter" else family.name: family.documentation
    for family in REGISTRY.collect()
}


def asked_for(expression: str) -> set[str]:
    """The metrics that a query names."""
    return {re.sub(r"_(bucket|sum|count)$", "", name) for name in re.findall(r"nhipso_[a-z_]+", expression)}


def anchors(markdown: str) -> set[str]:
    """The anchors of the headings of a Markdown text."""
    headings = re.findall(r"^#+ (.+)$", markdown, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_asks_for_metrics_that_exist(rule: dict[str, Any]) -> None:
    assert asked_for(rule["expr"]) <= set(METRICS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_leads_to_its_section_of_the_runbook(rule: dict[str, Any]) -> None:
    path, _, anchor = rule["annotations"]["runbook"].partition("#")

    assert path == "docs/runbook.md"
    assert anchor in anchors(RUNBOOK)
    assert rule["alert"] in RUNBOOK


def test_the_dashboard_shows_every_metric_and_no_other() -> None:
    panels = json.loads(DASHBOARD)["panels"]
    shown = {name for panel in panels for target in panel.get("targets", []) for name in asked_for(target["expr"])}

    assert shown == set(METRICS)


def test_the_runbook_explains_every_metric_and_no_other() -> None:
    explained = set(re.findall(r"^### (nhipso_\w+)$", RUNBOOK, re.MULTILINE))

    assert explained == set(METRICS)


def test_prometheus_asks_every_service_at_its_operations_port() -> None:
    config = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text())
    (job,) = config["scrape_configs"]

    assert job["dns_sd_configs"][0]["names"] == ["ingest", "scoring", "notify", "report"]
    assert job["dns_sd_configs"][0]["port"] == 9100
