# SPDX-License-Identifier: EUPL-1.2
import ssl

import pytest

from servicekit.broker import options


def test_where_a_broker_is_and_who_we_are():
    assert options("amqp://meent@rabbit.test", "geheim") == {
        "hostname": "rabbit.test",
        "port": 5672,
        "userid": "meent",
        "password": "geheim",
        "virtual_host": "/",
        "ssl": False,
        "connect_timeout": 2.0,
    }


def test_what_the_url_says_of_itself_is_decoded():
    found = options("amqp://me%40ent:ge%2Fheim@rabbit.test:5673/de%2Fstack", "")
    assert (found["userid"], found["password"]) == ("me@ent", "ge/heim")
    assert (found["port"], found["virtual_host"]) == (5673, "de/stack")


@pytest.mark.parametrize("place", ["", "/", "/%2F"])
def test_the_virtual_host_is_that_of_rabbitmq_when_none_is_named(place):
    assert options(f"amqp://rabbit.test{place}", "")["virtual_host"] == "/"


def test_a_certificate_is_verified_with_its_name():
    found = options("amqps://meent@rabbit.test", "geheim")
    assert found["ssl"] == {"cert_reqs": ssl.CERT_REQUIRED, "server_hostname": "rabbit.test"}
    assert found["port"] == 5671
