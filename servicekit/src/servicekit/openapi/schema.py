# SPDX-License-Identifier: EUPL-1.2
"""Operations of the contract, made from a component's Resource classes."""

from types import EllipsisType
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse
from rest_framework.serializers import ChoiceField, ListSerializer

from servicekit.openapi import (
    expansion,
    extensions,  # noqa: F401  (drf-spectacular finds them once they are imported)
)
from servicekit.openapi.document import LOOKUPS, header, problem
from servicekit.reading.filters import MOST
from servicekit.web.operations import DEFAULT, Content, Operation
from servicekit.web.resources import Resource

_WRITES = ("POST", "PUT", "PATCH", "DELETE")
_WITH_BODY = ("POST", "PUT", "PATCH")
_ORDER = ("operationId", "summary", "description", "tags", "parameters", "requestBody", "security", "responses")
#: what an operation of the kit is called when the resource does not describe it
_SUMMARIES = {"list": "Vraag alle {collection} op.", "retrieve": "Vraag een {resource} op."}
_UUID = "De UUID waarmee de URL van dit object eindigt."
_MAIN_UUID = "De UUID waarmee de URL van het hoofdobject eindigt."
_ORDERING = "De velden waarop wordt gesorteerd; met een minteken aflopend."


class _Pages:
    """The shape of a page, in the form in which drf-spectacular asks for it."""

    def get_paginated_response_schema(self, results: dict[str, Any]) -> dict[str, Any]:
        url = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "Hoeveel er op alle pagina's samen staan."},
                "next": {**url, "description": "URL-referentie naar de volgende pagina, als die er is."},
                "previous": {**url, "description": "URL-referentie naar de vorige pagina, als die er is."},
                "results": results,
            },
        }


