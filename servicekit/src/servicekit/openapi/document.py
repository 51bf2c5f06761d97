# SPDX-License-Identifier: EUPL-1.2
"""The contract as a whole: what all operations share, and the order in which it is written."""

import inspect
import re
from typing import Any

from django.conf import settings

from servicekit.openapi import expansion
from servicekit.problems import STATUSES

#: the end of a filter's name -> what it asks
LOOKUPS = {
    "in": "Een of meer waarden, gescheiden door komma's.",
    "isnull": "Of dit leeg is.",
    "gt": "Groter of later dan.",
    "gte": "Vanaf.",
    "lt": "Kleiner of eerder dan.",
    "lte": "Tot en met.",
    "icontains": "Bevat deze tekst, ongeacht hoofdletters.",
}

_CLAIMS = """Een JWT (HS256), getekend met het geheim van de client. Wat erin staat:

* `client_id` - wie de client is; dat bepaalt wat hij mag.
* `iat` - wanneer het token is gemaakt, in seconden sinds 1970. Maak het kort voor gebruik.
* `exp` - tot wanneer het geldt, in seconden sinds 1970; mag ontbreken.
* `user_id` - wie er achter de client werkt, zoals een gebruikersnaam; mag ontbreken. Komt in het audittrail.
* `user_representation` - diens naam, zoals mensen hem lezen; mag ontbreken. Komt in het audittrail.

De laatste twee geven geen rechten: die zijn van de client."""
_REPEATED = re.compile(r"\n*^\* `(.*)` - \1$", re.MULTILINE)
_TEXT = {"type": "string"}
_CRS = {"type": "string", "enum": ["EPSG:4326"]}
_PARAMETERS: dict[str, tuple[dict[str, Any], bool, str]] = {
    "Accept-Crs": (_CRS, True, "Het coördinatenstelsel van de geometrie in het antwoord."),
    "Content-Crs": (_CRS, True, "Het coördinatenstelsel van de geometrie in het verzoek."),
    "If-None-Match": (_TEXT, False, 'ETag die de client al heeft, of meer met komma\'s ertussen: `"79054025255fb1"`.'),
    "If-Match": (_TEXT, False, "ETag die de client denkt te wijzigen; is die verouderd, dan volgt 412."),
    "Idempotency-Key": (
        {"type": "string", "maxLength": 255},
        False,
        "Een eigen sleutel van dit verzoek: een herhaling ermee maakt niets tweemaal.",
    ),
    "X-Audit-Toelichting": (_TEXT, False, "Toelichting waarom een bepaald verzoek wordt gedaan."),
    "X-NLX-Logrecord-ID": (_TEXT, False, "Aanduiding van het verzoek, traceerbaar in het hele netwerk."),
}
_HEADERS = {
    "API-version": (_TEXT, "De versie van de API die antwoordt, bijvoorbeeld 1.2.1."),
    "ETag": (_TEXT, "De versie van wat wordt geantwoord, voor If-None-Match en If-Match."),
    "Location": ({"type": "string", "format": "uri"}, "URL waar de resource leeft."),
    "Content-Crs": (_CRS, "Het coördinatenstelsel van de geometrie in het antwoord."),
}
_FOUT = {
    "type": ("string", "URI-referentie naar het type fout, bedoeld voor ontwikkelaars."),
    "code": ("string", "Systeemcode die het type fout aangeeft."),
    "title": ("string", "Algemene titel van het type fout."),
    "status": ("integer", "De HTTP-statuscode."),
    "detail": ("string", "Extra informatie bij de fout, als die er is."),
    "instance": ("string", "URI van dit voorkomen van de fout, waarmee het in de logs te vinden is."),
}
_FIELD = {
    "name": ("string", "Naam van het veld met ongeldige gegevens."),
    "code": ("string", "Systeemcode die het type fout aangeeft."),
    "reason": ("string", "Wat er niet goed is en wat te doen."),
}


def header(name: str) -> dict[str, str]:
    """A reference to a response header."""
    return {"$ref": f"#/components/headers/{name}"}


def problem(status: int) -> dict[str, str]:
    """A reference to an error answer."""
    return {"$ref": f"#/components/responses/{status}"}


