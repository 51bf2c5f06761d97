# SPDX-License-Identifier: EUPL-1.2
"""Requests that are not meant to be answered."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_more_parameters_than_anybody_means_are_refused(api):
    answer = api.get("/applicaties?" + "&".join(f"a{number}=1" for number in range(1500)))
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_a_former_address_sends_on_a_write_as_the_write_that_it_is():
    answer = Client(headers={"host": "vroeger.test"}).post(
        "/noord/autorisaties/api/v1/applicaties?x=1", b"{}", "text/plain"
    )
    assert (answer.status_code, answer["Location"]) == (
        308,
        "http://testserver/noord/autorisaties/api/v1/applicaties?x=1",
    )
