# SPDX-License-Identifier: EUPL-1.2
"""Is an answer what the contract says? Asked of every answer in a component's api tests.

The contract is that of the code; that the committed file is the same is held by tests/architecture/test_contracts.py.
"""

import re
from datetime import datetime
from functools import cache
from typing import Any

import orjson
from django.http import HttpResponse
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import best_match

from servicekit.openapi.generation import generate

#: others, as that of an e-mail address, may be empty in an answer
_FORMATS = FormatChecker(("date", "uuid"))
_FORMATS.checks("date-time", raises=ValueError)(lambda value: value is None or datetime.fromisoformat(value))
_PARAMETER = re.compile(r"\{[^}]*\}")


def operation_of(method: str, path: str) -> str | None:
    """The operationId of a method on a path below the API root; None when the contract has none."""
    for pattern, operations in _paths():
        if pattern.fullmatch(path):
            return operations.get(method.lower())
    return None


def assert_matches_contract(answer: HttpResponse, operation: str) -> None:
    """Fail when status, media type, headers or body are not what the contract says of this operation."""
    described = _operations()[operation]["responses"].get(str(answer.status_code))
    assert described is not None, f"{operation} may not answer {answer.status_code}: {_shown(answer)}"
    described = _resolved(described)
    for name, header in described.get("headers", {}).items():
        required = _resolved(header).get("required")
        assert not required or name in answer, f"{operation} {answer.status_code} lacks the header {name}"
    contents = described.get("content")
    if contents is None or operation.endswith("_headers"):
        body = b"" if answer.streaming else answer.content
        assert not body, f"{operation} {answer.status_code} has a body: {body[:200]!r}"
        return
    media = answer["Content-Type"].split(";")[0]
    assert media in contents, f"{operation} {answer.status_code} is {media}, not {', '.join(contents)}"
    if media.endswith("json"):
        fault = best_match(_validator(operation, answer.status_code, media).iter_errors(orjson.loads(answer.content)))
        said = fault and f"{fault.json_path}: {fault.message}"
        assert not fault, f"{operation} {answer.status_code} is not what the contract says: {said}"


@cache
def _operations() -> dict[str, Any]:
    return {each["operationId"]: each for item in generate()["paths"].values() for each in item.values()}


@cache
def _paths() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    # A path without parameters goes before one with, as in urls.py.
    paths = sorted(generate()["paths"].items(), key=lambda each: (each[0].count("{"), each[0]))
    return [
        (re.compile(_PARAMETER.sub("[^/]+", path)), {method: each["operationId"] for method, each in item.items()})
        for path, item in paths
    ]


@cache
def _validator(operation: str, status: int, media: str) -> Draft202012Validator:
    described = _resolved(_operations()[operation]["responses"][str(status)])
    schemas = {name: as_json_schema(each) for name, each in generate()["components"]["schemas"].items()}
    schema = as_json_schema(described["content"][media]["schema"])
    return Draft202012Validator({**schema, "components": {"schemas": schemas}}, format_checker=_FORMATS)


def as_json_schema(schema: Any) -> Any:
    """An OpenAPI 3.0 schema of answers as JSON Schema, in which an object has no more than is described."""
    if not isinstance(schema, dict):
        return schema
    # A text with a pattern may be empty in an answer; the standard's own patterns do not say so either.
    made = {key: value for key, value in schema.items() if key not in ("nullable", "pattern", "discriminator")}
    if mapping := schema.get("discriminator", {}).get("mapping"):
        return _told_apart(schema["discriminator"]["propertyName"], mapping)
    for key in ("allOf", "oneOf", "anyOf"):
        if key in made:
            made[key] = [as_json_schema(each) for each in made[key]]
    for key in ("items", "additionalProperties"):
        if key in made:
            made[key] = as_json_schema(made[key])
    if "properties" in made:
        made["properties"] = {
            name: as_json_schema(each) for name, each in made["properties"].items() if not each.get("writeOnly")
        }
        made["required"] = [name for name in made.get("required", []) if name in made["properties"]]
        made.setdefault("additionalProperties", False)
    return {"anyOf": [made, {"type": "null"}]} if schema.get("nullable") else made


def _told_apart(tag: str, mapping: dict[str, str]) -> dict[str, Any]:
    """The one of the alternatives that the value of `tag` names, as OpenAPI's discriminator has it."""
    chosen = [{"if": {"properties": {tag: {"const": value}}}, "then": {"$ref": ref}} for value, ref in mapping.items()]
    return {"type": "object", "required": [tag], "properties": {tag: {"enum": list(mapping)}}, "allOf": chosen}


def _resolved(value: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in value:
        return value
    found: Any = generate()
    for step in value["$ref"].split("/")[1:]:
        found = found[step]
    return found


def _shown(answer: HttpResponse) -> str:
    return "..." if answer.streaming else answer.content[:500].decode(errors="replace")
