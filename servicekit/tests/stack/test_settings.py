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
