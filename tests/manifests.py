"""The manifests of deploy/kubernetes as they are written, before kustomize puts them together."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.census import ROOT

Manifest = dict[str, Any]

FOLDER = ROOT / "deploy" / "kubernetes"
BASE, COMPONENTS, EXAMPLE = FOLDER / "base", FOLDER / "components", FOLDER / "overlays" / "example"
SERVICES = ("ingest", "scoring", "notify", "report")
#: kinds of others, of which Kubernetes itself has no schema
FOREIGN = ("PodMonitor",)


def kustomizations() -> list[Path]:
    """Every folder that kustomize is pointed at, of Prometheus' files too."""
    return sorted(path.parent for path in (ROOT / "deploy").rglob("kustomization.yaml"))


@cache
def manifests(folder: Path = FOLDER) -> list[Manifest]:
    """The manifests of a folder."""
    paths = [path for path in sorted(folder.rglob("*.yaml")) if path.name != "kustomization.yaml"]
    return [each for path in paths for each in yaml.safe_load_all(path.read_text(encoding="utf-8"))]


def one(kind: str, name: str, folder: Path = FOLDER) -> Manifest:
    """The one manifest of this kind and name."""
    (found,) = (each for each in manifests(folder) if (each["kind"], each["metadata"]["name"]) == (kind, name))
    return found


def workload(name: str) -> Manifest:
    """What makes the pods of this name."""
    return one("StatefulSet" if name in {"report", "prometheus"} else "Deployment", name)


def pod(name: str) -> Manifest:
    """What one pod of this name is made of."""
    spec: Manifest = workload(name)["spec"]["template"]["spec"]
    return spec


def container(name: str) -> Manifest:
    """The container that keeps running in it."""
    (found,) = pod(name)["containers"]
    return dict(found)


def settings() -> dict[str, str]:
    """What settings.env tells every service."""
    lines = (BASE / "settings.env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def environment(name: str) -> dict[str, str]:
    """The variables of a service of ours, without those of the overlay."""
    return settings() | {each["name"]: each["value"] for each in container(name).get("env", [])}