def finish(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Postprocessing hook of drf-spectacular: add HEAD, tags and the components that operations refer to."""
    schemas = result["components"].get("schemas", {}) | _problem_schemas()
    schemas |= expansion.finish(result["paths"], schemas)
    paths = {path: _with_head(methods) for path, methods in result["paths"].items()}
    for each in schemas.values():
        _tidy(each)
    used: dict[str, set[str]] = {"parameters": set(), "headers": set(), "responses": set()}
    _references(paths, used)
    made = {
        "parameters": {name: _parameter(name) for name in sorted(used["parameters"])},
        "headers": {name: _header(name) for name in sorted(used["headers"] | {"API-version"})},
        "responses": {name: _problem(int(name)) for name in sorted(used["responses"])},
    }
    component = settings.COMPONENT
    return {
        "openapi": result["openapi"],
        "info": result["info"],
        "servers": [{"url": f"/{component.name}/api/v1"}],
        "tags": _tags(paths),
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.items())),
            **made,
            "securitySchemes": {
                "JWT-Claims": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": _CLAIMS,
                }
            },
        },
    }


def _with_head(methods: dict[str, Any]) -> dict[str, Any]:
    """The methods of a path, with HEAD where GET answers with an ETag."""
    get = methods.get("get")
    if get is None or "304" not in get["responses"]:
        return methods
    head = {
        "operationId": f"{get['operationId'].rpartition('_')[0]}_headers",
        "summary": "Vraag alleen de headers op, om te zien of er iets is gewijzigd.",
        "parameters": get["parameters"],
        "tags": get["tags"],
        "security": get["security"],
        "responses": {
            status: {key: value for key, value in answer.items() if key != "content"}
            for status, answer in get["responses"].items()
        },
    }
    return methods | {"head": head}


def _tags(paths: dict[str, Any]) -> list[dict[str, str]]:
    """Return what there is, in the order of the component's urls.py: what matters most stands there first."""
    from django.urls import get_resolver

    used = {path.split("/")[1] for path in paths}
    described: dict[str, str] = {}
    for pattern in get_resolver().url_patterns:
        resource = getattr(pattern.callback, "cls", None)
        if resource is not None:
            described.setdefault(str(pattern.pattern).split("/")[0], inspect.getdoc(resource) or "")
    return [{"name": name, "description": described[name]} for name in described if name in used]


def _references(value: Any, used: dict[str, set[str]]) -> None:
    if isinstance(value, dict):
        if isinstance(target := value.get("$ref"), str):
            kind, name = target.split("/")[-2:]
            used.setdefault(kind, set()).add(name)
        for each in value.values():
            _references(each, used)
    elif isinstance(value, list):
        for each in value:
            _references(each, used)


def _tidy(schema: Any) -> None:
    """Drop what drf-spectacular only notes for itself, and explanations that only say the value again."""
    if isinstance(schema, dict):
        schema.pop("x-spec-enum-id", None)
        if isinstance(text := schema.get("description"), str):
            schema["description"] = _REPEATED.sub("", text)
        for each in schema.values():
            _tidy(each)
    elif isinstance(schema, list):
        for each in schema:
            _tidy(each)


def _parameter(name: str) -> dict[str, Any]:
    schema, required, text = _PARAMETERS[name]
    described = {"in": "header", "name": name, "schema": schema, "description": text}
    return described | {"required": True} if required else described


def _header(name: str) -> dict[str, Any]:
    schema, text = _HEADERS[name]
    return {"schema": schema, "description": text, "required": True}


def _problem(status: int) -> dict[str, Any]:
    fout = "ValidatieFout" if status == 400 else "Fout"
    return {
        "description": STATUSES[status][1],
        "headers": {"API-version": header("API-version")},
        "content": {"application/problem+json": {"schema": {"$ref": f"#/components/schemas/{fout}"}}},
    }


def _problem_schemas() -> dict[str, Any]:
    required = [name for name in _FOUT if name != "type"]
    fout = _object(_FOUT, required, "Formaat van HTTP 4xx en 5xx fouten.")
    validatie = _object(_FOUT, [*required, "invalidParams"], "Formaat van HTTP 400, met alles wat er niet goed is.")
    validatie["properties"]["invalidParams"] = {
        "type": "array",
        "items": {"$ref": "#/components/schemas/FieldValidationError"},
    }
    field = _object(_FIELD, list(_FIELD), "Formaat van een fout in een veld.")
    return {"Fout": fout, "ValidatieFout": validatie, "FieldValidationError": field}


def _object(fields: dict[str, tuple[str, str]], required: list[str], text: str) -> dict[str, Any]:
    properties = {name: {"type": kind, "description": meaning} for name, (kind, meaning) in fields.items()}
    return {"type": "object", "description": text, "required": required, "properties": properties}
