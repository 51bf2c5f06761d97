# SPDX-License-Identifier: EUPL-1.2
"""What the containers are promised: limits, health, versions, and who meets the database."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(TEXT)["services"]
STAYING = {name: each for name, each in SERVICES.items() if each.get("restart") != "no"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_has_limits_and_an_image_of_a_version(name):
    service = SERVICES[name]
    assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
    assert service["pids_limit"] > 0
    assert {"max-size", "max-file"} <= service["logging"]["options"].keys()
    image = service["image"]
    assert re.search(r":(\d+\.\d+|\$\{MEENT_VERSION:-\d)", image), image


@pytest.mark.parametrize("name", STAYING)
def test_a_container_that_stays_says_whether_it_is_well(name):
    assert STAYING[name]["healthcheck"].get("test")
    assert STAYING[name]["restart"] == "unless-stopped"


def test_a_worker_is_well_by_its_own_sign_and_touches_it_where_that_is_looked_for():
    workers = [each for name, each in SERVICES.items() if name.endswith("-worker")]
    assert len(workers) == 5
    for worker in workers:
        assert worker["command"] == ["worker"]
        assert f"find {worker['environment']['HEARTBEAT']} -mmin -1" in worker["healthcheck"]["test"][1]


def test_only_components_and_postgresql_meet_on_the_network_of_the_database():
    there = {name for name, each in SERVICES.items() if "database" in each.get("networks", ())}
    components = {name for name in SERVICES if SERVICES[name].get("environment", {}).get("DATABASE_URL")}
    assert there == components | {"postgres"}


def test_the_encryption_keys_are_in_the_containers_of_notificaties_alone():
    places = {name: {*each.get("volumes", ())} for name, each in SERVICES.items()}
    those = {name for name, each in places.items() if any("/encryption:" in place for place in each)}
    assert those == {"notificaties", "notificaties-worker", "notificaties-configure"}
    assert {place for place in places["notificaties"] if "/encryption:" not in place} == places["zaken"]


def test_the_least_version_of_compose_is_stated():
    assert re.search(r"^# Needs Docker Compose \d+\.\d+", TEXT, re.MULTILINE)


@pytest.fixture
def api(tmp_path):
    """The options that the server of an image is given, on a machine with so many cores."""

    def start(cores, **env):
        for name, body in (
            ("nproc", f"echo {cores}"),
            ("python", 'echo "$@ metrics=${PROMETHEUS_MULTIPROC_DIR:+many}"'),
        ):
            (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n")
            (tmp_path / name).chmod(0o755)
        told = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "TMPDIR": str(tmp_path), "SERVICE": "zaken", "THREADS": "8"}
        words = ["/bin/sh", ROOT / "scripts" / "image.sh"]
        return subprocess.run(words, check=True, env=told | env, capture_output=True, text=True).stdout

    return start


@pytest.mark.parametrize(("cores", "workers"), [(1, 1), (2, 1), (3, 2), (4, 2), (8, 4), (64, 4)])
@pytest.mark.parametrize("env", [{}, {"WORKERS": ""}])
def test_a_component_answers_with_half_the_cores_and_four_processes_at_most(api, cores, workers, env):
    said = api(cores, **env)
    assert f"--workers {workers} --blocking-threads 8" in said
    assert ("metrics=many" in said) == (workers > 1)


def test_the_number_of_processes_is_a_setting(api):
    assert "--workers 6 " in api(2, WORKERS="6")


def test_rabbitmq_is_there_for_several_machines_only_and_only_components_meet_it():
    assert SERVICES["rabbitmq"]["profiles"] == ["several-machines"]
    there = {name for name, each in SERVICES.items() if "broker" in each.get("networks", ())}
    components = {name for name in SERVICES if SERVICES[name].get("environment", {}).get("DATABASE_URL")}
    assert there == components | {"rabbitmq"}
    for name in components:
        told = SERVICES[name]["environment"]
        assert told["AMQP_PASSWORD_FILE"] == "/run/secrets/rabbitmq"
        assert "rabbitmq" in SERVICES[name]["secrets"]


@pytest.mark.parametrize(("url", "password"), [("amqp://meent@rabbitmq", "geheim"), ("", "")])
def test_a_password_of_rabbitmq_is_read_from_its_file_when_there_is_a_rabbitmq(tmp_path, url, password):
    if url:
        (tmp_path / "secret").write_text("geheim\n")
    told = {"PATH": os.environ["PATH"], "AMQP_PASSWORD_FILE": str(tmp_path / "secret"), "THREADS": "8"}
    words = ["/bin/sh", ROOT / "scripts" / "image.sh", "sh", "-c", 'echo "${AMQP_PASSWORD:-}"']
    said = subprocess.run(words, check=True, env=told | {"AMQP_URL": url}, capture_output=True, text=True).stdout
    assert said.strip() == password


@pytest.mark.parametrize("service", ["zaken", "documenten", "catalogi", "autorisaties", "notificaties"])
def test_an_image_has_what_several_machines_need_and_the_sandbox_has_not(service):
    assert "\nnameko==" in (ROOT / "services" / service / "requirements.lock").read_text()
    assert "\nnameko==" not in (ROOT / "requirements.lock").read_text()
