# SPDX-License-Identifier: EUPL-1.2
"""The paths every component has beside its resources."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import UUIDConverter

from servicekit.openapi.serving import documentation_json, older_yaml, openapi_json, openapi_yaml, root
from servicekit.web.callbacks import receive
from servicekit.web.resources import Resource


class RowConverter(UUIDConverter):
    """The UUID of a row in a path, in capitals or not: to Django only one in small letters is one (RFC 9562, 4)."""

    regex = UUIDConverter.regex.replace("a-f", "a-fA-F")


register_converter(RowConverter, "row")

kit_urls: list[URLPattern] = [
    path("", root),
    path("openapi.json", openapi_json),
    path("openapi.yaml", openapi_yaml),
    path("schema/openapi.yaml", older_yaml),
    path("schema/documentation.json", documentation_json),
    path("callbacks/notificaties", receive),
]


def collection(
    name: str, resource: type[Resource], *, list: dict[str, str] | None = None, detail: dict[str, str]
) -> list[URLPattern]:
    """The two paths of a resource: its list and one of its rows; each maps a method to an operation."""
    found = [path(f"{name}/<row:uuid>", resource.as_view(detail))]
    if list:
        found.insert(0, path(name, resource.as_view(list)))
    return found
