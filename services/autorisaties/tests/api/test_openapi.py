# SPDX-License-Identifier: EUPL-1.2
import re

import pytest
import yaml
from django.http import JsonResponse
from openapi_spec_validator import OpenAPIV30SpecValidator

from servicekit.openapi.examples import placed
from servicekit.openapi.serving import contracts_folder, older_name
from servicekit.testing.contract import assert_matches_contract, operation_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract():
    text = (contracts_folder() / "autorisaties" / "openapi.yaml").read_text()
    return lambda root: yaml.safe_load(placed(text, {"ztc": f"{root}/noord/catalogi/api/v1"}))


@pytest.fixture
def answer():
    return JsonResponse({"url": "http://x.test/1", "clientIds": ["a"], "label": "A"}, headers={"API-version": "1.1.0"})


def test_the_contract_is_served_without_a_token_with_this_address_as_its_server(api, contract):
    served = api.get("/openapi.json", client=None)
    assert served.status_code == 200
    assert served["API-version"] == "1.1.0"
    own = {"servers": [{"url": "http://testserver/noord/autorisaties/api/v1"}]}
    assert served.json() == contract("http://testserver") | own
    elsewhere = api.get("/openapi.json", client=None, address=1).json()
    assert elsewhere["servers"] == [{"url": "http://anders.test/noord/autorisaties/api/v1"}]


def test_the_contract_is_served_as_yaml_too(api):
    served = api.get("/openapi.yaml", client=None)
    assert served["Content-Type"] == "application/yaml"
    assert yaml.safe_load(served.content) == api.get("/openapi.json", client=None).json()


def operations(document):
    return {(path, method): each for path, item in document["paths"].items() for method, each in item.items()}


def test_older_clients_find_operations_by_the_names_that_they_know(api):
    """gemma-zds-client looks for `_read` and `_delete`, and fills in required headers by their only value."""
    served = api.get("/schema/openapi.yaml", client=None)
    assert served["Content-Type"] == "application/yaml"
    older, official = yaml.safe_load(served.content), api.get("/openapi.json", client=None).json()
    names = {each["operationId"] for each in operations(older).values()}
    assert {f"applicatie_{verb}" for verb in ("list", "create", "read", "update", "partial_update", "delete")} <= names
    for each in (*operations(older).values(), *operations(official).values()):
        del each["operationId"]
    assert older == official


@pytest.mark.parametrize(("official", "older"), [("zaak_retrieve", "zaak_read"), ("zaak_destroy", "zaak_delete")])
def test_an_operation_has_the_verb_that_older_clients_know(official, older):
    assert older_name(official) == older


@pytest.mark.parametrize("name", ["zaak_list", "zaak__zoek", "zaak_partial_update", "zaak_headers", "kanaal_read"])
def test_an_operation_that_older_clients_know_keeps_its_name(name):
    assert older_name(name) == name


def test_the_documentation_says_once_how_an_operation_fails(api):
    shown, official = (api.get(path, client=None).json() for path in ("/schema/documentation.json", "/openapi.json"))
    before = operations(official)
    for where, operation in operations(shown).items():
        failing = [status for status in before[where]["responses"] if status.startswith(("4", "5"))]
        assert list(operation["responses"]) == [
            *(status for status in before[where]["responses"] if status not in failing),
            "default",
        ]
        told = operation["responses"]["default"]
        assert re.findall(r"^\* `(\d+)` ", told["description"], re.MULTILINE) == failing
        assert list(told["content"]) == ["application/problem+json"]
    assert OpenAPIV30SpecValidator(shown).is_valid()


def test_urls_in_examples_are_those_of_the_municipality_that_is_asked(api):
    shown = api.get("/openapi.json", client=None).json()["paths"]["/applicaties"]["post"]["requestBody"]
    [autorisatie] = shown["content"]["application/json"]["example"]["autorisaties"]
    assert autorisatie["zaaktype"].startswith("http://testserver/noord/catalogi/api/v1/zaaktypen/")


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
