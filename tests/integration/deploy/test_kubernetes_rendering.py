"""kubectl puts the manifests together, and takes what the runbook tells it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from tests.census import ROOT
from tests.manifests import EXAMPLE, SERVICES, Manifest

KUBECTL = Path(sys.executable).with_name("kubectl")
RUNBOOK = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
POD_MONITOR = {"resources": ["../../base", "doors.yaml"], "components": ["../../components/pod-monitor"]}


@pytest.fixture(scope="module")
def rendered() -> list[Manifest]:
    """The example as it would reach a cluster."""
    return list(yaml.safe_load_all(kubectl("kustomize", EXAMPLE)))


def kubectl(*arguments: str | Path, cwd: Path = ROOT) -> str:
    """What kubectl says, without any cluster."""
    done = subprocess.run(
        [KUBECTL, *arguments], cwd=cwd, env={"KUBECONFIG": "/dev/null"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def commands(verb: str) -> list[str]:
    """The lines of the runbook that begin with this kubectl command."""
    return re.findall(rf"^kubectl (?:--namespace nhipso )?({verb} .*)$", RUNBOOK, re.MULTILINE)


def test_what_is_put_together_has_only_fields_that_kubernetes_knows(rendered: list[Manifest]) -> None:
    versions = {kubernetes_validate.validate(each, "1.37", strict=True) for each in rendered}

    assert versions == {"1.37"}


def test_everything_lands_in_its_namespace(rendered: list[Manifest]) -> None:
    assert {each["metadata"].get("namespace", each["metadata"]["name"]) for each in rendered} == {"nhipso"}


def test_settings_of_the_province_join_those_of_all(rendered: list[Manifest]) -> None:
    (made,) = (each for each in rendered if each["metadata"]["name"].startswith("nhipso-settings-"))
    users = {
        source["configMapRef"]["name"]
        for name in SERVICES
        for each in containers(rendered, name)
        for source in each["envFrom"]
        if "configMapRef" in source
    }

    assert made["data"]["NHIPSO_DATABASE_URL_FILE"] == "/run/secrets/nhipso/database_url"
    assert made["data"]["NHIPSO_PUBLIC_URL"] == "https://nhipso.tinh.example"
    assert users == {made["metadata"]["name"]}


def test_every_container_of_ours_is_of_the_image_of_the_province(rendered: list[Manifest]) -> None:
    images = {each["image"] for name in SERVICES for each in containers(rendered, name)}

    assert images == {"registry.tinh.example/nhipso:0.1.0"}


def test_prometheus_gets_the_files_of_the_compose_file(rendered: list[Manifest]) -> None:
    (made,) = (each for each in rendered if each["kind"] == "ConfigMap" and "rules.yml" in each["data"])
    folder = ROOT / "deploy" / "prometheus"

    assert made["data"] == {name: (folder / name).read_text() for name in ("prometheus.yml", "rules.yml")}


def test_the_monitor_can_take_the_place_of_prometheus(tmp_path: Path) -> None:
    deploy = tmp_path / "deploy"
    for folder in ("kubernetes", "prometheus"):
        shutil.copytree(ROOT / "deploy" / folder, deploy / folder)
    example = deploy / EXAMPLE.relative_to(ROOT / "deploy")
    (example / "kustomization.yaml").write_text(
        yaml.safe_dump(yaml.safe_load((EXAMPLE / "kustomization.yaml").read_text()) | POD_MONITOR)
    )

    kinds = [each["kind"] for each in yaml.safe_load_all(kubectl("kustomize", example))]

    assert kinds.count("PodMonitor") == 1
    assert kinds.count("StatefulSet") == 1


def test_the_secret_is_made_by_the_command_of_the_runbook(tmp_path: Path, rendered: list[Manifest]) -> None:
    (command,) = commands("create secret")
    asked = {
        item["key"]
        for name in SERVICES
        for volume in pod(rendered, name)["volumes"]
        if "secret" in volume
        for item in volume["secret"]["items"]
    }
    for key in asked:
        (tmp_path / key).write_text("made up\n")

    made = json.loads(kubectl(*command.split(), "--dry-run=client", "--output=json", cwd=tmp_path))

    assert made["metadata"]["name"] == "nhipso"
    assert set(made["data"]) == asked


def test_the_runbook_speaks_of_folders_and_pods_that_are_there(rendered: list[Manifest]) -> None:
    there = {f"{each['kind'].lower()}/{each['metadata']['name']}" for each in rendered}
    section = RUNBOOK.partition("## On Kubernetes\n")[2].partition("\n## ")[0]
    named = set(re.findall(r"\b((?:deployment|statefulset|service)/[a-z]+)", section))
    paths = re.findall(r"--(?:kustomize|filename) (deploy/\S+)", section)

    assert named
    assert named <= there
    assert paths
    assert all((ROOT / path).exists() for path in paths)


def test_the_alerts_reach_the_operator_of_prometheus_as_they_are() -> None:
    (line,) = re.findall(r"^(\{ printf .*\}) \| kubectl --namespace nhipso apply --filename -$", RUNBOOK, re.MULTILINE)

    said = subprocess.run(["sh", "-euc", line], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    made = yaml.safe_load(said)
    assert (made["kind"], made["metadata"]["name"]) == ("PrometheusRule", "nhipso")
    assert made["spec"] == yaml.safe_load((ROOT / "deploy" / "prometheus" / "rules.yml").read_text())


def pod(rendered: list[Manifest], name: str) -> dict[str, Any]:
    (found,) = (
        each["spec"]["template"]["spec"]
        for each in rendered
        if each["kind"] in {"Deployment", "StatefulSet"} and each["metadata"]["name"] == name
    )
    return dict(found)


def containers(rendered: list[Manifest], name: str) -> list[dict[str, Any]]:
    return [*pod(rendered, name)["initContainers"], *pod(rendered, name)["containers"]]
