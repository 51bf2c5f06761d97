# SPDX-License-Identifier: EUPL-1.2
import pytest

from servicekit.stack.settings import SettingsError, read

GOOD = {"DATABASE_URL": "postgresql://user@localhost:5433/meent_zaken", "STACK": "stack.yaml"}


def test_all_that_is_missing_or_wrong_is_said_at_once():
    with pytest.raises(SettingsError) as refused:
        read({"THREADS": "veel", "PAGE_SIZE": "0", "RIGHTS_POLL": "-1", "LOG_LEVEL": "loud", "DEBUG": "misschien"})
    said = [line.partition(" ")[0] for line in str(refused.value).splitlines()]
    assert said == ["DATABASE_URL", "STACK", "LOG_LEVEL", "DEBUG", "THREADS", "RIGHTS_POLL", "PAGE_SIZE"]


@pytest.mark.parametrize(
    "url", ["", "meent", "mysql://localhost/meent", "postgresql://localhost", "postgresql://h:x/m"]
)
def test_a_database_that_is_none_is_said(url):
    with pytest.raises(SettingsError, match="DATABASE_URL is wrong"):
        read(GOOD | {"DATABASE_URL": url})


def test_what_is_not_given_has_its_default():
    assert read(GOOD)["PAGE_SIZE"] == 100


def test_ways_past_the_gateway_are_read_by_component_and_anything_else_is_said():
    assert read(GOOD | {"DIRECT": " zaken=http://zaken:8000\n notificaties=https://10.0.0.7 "})["DIRECT"] == {
        "zrc": "http://zaken:8000",
        "nrc": "https://10.0.0.7",
    }
    for wrong in ("zaken", "zaken=8000", "balie=http://x", "zaken=http://x/pad", "zaken=ftp://x"):
        with pytest.raises(SettingsError, match="DIRECT is wrong"):
            read(GOOD | {"DIRECT": wrong})


@pytest.mark.parametrize(
    "url", ["rabbit", "http://rabbit.test", "amqp://", "amqp://h:x/", "amqp://h:0", "amqp://h/?heartbeat=1"]
)
def test_a_broker_that_is_none_is_said_without_its_password(url):
    with pytest.raises(SettingsError, match="AMQP_URL is wrong") as refused:
        read(GOOD | {"AMQP_URL": url.replace("://", "://me:geheim@")})
    assert "geheim" not in str(refused.value)


def test_a_broker_is_taken_and_none_is_needed():
    assert read(GOOD | {"AMQP_URL": "amqps://me:geheim@rabbit.test/stack"})["AMQP_URL"].endswith("/stack")
    assert read(GOOD | {"AMQP_URL": ""})["AMQP_URL"] == ""


def test_what_a_broker_needs_must_be_installed(monkeypatch):
    monkeypatch.setattr("servicekit.stack.settings.find_spec", lambda _: None)
    assert read(GOOD)["AMQP_URL"] == ""
    with pytest.raises(SettingsError, match=r"requirements-amqp\.in"):
        read(GOOD | {"AMQP_URL": "amqp://rabbit.test"})
