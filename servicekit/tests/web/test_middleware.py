# SPDX-License-Identifier: EUPL-1.2
"""Requests that are not meant to be answered."""

from urllib.parse import quote_from_bytes

import pytest
from django.test import Client

from servicekit.journal.models import Line

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


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_former_address_answers_a_read_with_301(method):
    answer = getattr(Client(headers={"host": "vroeger.test"}), method)("/noord/autorisaties/api/v1/applicaties?x=1")
    assert (answer.status_code, answer["Location"], answer["API-version"]) == (
        301,
        "http://testserver/noord/autorisaties/api/v1/applicaties?x=1",
        "1.1.0",
    )


@pytest.mark.parametrize("given", ["Cliënt gebeld".encode(), "Cliënt gebeld".encode("latin-1"), b"Gebeld"])
def test_a_toelichting_that_came_in_the_query_is_kept_as_it_was_written(api, given):
    query = f"?X-Audit-Toelichting={quote_from_bytes(given)}"
    body = {"clientIds": ["uitleg"], "label": "Uitleg", "heeftAlleAutorisaties": True}
    assert api.post(f"/applicaties{query}", body).status_code == 201
    assert Line.objects.latest("id").detail.toelichting in ("Cliënt gebeld", "Gebeld")


def test_a_nul_in_a_toelichting_that_came_in_the_query_is_left_out(api):
    body = {"clientIds": ["uitleg"], "label": "Uitleg", "heeftAlleAutorisaties": True}
    assert api.post("/applicaties?X-Audit-Toelichting=a%00b", body).status_code == 201
    assert Line.objects.latest("id").detail.toelichting == "ab"


def test_what_else_a_query_holds_is_still_judged(api):
    answer = api.get("/applicaties?foo=%C3%A9&X-Audit-Toelichting=x")
    assert answer.status_code == 400
    assert "foo" in answer.json()["invalidParams"][0]["reason"]


TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_the_trace_of_a_request_is_kept_with_what_it_changes(api):
    body = {"clientIds": ["spoor"], "label": "Spoor", "heeftAlleAutorisaties": True}
    made = api.post("/applicaties", body, traceparent=TRACE, x_request_id="verzoek-1")
    assert made["X-Request-Id"] == "verzoek-1"
    assert Line.objects.order_by("-id").first().trace == TRACE


@pytest.mark.parametrize("given", ["00-x", TRACE.upper(), TRACE + "0"])
def test_what_is_no_trace_is_no_trace(api, given):
    api.post("/applicaties", {"clientIds": ["spoor"], "label": "S", "heeftAlleAutorisaties": True}, traceparent=given)
    assert Line.objects.order_by("-id").first().trace not in (given, TRACE)
