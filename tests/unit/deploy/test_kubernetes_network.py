"""Services, doors and Prometheus reach the pods they are meant for, and nothing else is open."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.census import ROOT
from tests.manifests import BASE, COMPONENTS, EXAMPLE, SERVICES, Manifest, container, manifests, one, workload

POLICY = "NetworkPolicy"
DOORS = {"figures": "ingest", "answers": "notify", "editions": "report"}
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
(SCRAPED,) = yaml.safe_load((ROOT / "deploy" / "prometheus" / "prometheus.yml").read_text())["scrape_configs"]
RULES = (ROOT / "deploy" / "prometheus" / "rules.yml").read_text()

every_door = pytest.mark.parametrize(("door", "service"), DOORS.items())


def labels(name: str) -> dict[str, str]:
    """What the pods of this name are labelled with."""
    found: dict[str, str] = workload(name)["spec"]["template"]["metadata"]["labels"]
    return found


@pytest.mark.parametrize("name", SERVICES)
def test_every_replica_of_a_service_is_found_by_name_ready_or_not(name: str) -> None:
    spec = one("Service", name)["spec"]

    assert (spec["clusterIP"], spec["publishNotReadyAddresses"]) == ("None", True)
    assert spec["selector"] == labels(name) == workload(name)["spec"]["selector"]["matchLabels"]
    assert [port["port"] for port in spec["ports"]] == [SCRAPED["dns_sd_configs"][0]["port"]]


@pytest.mark.parametrize("name", [*SERVICES, "prometheus"])
def test_pods_are_labelled_with_their_own_name(name: str) -> None:
    assert labels(name) == {"app.kubernetes.io/name": "nhipso", "app.kubernetes.io/component": name}


def test_every_policy_is_about_pods_that_are_there() -> None:
    there = [labels(name) for name in (*SERVICES, "prometheus")]
    chosen = [each["spec"]["podSelector"].get("matchLabels", {}) for each in manifests() if each["kind"] == POLICY]

    assert chosen
    assert all(any(wanted.items() <= found.items() for found in there) for wanted in chosen)


@every_door
def test_a_door_leads_to_the_http_port_of_its_service(door: str, service: str) -> None:
    spec = one("Service", door)["spec"]

    assert spec["selector"] == labels(service)
    assert spec["ports"] == [{"name": "http", "port": 80, "targetPort": "http"}]
    assert "http" in [port["name"] for port in container(service)["ports"]]


@every_door
def test_what_is_let_in_from_outside_is_served_and_never_health_or_metrics(door: str, service: str) -> None:
    paths = [path for name, path in ways_in() if name == door]
    source = (ROOT / "services" / service / "service.py").read_text(encoding="utf-8")
    routes = re.findall(r'@route\("[A-Z]+", "([^"]+)"', source)

    outside = {route for route in routes if not any(f"{route}/".startswith(f"{path}/") for path in paths)}

    assert paths
    assert all(any(f"{route}/".startswith(f"{path}/") for route in routes) for path in paths)
    assert outside <= {"/health/live", "/health/ready", "/metrics"}


def test_editions_are_let_in_by_another_way_than_figures() -> None:
    by_ingress = {each["metadata"]["name"]: {name for name, _path in backends(each)} for each in ingresses()}

    assert by_ingress == {"outside": {"figures", "answers"}, "inside": {"editions"}}


def test_every_host_from_outside_has_a_certificate() -> None:
    for each in ingresses():
        certified = {host for tls in each["spec"]["tls"] for host in tls["hosts"] if tls["secretName"]}
        assert {rule["host"] for rule in each["spec"]["rules"]} == certified


def test_nothing_is_open_that_is_not_named() -> None:
    closed = one(POLICY, "closed", BASE)["spec"]

    assert closed == {
        "podSelector": {"matchLabels": {"app.kubernetes.io/name": "nhipso"}},
        "policyTypes": ["Ingress", "Egress"],
    }


def test_doors_are_open_to_the_controller_alone() -> None:
    (rule,) = one(POLICY, "doors", EXAMPLE)["spec"]["ingress"]
    ports = {port["containerPort"] for name in DOORS.values() for port in container(name)["ports"]} - {9100}

    assert {port["port"] for port in rule["ports"]} == ports
    assert rule["from"] == [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "traefik"}}}]


@pytest.mark.parametrize("component", ["prometheus", "pod-monitor"])
def test_operations_are_open_to_prometheus_alone(component: str) -> None:
    (rule,) = one(POLICY, "operations", COMPONENTS / component)["spec"]["ingress"]

    assert [port["port"] for port in rule["ports"]] == [9100]
    assert len(rule["from"]) == 1


def test_prometheus_is_that_of_the_compose_file() -> None:
    ours, composed = container("prometheus"), COMPOSE["prometheus"]
    allowed = composed["deploy"]["resources"]["limits"]

    limits = ours["resources"]["limits"]

    assert (ours["image"], ours["args"]) == (composed["image"], composed["command"])
    assert limits == {"cpu": f"{float(allowed['cpus']) * 1000:g}m", "memory": f"{allowed['memory']}i"}
    assert SCRAPED["dns_sd_configs"][0]["names"] == list(SERVICES)


def test_the_monitor_labels_what_it_finds_as_the_rules_ask() -> None:
    spec = one("PodMonitor", "nhipso", COMPONENTS / "pod-monitor")["spec"]
    (endpoint,) = spec["podMetricsEndpoints"]
    (chosen,) = spec["selector"]["matchExpressions"]

    assert 'job="nhipso"' in RULES
    assert "by (service_name)" in RULES
    assert {labels(name)[spec["jobLabel"]] for name in SERVICES} == {"nhipso"}
    assert [each["targetLabel"] for each in endpoint["relabelings"]] == ["service_name"]
    assert chosen["values"] == list(SERVICES)
    assert endpoint["port"] == "operations"


def ingresses() -> list[Manifest]:
    return [each for each in manifests(EXAMPLE) if each["kind"] == "Ingress"]


def backends(ingress: Manifest) -> list[tuple[str, str]]:
    """The Service and the path of every way through an Ingress."""
    paths = [path for rule in ingress["spec"]["rules"] for path in rule["http"]["paths"]]
    return [(path["backend"]["service"]["name"], path["path"]) for path in paths]


def ways_in() -> list[tuple[str, str]]:
    return [way for each in ingresses() for way in backends(each)]
