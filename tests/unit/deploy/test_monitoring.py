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
GROUPS = yaml.safe_load((ROOT / "deploy/prometheus/rules.yml").read_text(encoding="utf-8"))["groups"]
RULES: list[dict[str, Any]] = [rule for group in GROUPS for rule in group["rules"]]
TRIALS = [
    trial
    for test in yaml.safe_load((ROOT / "deploy/prometheus/rules_test.yml").read_text(encoding="utf-8"))["tests"]
    for trial in test["alert_rule_test"]
]
DASHBOARD = (ROOT / "deploy/grafana/dashboards/nhipso.json").read_text(encoding="utf-8")
#: as they are asked for: counters with _total, histograms by their own name
METRICS = {
    f"{family.name}_total" if family.type == "counter" else family.name: family.documentation
    for family in REGISTRY.collect()
}


def asked_for(expression: str) -> set[str]:
    """The metrics that a query names."""
    return {re.sub(r"_(bucket|sum|count)$", "", name) for name in re.findall(r"nhipso_[a-z_]+", expression)}


def sections(markdown: str) -> dict[str, str]:
    """The text under each heading of a Markdown text, by the heading's anchor."""
    parts = re.split(r"^#+ (.+)$", markdown, flags=re.MULTILINE)[1:]
    anchors = [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in parts[::2]]
    return dict(zip(anchors, parts[1::2], strict=True))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_asks_for_metrics_that_exist(rule: dict[str, Any]) -> None:
    assert asked_for(rule["expr"]) <= set(METRICS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_leads_to_its_section_of_the_runbook(rule: dict[str, Any]) -> None:
    path, _, anchor = rule["annotations"]["runbook"].partition("#")

    assert path == "docs/runbook.md"
    assert f"`{rule['alert']}`" in sections(RUNBOOK)[anchor]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_says_how_urgent_it_is_and_what_is_wrong(rule: dict[str, Any]) -> None:
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert rule["annotations"]["summary"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_is_tried_on_series_it_fires_on_and_on_others(rule: dict[str, Any]) -> None:
    fires = [bool(trial["exp_alerts"]) for trial in TRIALS if trial["alertname"] == rule["alert"]]

    assert set(fires) == {True, False}


def test_the_runbook_names_no_alert_that_does_not_exist() -> None:
    assert set(re.findall(r"`(Nhipso\w+)`", RUNBOOK)) == {rule["alert"] for rule in RULES}


def test_the_dashboard_shows_every_metric_and_no_other() -> None:
    panels = json.loads(DASHBOARD)["panels"]
    shown = {name for panel in panels for target in panel.get("targets", []) for name in asked_for(target["expr"])}

    assert shown == set(METRICS)


def test_the_runbook_explains_every_metric_and_no_other() -> None:
    explained = set(re.findall(r"^### (nhipso_\w+)$", RUNBOOK, re.MULTILINE))

    assert explained == set(METRICS)


def test_prometheus_asks_every_service_at_its_operations_port() -> None:
    config = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text(encoding="utf-8"))
    (job,) = config["scrape_configs"]

    assert job["dns_sd_configs"][0]["names"] == ["ingest", "scoring", "notify", "report"]
    assert job["dns_sd_configs"][0]["port"] == 9100
