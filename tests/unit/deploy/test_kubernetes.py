"""The manifests are whole, are what Kubernetes knows, and run the services as docker-compose.yml does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from shared.settings import PREFIX, Settings, read_settings
from tests.census import ROOT
from tests.manifests import (
    BASE,
    EXAMPLE,
    FOLDER,
    FOREIGN,
    SERVICES,
    Manifest,
    container,
    environment,
    kustomizations,
    manifests,
    pod,
    settings,
    workload,
)

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
RUNBOOK = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
#: the oldest Kubernetes that knows every field used here, and the newest that was known
VERSIONS = ("1.27", "1.37")
#: where each of the two puts a secret's file
COMPOSED, MOUNTED = "/run/secrets/", "/run/secrets/nhipso/"

#: what in a kustomization names files and folders
NAMING = ("resources", "components", "envs", "files")

every_service = pytest.mark.parametrize("name", SERVICES)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("manifest", manifests(), ids=lambda each: f"{each['kind']} {each['metadata']['name']}")
def test_a_manifest_has_only_fields_that_kubernetes_knows(manifest: Manifest, version: str) -> None:
    if manifest["kind"] in FOREIGN:
        assert "." in manifest["apiVersion"].partition("/")[0]
    else:
        assert kubernetes_validate.validate(manifest, version, strict=True) == version


@pytest.mark.parametrize("folder", kustomizations(), ids=lambda folder: str(folder.relative_to(ROOT)))
def test_a_kustomization_names_what_lies_beside_it_and_nothing_else(folder: Path) -> None:
    listed = yaml.safe_load((folder / "kustomization.yaml").read_text())
    makers = [listed, *listed.get("configMapGenerator", [])]
    named = {name for maker in makers for key in NAMING for name in maker.get(key, [])}

    files = {path.name for path in folder.iterdir() if path.is_file()} - {"kustomization.yaml", "rules_test.yml"}

    assert files == {name for name in named if "/" not in name}
    assert all((folder / name / "kustomization.yaml").is_file() for name in named if "/" in name)


@every_service
def test_a_service_runs_the_image_and_command_of_the_compose_file(name: str) -> None:
    jobs = {each["name"]: each for each in pod(name)["initContainers"]}

    assert container(name)["image"] == COMPOSE[name]["image"]
    assert container(name)["args"] == COMPOSE[name]["command"]
    assert {job: (each["image"], each["args"]) for job, each in jobs.items()} == {
        job: (COMPOSE[job]["image"], COMPOSE[job]["command"]) for job in jobs
    }


@every_service
def test_tables_are_there_before_a_service_starts_and_queues_before_all_but_the_door(name: str) -> None:
    jobs = [each["name"] for each in pod(name)["initContainers"]]

    assert jobs == (["migrate"] if name == "ingest" else ["migrate", "topology"])


@every_service
def test_a_service_is_told_what_the_compose_file_tells_it(name: str) -> None:
    composed = {
        key: value.replace(COMPOSED, MOUNTED)
        for key, value in COMPOSE[name]["environment"].items()
        if key not in example_settings()
    }

    assert environment(name) == composed


def test_every_setting_exists_and_can_be_read() -> None:
    given = {key: value for name in SERVICES for key, value in environment(name).items()} | example_settings()
    values = {key: value for key, value in given.items() if not key.endswith("_FILE")}

    read = read_settings(values)

    assert {key.removesuffix("_FILE").removeprefix(PREFIX).lower() for key in given} <= set(Settings.model_fields)
    assert read.http_host == "0.0.0.0"  # noqa: S104
    assert (FOLDER.parents[1] / read.province.relative_to("/opt/nhipso")).is_dir()


@every_service
def test_a_service_sees_the_secrets_it_reads_and_no_other(name: str) -> None:
    (volume,) = (each["secret"] for each in pod(name)["volumes"] if each["name"] == "secrets")
    read = {value.removeprefix(MOUNTED) for key, value in environment(name).items() if key.endswith("_FILE")}

    assert {item["key"] for item in volume["items"]} == {item["path"] for item in volume["items"]} == read
    assert volume["secretName"] == "nhipso"
    assert all(f"--from-file={key}" in RUNBOOK for key in read)


def test_secrets_of_others_reach_only_who_needs_them_and_need_not_be_there() -> None:
    optional = {
        name: [each["secretRef"] for each in container(name)["envFrom"] if "secretRef" in each] for name in SERVICES
    }

    assert optional == {
        "ingest": [{"name": "nhipso-sources", "optional": True}],
        "scoring": [],
        "notify": [{"name": "nhipso-contacts", "optional": True}],
        "report": [],
    }
    assert all(f"`{refs[0]['name']}`" in RUNBOOK for refs in optional.values() if refs)


def test_no_secret_is_written_down() -> None:
    assert [each["metadata"]["name"] for each in manifests() if each["kind"] == "Secret"] == []
    assert [path for path in kustomizations() if "secretGenerator" in (path / "kustomization.yaml").read_text()] == []
    assert not [key for key in settings() | example_settings() if re.search("PASS|KEY|DATABASE_URL$|BROKER_URL$", key)]


@every_service
def test_a_service_may_take_what_the_compose_file_allows(name: str) -> None:
    allowed = COMPOSE[name]["deploy"]["resources"]["limits"]
    resources = container(name)["resources"]

    assert resources["limits"] == {"cpu": f"{float(allowed['cpus']):g}", "memory": f"{allowed['memory']}i"}
    assert set(resources["requests"]) == {"cpu", "memory"}


@every_service
def test_a_service_has_replicas_that_do_not_leave_together(name: str) -> None:
    spec = workload(name)["spec"]
    (spread,) = pod(name)["topologySpreadConstraints"]
    (budget,) = (
        each["spec"]
        for each in manifests(BASE)
        if each["kind"] == "PodDisruptionBudget" and each["spec"]["selector"] == spec["selector"]
    )

    assert spec["replicas"] == 2
    assert budget["maxUnavailable"] == 1
    assert spread["topologyKey"] == "kubernetes.io/hostname"
    assert spread["labelSelector"] == spec["selector"]


def example_settings() -> dict[str, str]:
    (made,) = yaml.safe_load((EXAMPLE / "kustomization.yaml").read_text())["configMapGenerator"]
    return dict(literal.split("=", 1) for literal in made["literals"])
