# SPDX-License-Identifier: EUPL-1.2
import pytest
import yaml
from django.http import JsonResponse

from servicekit.openapi.serving import contracts_folder
from servicekit.testing.contract import assert_matches_contract, operation_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def committed():
    return yaml.safe_load((contracts_folder() / "autorisaties" / "openapi.yaml").read_text())


@pytest.fixture
def answer():
    return JsonResponse({"url": "http://x.test/1", "clientIds": ["a"], "label": "A"}, headers={"API-version": "1.1.0"})


def test_the_contract_is_served_without_a_token_with_this_address_as_its_server(api, committed):
    served = api.get("/openapi.json", client=None)
    assert served.status_code == 200
    assert served["API-version"] == "1.1.0"
    assert served.json() == committed | {"servers": [{"url": "http://testserver/noord/autorisaties/api/v1"}]}
    elsewhere = api.get("/openapi.json", client=None, address=1).json()
    assert elsewhere["servers"] == [{"url": "http://anders.test/noord/autorisaties/api/v1"}]


@pytest.mark.parametrize("path", ["/openapi.yaml", "/schema/openapi.yaml"])
def test_the_contract_is_served_as_yaml_where_clients_look_for_it(api, path):
    served = api.get(path, client=None)
    assert served["Content-Type"] == "application/yaml"
    assert yaml.safe_load(served.content) == api.get("/openapi.json", client=None).json()


def test_the_root_says_what_is_there(api):
    assert api.get("", client=None).json() == {
        "title": "Autorisaties API",
        "version": "1.1.0",
        "openapi": "http://testserver/noord/autorisaties/api/v1/openapi.json",
    }


def test_an_operation_is_found_by_its_path():
    assert operation_of("GET", "/applicaties/consumer") == "applicatie_consumer"
    assert operation_of("GET", "/applicaties/7d1dcac1-fee4-4d7b-a60c-1b3b3b9f0e0d") == "applicatie_read"
    assert operation_of("GET", "/iets") is None


def test_an_answer_as_the_contract_has_it_passes(answer):
    assert_matches_contract(answer, "applicatie_read")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"clientIds": ["a"], "label": "A"}, "'url' is a required property"),
        ({"url": "http://x.test/1", "clientIds": "a", "label": "A"}, "is not of type 'array'"),
        ({"url": "http://x.test/1", "clientIds": ["a"], "label": "A", "nieuw": 1}, "'nieuw' was unexpected"),
    ],
)
def test_a_body_that_the_contract_does_not_know_is_a_fault(body, said):
    with pytest.raises(AssertionError, match=said):
        assert_matches_contract(JsonResponse(body, headers={"API-version": "1.1.0"}), "applicatie_read")


def test_a_status_or_header_or_media_type_that_the_contract_does_not_know_is_a_fault(answer):
    with pytest.raises(AssertionError, match="lacks the header Location"):
        assert_matches_contract(JsonResponse({}, status=201, headers={"API-version": "1"}), "applicatie_create")
    with pytest.raises(AssertionError, match="may not answer 418"):
        assert_matches_contract(JsonResponse({}, status=418), "applicatie_read")
    answer["Content-Type"] = "text/html"
    with pytest.raises(AssertionError, match="is text/html"):
        assert_matches_contract(answer, "applicatie_read")