class ZgwSchema(AutoSchema):
    """One operation: names, headers, scopes and errors as the standard has them."""

    @property
    def resource(self) -> type[Resource]:
        """The resource whose operation this is."""
        return self.view.resource

    @property
    def told(self) -> Operation:
        """Return what the resource says of this operation."""
        return self.resource.contract.get(self.view.action, DEFAULT)

    def get_operation(self, *where: Any) -> dict[str, Any]:
        operation: dict[str, Any] = super().get_operation(*where) or {}
        for parameter in operation.setdefault("parameters", []):
            if parameter["in"] == "path":
                parameter.setdefault("description", _UUID if parameter["name"] == "uuid" else _MAIN_UUID)
        expansion.declare(operation, self.resource, self.view.action)
        operation["parameters"].extend(header_parameters(self))
        for media, content in operation.get("requestBody", {}).get("content", {}).items():
            if (example := self._example_of(media)) is not None:
                content["example"] = example
        for status, answer in operation["responses"].items():
            answer["headers"] = self._response_headers(int(status))
        if self._conditional:
            operation["responses"]["304"] = {
                "description": "Niet gewijzigd sinds de ETag in If-None-Match.",
                "headers": {name: header(name) for name in ("API-version", "ETag")},
            }
        operation["responses"] |= {str(status): problem(status) for status in self._problems()}
        return {key: operation[key] for key in (*_ORDER, expansion.NOTE) if operation.get(key)}

    # What drf-spectacular asks ---------------------------------------------------------------------------------------

    def get_operation_id(self) -> str:
        return self.told.id or f"{self.resource.model.resource}_{self.view.action}"

    def get_tags(self) -> list[str]:
        return [self.path.strip("/").split("/")[0]]

    def get_summary(self) -> str:
        if self.told.summary:
            return self.told.summary
        model = self.resource.model
        return _SUMMARIES[self.view.action].format(resource=model.resource, collection=model.collection)

    def get_description(self) -> str:
        return self.told.description

    def get_auth(self) -> list[dict[str, list[str]]]:
        scopes = sorted(self.resource.scopes[self.view.action])
        return [{"JWT-Claims": [scopes[0] if len(scopes) == 1 else f"({' | '.join(scopes)})"]}]

    def map_parsers(self) -> list[str]:
        return ["application/json"]

    def map_renderers(self, attribute: str) -> list[str]:
        return [self.told.media] if attribute == "media_type" else ["json"]

    def get_request_serializer(self) -> Any:
        if self.told.takes is not None:
            return self.told.takes
        if isinstance(self.told.body, EllipsisType):
            return self.resource.schema if self.method in _WITH_BODY else None
        if isinstance(self.told.body, dict):
            # To drf-spectacular a dict is one body per media type.
            return {"application/json": self._criteria(self.told.body)}
        return self.told.body

    def get_response_serializers(self) -> Any:
        answer = self._answer
        shown = answer(many=True) if self._many and isinstance(answer, type) else answer
        return {str(self._status): OpenApiResponse(shown, description="OK" if answer else "Gelukt, zonder inhoud.")}

    def get_serializer_name(self, serializer: Any, direction: str) -> str:
        return type(serializer).__name__.removesuffix("Schema")

    def _is_list_view(self, serializer: Any = None) -> bool:
        return self._many

    def _get_paginator(self) -> _Pages | None:
        return _Pages() if self._filters is not None and self._filters.paged else None

    def _get_filter_parameters(self) -> list[dict[str, Any]]:
        filters = self._filters
        if filters is None:
            return []
        found = [
            self._query(name, declared.schema, declared.help or self._help(name), declared.deprecated)
            for name, declared in filters.fields.items()
            if not declared.hidden
        ]
        if filters.ordering is not None:
            names = [f"{sign}{name}" for name in filters.ordering for sign in ("", "-")]
            schema = {"type": "array", "items": {"type": "string", "enum": names}}
            found.append(self._query("ordering", schema, _ORDERING))
        if filters.paged:
            found.append(self._query("page", {"type": "integer"}, "De pagina, vanaf 1."))
        if filters.sized:
            text = f"Hoeveel er op een pagina staan, ten hoogste {MOST}."
            found.append(self._query("pageSize", {"type": "integer"}, text))
        return found

    def _get_pagination_parameters(self) -> list[dict[str, Any]]:
        return []

    def _map_serializer_field(self, field: Any, direction: str, bypass_extensions: bool = False) -> Any:
        schema = super()._map_serializer_field(field, direction, bypass_extensions)
        # Of choices that are given as value -> text, DRF itself keeps only the values.
        if isinstance(field, ChoiceField) and isinstance(choices := field._kwargs.get("choices"), dict):
            said = "\n".join(f"* `{value}` - {text}" for value, text in choices.items())
            schema["description"] = "\n\n".join(filter(None, (field.help_text, said)))
        return schema

    def _insert_field_validators(self, field: Any, schema: dict[str, Any]) -> None:
        super()._insert_field_validators(field, schema)
        # A text with a format that may also be empty is one text, as the standard writes it, and no choice of two.
        match schema.get("oneOf"):
            case [whole, {"type": "string", "maxLength": 0}]:
                del schema["oneOf"]
                schema.update(whole)

    # What follows from the operation ---------------------------------------------------------------------------------

    @property
    def _filters(self) -> Any:
        if self.told.parameters is not None:
            return self.told.parameters
        return self.resource.filters if self.view.action == "list" else None

    @property
    def _many(self) -> bool:
        return self.told.many or self.view.action == "list"

    @property
    def _answer(self) -> Content:
        if isinstance(self.told.answer, EllipsisType):
            return None if self.view.action == "destroy" else self.resource.schema
        return self.told.answer

    @property
    def _status(self) -> int:
        if self.told.status:
            return self.told.status
        if self._answer is None:
            return 204
        return 201 if self.view.action == "create" else 200

    @property
    def _conditional(self) -> bool:
        return self.view.action == "retrieve" and self.resource.conditional

    def _response_headers(self, status: int) -> dict[str, Any]:
        names = ["API-version"]
        if self._conditional or (self.resource.conditional and self.view.action in ("update", "partial_update")):
            names.append("ETag")
        if status == 201 and self.told.located:
            names.append("Location")
        if self.resource.crs:
            names.append("Content-Crs")
        return {name: header(name) for name in names}

    def _problems(self) -> list[int]:
        """The errors that the standard names for any operation, and those that the kit and the resource add."""
        found = [400, 403, 404, 406, 409, 410, 415, 421, 429, 500, 503, *self.told.problems]
        if self.get_request_serializer() is not None:
            found.append(413)
        # Also of a resource whose ETag nobody is given: an If-Match for it can but be of something else.
        if self.resource.crs or self.method in ("PUT", "PATCH", "DELETE"):
            found.append(412)
        if self._status == 201:
            found.append(422)
        return sorted(found)

    def _query(self, name: str, schema: dict[str, Any], text: str, deprecated: bool = False) -> dict[str, Any]:
        described: dict[str, Any] = {"in": "query", "name": name, "schema": schema, "description": text}
        if name in self.told.required:
            described["required"] = True
        if deprecated:
            described["deprecated"] = True
        if schema["type"] == "array":
            described |= {"style": "form", "explode": False}
        return described

    def _example_of(self, media: str) -> Any:
        """A body that this operation accepts: `example` of a schema is one to make a row by, of a dict one to send."""
        if self.method != "POST":
            return None
        if isinstance(self.told.body, dict):
            return self.told.example
        schema = self.get_request_serializer() if self.told.takes is None else self.told.takes[media]
        if isinstance(schema, ListSerializer):
            return [getattr(schema.child, "example", None)]
        return getattr(schema, "example", None)

    def _criteria(self, body: dict[str, Any]) -> dict[str, Any]:
        """A body that is no resource: what in it has no description is told of as a filter of its name is."""
        if "properties" not in body:
            return body
        described = {
            name: {**each, "description": each.get("description") or self._help(name)}
            for name, each in body["properties"].items()
        }
        if "ordering" in described:
            described["ordering"]["description"] = _ORDERING
        return body | {"properties": described}

    def _help(self, name: str) -> str:
        """The description of a filter that has none: that of the field it is named after, and how it compares."""
        field, _, lookup = name.partition("__")
        fields = self.resource.schema().fields
        text = str(fields[field].help_text or "") if field in fields else ""
        compared = LOOKUPS.get(lookup, "")
        return f"{text.rstrip('.')}. {compared}" if text and compared else text or compared


def header_parameters(schema: ZgwSchema) -> list[dict[str, str]]:
    """References to the request headers of an operation."""
    method, resource = schema.method, schema.resource
    names = []
    if resource.crs and method != "DELETE":
        names.append("Accept-Crs")
    if resource.crs and method in _WITH_BODY:
        names.append("Content-Crs")
    if schema._conditional:
        names.append("If-None-Match")
    if resource.conditional and method in ("PUT", "PATCH", "DELETE"):
        names.append("If-Match")
    if schema._status == 201:
        names.append("Idempotency-Key")
    if method in _WRITES:
        names += ["X-Audit-Toelichting", "X-NLX-Logrecord-ID"]
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]
