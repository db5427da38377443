"""docker-compose.yml keeps the rules of a production set-up, which need no engine to check."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.settings import PREFIX, Settings
from tests.census import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
JOBS = ("migrate", "topology")
READERS = ("ingest", "notify", "report")
LONG_RUNNING = [name for name in SERVICES if name not in JOBS]
OURS = [name for name, service in SERVICES.items() if "build" in service]

every_service = pytest.mark.parametrize("name", SERVICES)


@every_service
def test_an_image_is_pinned_to_the_letter(name: str) -> None:
    assert re.search(r":v?\d+\.\d+(\.\d+)?(-[a-z]+)?$", SERVICES[name]["image"])


def test_the_base_image_is_pinned_to_the_letter() -> None:
    assert re.search(r"^FROM python:3\.11\.\d+-slim-bookworm$", dockerfile(), re.MULTILINE)


@every_service
def test_nothing_runs_as_root_or_may_become_it(name: str) -> None:
    service = SERVICES[name]

    assert not service["user"].startswith("0")
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "cap_add", "network_mode", "pid"} & set(service)


@pytest.mark.parametrize("name", OURS)
def test_our_containers_write_only_where_they_must(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert all(volume.partition(":")[2] == "/var/lib/nhipso" for volume in service.get("volumes", []))


@every_service
def test_every_service_has_limits_and_a_restart_policy(name: str) -> None:
    limits = SERVICES[name]["deploy"]["resources"]["limits"]

    assert {"cpus", "memory", "pids"} == set(limits)
    assert SERVICES[name]["restart"] in ("unless-stopped", "on-failure:5")


@pytest.mark.parametrize("name", LONG_RUNNING)
def test_what_keeps_running_says_whether_it_is_well(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


def test_services_start_when_the_schema_and_the_topology_are_there_and_scoring_last() -> None:
    done = {job: {"condition": "service_completed_successfully"} for job in JOBS}
    # Its events may carry what an older reader of them does not know.
    last = {reader: {"condition": "service_started"} for reader in READERS}

    for name in set(OURS) - set(JOBS):
        assert SERVICES[name]["depends_on"] == (done | last if name == "scoring" else done), name


def test_jobs_wait_for_the_server_they_work_on() -> None:
    assert SERVICES["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert SERVICES["topology"]["depends_on"] == {"rabbitmq": {"condition": "service_healthy"}}


def test_only_figures_and_prometheus_are_published_and_only_to_this_host() -> None:
    published = [port for service in SERVICES.values() for port in service.get("ports", [])]

    assert sorted(published) == [f"127.0.0.1:{port}:{port}" for port in (8080, 8081, 8082, 9090)]


@pytest.mark.parametrize("name", OURS)
def test_our_settings_exist(name: str) -> None:
    given = {key.removesuffix("_FILE").removeprefix(PREFIX).lower() for key in SERVICES[name]["environment"]}

    assert given <= set(Settings.model_fields)


@every_service
def test_no_password_is_written_down(name: str) -> None:
    environment = SERVICES[name].get("environment", {})
    secret = [key for key in environment if re.search("PASS|SECRET|LINK_KEY|(?<!PUBLIC)(?<!EDITIONS)_URL", key)]

    assert all(environment[key].startswith("/run/secrets/") for key in secret)


@every_service
def test_secrets_and_mounted_files_are_declared_or_there(name: str) -> None:
    service = SERVICES[name]
    mounted = [volume.partition(":")[0] for volume in service.get("volumes", [])]

    assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"])
    assert all((ROOT / path).exists() if path.startswith(".") else path in COMPOSE["volumes"] for path in mounted)


def test_secrets_of_others_reach_only_who_needs_them_from_files_that_need_not_be_there() -> None:
    given = {name: service["env_file"] for name, service in SERVICES.items() if "env_file" in service}

    assert given == {
        "ingest": [{"path": "./deploy/secrets/sources.env", "required": False}],
        "notify": [{"path": "./deploy/secrets/contacts.env", "required": False}],
    }
    assert "/deploy/secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


def test_the_four_services_are_all_there() -> None:
    commands = {name: SERVICES[name]["command"] for name in OURS if name not in JOBS}

    assert commands == {name: ["run", name] for name in ("ingest", "scoring", "notify", "report")}
    assert SERVICES["migrate"]["command"] == ["db", "upgrade"]
    assert SERVICES["topology"]["command"] == ["topology", "apply"]


def test_the_image_is_built_with_the_commands_of_the_readme() -> None:
    assert "RUN make install" in dockerfile()
    assert "EXPOSE 8080 8081 8082 9100" in dockerfile()
    assert re.search(r"^USER 10001:10001$", dockerfile(), re.MULTILINE)


def dockerfile() -> str:
    return (ROOT / Path("deploy/Dockerfile")).read_text(encoding="utf-8")
