# SPDX-License-Identifier: EUPL-1.2
"""The committed contracts are true, complete, and of use to the clients that read them."""

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_spec_validator import OpenAPIV30SpecValidator

ROOT = Path(__file__).parents[2]
COMPONENTS = sorted(path.parent.name for path in ROOT.glob("services/*/manage.py"))
METHODS = ("get", "put", "post", "delete", "head", "patch")
#: what every component answers beside its resources
OF_THE_KIT = {
    "",
    "openapi.json",
    "openapi.yaml",
    "schema/openapi.yaml",
    "schema/documentation.json",
    "callbacks/notificaties",
}
ROUTES = """
import json, django
django.setup()
from django.urls import get_resolver
print(json.dumps([[str(each.pattern), getattr(each.callback, "actions", {})] for each in get_resolver().url_patterns]))
"""


EVENTS = """
import json, django
django.setup()
from servicekit.openapi.events import schemas
print(json.dumps(list(schemas())))
"""


def python(component: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with a component's settings; no database is there, since a contract needs none."""
    environment = os.environ | {
        "DATABASE_URL": "postgresql://nobody:nothing@127.0.0.1:1/none",
        "STACK": str(ROOT / "stack.example.yaml"),
        "DJANGO_SETTINGS_MODULE": f"{component}.settings",
        "LOG_LEVEL": "ERROR",
    }
    return subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False)


@cache
def contract_of(component: str) -> dict[str, Any]:
    """The committed contract."""
    text = (ROOT / "contracts" / component / "openapi.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)


def operations_of(component: str) -> list[tuple[str, str, dict[str, Any]]]:
    """(path, method, operation) of each operation of a contract."""
    paths = contract_of(component)["paths"]
    return [(path, method, each) for path, item in paths.items() for method, each in item.items()]


def parameters_of(component: str, operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The parameters of an operation, with references followed."""
    shared = contract_of(component)["components"].get("parameters", {})
    return [shared[each["$ref"].rpartition("/")[2]] if "$ref" in each else each for each in operation["parameters"]]


@pytest.mark.parametrize("component", COMPONENTS)
def test_the_committed_contract_is_what_the_code_says(component):
    checked = python(component, "-m", "django", "contract", "--check")
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("component", COMPONENTS)
def test_the_committed_schemas_of_events_are_what_the_code_says(component):
    checked = python(component, "-m", "django", "events", "--check")
    assert checked.returncode == 0, checked.stderr


def test_each_schema_of_an_event_is_of_one_component():
    printed = [python(component, "-c", EVENTS) for component in COMPONENTS]
    made = [name for each in printed for name in json.loads(each.stdout)]
    assert made
    assert sorted(made) == sorted(path.stem for path in (ROOT / "contracts" / "notificaties" / "events").iterdir())


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_route_is_in_the_contract_and_every_operation_is_routed(component):
    printed = python(component, "-c", ROUTES)
    assert printed.returncode == 0, printed.stderr
    routed, plain = set(), set()
    for pattern, actions in json.loads(printed.stdout):
        if not actions:
            plain.add(pattern)
        path = re.sub(r"<[^>]*>", "{}", f"/{pattern}")
        routed |= {(path, method) for method in actions}
    promised = {(re.sub(r"\{[^}]*\}", "{}", path), method) for path, method, _ in operations_of(component)}
    # Django answers HEAD where it answers GET; the contract names it where there is an ETag to ask for.
    assert {each for each in promised if each[1] != "head"} == routed
    assert {path for path, method in promised if method == "head"} <= {path for path, _ in routed}
    assert plain == OF_THE_KIT


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_contract_is_valid_openapi(component):
    assert contract_of(component)["openapi"] == "3.0.3"
    assert [error.message for error in OpenAPIV30SpecValidator(contract_of(component)).iter_errors()] == []


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_client_finds_every_operation_by_its_name(component):
    names = [operation["operationId"] for _, _, operation in operations_of(component)]
    assert len(names) == len(set(names))
    # Clients walk the items of a path as operations, so there may be nothing else between them.
    assert {method for _, method, _ in operations_of(component)} <= set(METHODS)


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_client_can_fill_in_every_required_header(component):
    for _, _, operation in operations_of(component):
        for parameter in parameters_of(component, operation) if "parameters" in operation else ():
            if parameter["in"] == "header" and parameter.get("required"):
                schema = parameter["schema"]
                assert len(schema.get("enum", [])) == 1 or "default" in schema, operation["operationId"]


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_operation_says_who_may_call_it_and_how_it_fails(component):
    for _, _, operation in operations_of(component):
        name = operation["operationId"]
        assert operation["summary"], name
        assert all(list(each) == ["JWT-Claims"] and each["JWT-Claims"] for each in operation["security"]), name
        assert {"400", "403", "404", "500", "503"} <= set(operation["responses"]), name
    for answer in contract_of(component)["components"]["responses"].values():
        assert list(answer["content"]) == ["application/problem+json"]


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_parameter_and_every_criterion_of_a_search_is_described(component):
    for _, _, operation in operations_of(component):
        for parameter in parameters_of(component, operation) if "parameters" in operation else ():
            assert parameter.get("description"), (operation["operationId"], parameter["name"])
        for content in operation.get("requestBody", {}).get("content", {}).values():
            for name, criterion in content["schema"].get("properties", {}).items():
                assert criterion.get("description"), (operation["operationId"], name)


@pytest.mark.parametrize(
    ("component", "search", "listed"),
    [
        ("zaken", "zaak__zoek", "zaak_list"),
        ("documenten", "enkelvoudiginformatieobject__zoek", "enkelvoudiginformatieobject_list"),
    ],
)
def test_a_criterion_of_a_search_is_described_as_the_filter_of_the_list_is(component, search, listed):
    operations = {each["operationId"]: each for _, _, each in operations_of(component)}
    filters = {each["name"]: each["description"] for each in parameters_of(component, operations[listed])}
    [content] = operations[search]["requestBody"]["content"].values()
    criteria = {name: each["description"] for name, each in content["schema"]["properties"].items()}
    both = criteria.keys() & filters.keys() - {"ordering"}
    assert both
    assert {name: criteria[name] for name in both} == {name: filters[name] for name in both}


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_create_and_every_search_shows_a_body(component):
    for _, _, operation in operations_of(component):
        if operation["operationId"].endswith(("_create", "__zoek")):
            for content in operation["requestBody"]["content"].values():
                assert content["example"], operation["operationId"]


def test_resources_stand_in_the_order_of_their_weight():
    names = {component: [each["name"] for each in contract_of(component)["tags"]] for component in COMPONENTS}
    assert names["zaken"][:2] == ["zaken", "statussen"]
    assert names["catalogi"][:3] == ["catalogussen", "zaaktypen", "statustypen"]
    assert names["documenten"][0] == "enkelvoudiginformatieobjecten"


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_contract_says_which_claims_a_token_has(component):
    told = contract_of(component)["components"]["securitySchemes"]["JWT-Claims"]["description"]
    for claim in ("client_id", "iat", "exp", "user_id", "user_representation"):
        assert f"`{claim}`" in told
