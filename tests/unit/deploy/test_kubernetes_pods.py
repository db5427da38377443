"""Pods are asked whether they are well where they answer, end in order, and may do nothing else."""

from __future__ import annotations

import re
from typing import Any

import pytest

from services.cli.ops import STUCK_AFTER, Pulse, respond
from shared.settings import Settings
from tests.census import ROOT
from tests.manifests import BASE, SERVICES, container, one, pod, workload

PODS = (*SERVICES, "prometheus")
PROBES = ("startupProbe", "livenessProbe", "readinessProbe")
DOORS = {"ingest": "http_port", "notify": "notify_http_port", "report": "report_http_port"}

every_pod = pytest.mark.parametrize("name", PODS)
every_service = pytest.mark.parametrize("name", SERVICES)


@every_service
def test_a_service_listens_where_its_settings_say(name: str) -> None:
    ports = {port["name"]: port["containerPort"] for port in container(name)["ports"]}
    fields = {"operations": "ops_port"} | ({"http": DOORS[name]} if name in DOORS else {})

    assert ports == {port: Settings.model_fields[field].default for port, field in fields.items()}


@every_service
def test_a_probe_asks_for_what_is_served_there(name: str) -> None:
    asked = {
        (probe["httpGet"]["port"], probe["httpGet"]["path"])
        for probe in (container(name)[probe] for probe in PROBES)
        if "httpGet" in probe
    }

    assert all(path in served(name)[port] for port, path in asked)


def served(name: str) -> dict[str, set[str]]:
    """The paths of health that are answered, by port."""
    ops = {path for path in ("/health/live", "/health/ready") if not respond(pulse(), path)[0].startswith("404")}
    source = (ROOT / "services" / name / "service.py").read_text(encoding="utf-8")
    return {"operations": ops, "http": set(re.findall(r'@route\("GET", "(/health/[a-z]+)"', source))}


def pulse() -> Pulse:
    return Pulse(list)


@every_service
def test_a_service_is_left_to_end_itself_before_it_is_killed(name: str) -> None:
    start, live = container(name)["startupProbe"], container(name)["livenessProbe"]

    assert live["httpGet"] == start["httpGet"] == {"path": "/health/live", "port": "operations"}
    assert live["periodSeconds"] * live["failureThreshold"] > STUCK_AFTER
    assert start["periodSeconds"] * start["failureThreshold"] >= 120


def test_a_door_stays_open_while_the_broker_is_away() -> None:
    ready = {name: container(name)["readinessProbe"] for name in SERVICES}

    assert ready["ingest"]["httpGet"] == {"path": "/health/live", "port": "http"}
    assert ready["notify"]["tcpSocket"] == ready["report"]["tcpSocket"] == {"port": "http"}
    assert ready["scoring"]["httpGet"] == {"path": "/health/ready", "port": "operations"}


@every_service
def test_a_pod_has_time_for_an_orderly_end(name: str) -> None:
    pause = container(name).get("lifecycle", {}).get("preStop", {}).get("exec", {}).get("command", ["sleep", "0"])
    orderly: int = Settings.model_fields["shutdown_seconds"].default

    assert (int(pause[1]) > 0) == (name in DOORS)
    assert pod(name)["terminationGracePeriodSeconds"] >= int(pause[1]) + orderly + 5


@every_pod
def test_nothing_runs_as_root_or_may_become_it(name: str) -> None:
    security = pod(name)["securityContext"]

    assert security["runAsNonRoot"] is True
    assert security["runAsUser"] == security["runAsGroup"] == security["fsGroup"] > 0
    assert security["seccompProfile"] == {"type": "RuntimeDefault"}
    for each in containers(name):
        assert each["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }


def test_our_pods_run_as_the_user_of_the_image() -> None:
    image = (ROOT / "deploy" / "Dockerfile").read_text()

    users = {pod(name)["securityContext"]["runAsUser"] for name in SERVICES}

    assert [f"USER {user}:{user}" in image for user in users] == [True]


def test_the_namespace_takes_only_such_pods() -> None:
    labels = one("Namespace", "nhipso", BASE)["metadata"]["labels"]

    assert labels["pod-security.kubernetes.io/enforce"] == "restricted"


@every_pod
def test_a_pod_knows_nothing_of_the_cluster(name: str) -> None:
    # A Service called nhipso-x would be a variable NHIPSO_X_PORT, an unknown setting, and no service would start.
    assert pod(name)["automountServiceAccountToken"] is False
    assert pod(name)["enableServiceLinks"] is False


@every_pod
def test_a_pod_writes_only_where_it_must(name: str) -> None:
    writable = {
        mount["name"]: mount["mountPath"]
        for each in containers(name)
        for mount in each["volumeMounts"]
        if not mount.get("readOnly")
    }
    claims = [claim["metadata"]["name"] for claim in workload(name)["spec"].get("volumeClaimTemplates", [])]
    data = {"report": {"data": "/var/lib/nhipso"}, "prometheus": {"data": "/prometheus"}}.get(name, {})

    assert writable == data | ({"tmp": "/tmp"} if name in SERVICES else {})  # noqa: S108
    assert claims == list(data)


@every_service
def test_what_is_not_kept_is_small_and_in_memory(name: str) -> None:
    (tmp,) = (volume["emptyDir"] for volume in pod(name)["volumes"] if volume["name"] == "tmp")

    assert tmp == {"medium": "Memory", "sizeLimit": "64Mi"}


@every_pod
def test_every_container_has_requests_and_limits(name: str) -> None:
    for each in containers(name):
        assert {kind: set(amounts) for kind, amounts in each["resources"].items()} == {
            "requests": {"cpu", "memory"},
            "limits": {"cpu", "memory"},
        }


def containers(name: str) -> list[dict[str, Any]]:
    return [*pod(name).get("initContainers", []), container(name)]
