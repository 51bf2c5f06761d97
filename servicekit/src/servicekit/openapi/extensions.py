# SPDX-License-Identifier: EUPL-1.2
"""Tell drf-spectacular how to show the kit's own fields."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension

URI = {"type": "string", "format": "uri"}


class _Url(OpenApiSerializerFieldExtension):
    target_class = "servicekit.representations.fields.SelfField"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        return dict(URI)


class _Link(_Url):
    target_class = "servicekit.representations.fields.LinkField"
    match_subclasses = True


class _Reference(_Url):
    target_class = "servicekit.representations.fields.ReferenceField"
    match_subclasses = True


class _Links(OpenApiSerializerFieldExtension):
    target_class = "servicekit.representations.fields.LinkListField"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        return {"type": "array", "items": dict(URI)}


class _FilledChoice(OpenApiSerializerFieldExtension):
    target_class = "servicekit.representations.fields.FilledChoiceField"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        # Without the empty text, which a generated client would not know what to do with in an answer.
        schema = auto_schema._map_serializer_field(self.target, direction, bypass_extensions=True)
        return schema | {"enum": [value for value in schema["enum"] if value != ""]}


class _Duration(OpenApiSerializerFieldExtension):
    target_class = "servicekit.representations.fields.DurationField"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        return {"type": "string", "format": "duration"}
