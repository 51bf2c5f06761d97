# SPDX-License-Identifier: EUPL-1.2
"""Making the contract of this component from its code."""

from functools import cache
from typing import Any

from django.urls import get_resolver
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import EndpointEnumerator, SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from rest_framework.viewsets import ViewSet

from servicekit.openapi.schema import ZgwSchema
from servicekit.web.resources import Resource


class Unclear(Exception):
    """drf-spectacular could not tell what something is; the message has its warnings."""


class _Endpoints(EndpointEnumerator):
    """The views of resources, each as the DRF view set that drf-spectacular asks for."""

    def get_api_endpoints(self, *where: Any) -> list[tuple[str, str, str, Any]]:
        for pattern in get_resolver().url_patterns:
            if hasattr(pattern.callback, "resource"):
                pattern.callback.cls, pattern.callback.initkwargs = _adapter(pattern.callback.resource), {}
        return super().get_api_endpoints(*where)


@cache
def _adapter(resource: type[Resource]) -> type[ViewSet]:
    operations = {name: getattr(resource, name) for name in resource.scopes}
    shown = {"__doc__": resource.__doc__, "resource": resource, "schema": ZgwSchema()}
    return type(f"{resource.__name__}View", (ViewSet,), operations | shown)


class Generator(SchemaGenerator):
    """Describes the operations of each Resource."""

    endpoint_inspector_cls = _Endpoints

    def _get_paths_and_endpoints(self) -> list[tuple[str, str, str, Any]]:
        """The main object in a path is named after what it is, as in the standard: `<resource>_uuid`."""
        found = []
        for path, pattern, method, view in super()._get_paths_and_endpoints():
            name = f"{view.resource().source.main.resource}_uuid"
            found.append((path.replace("main_uuid", name), pattern.replace("main_uuid", name), method, view))
        return found


@cache
def generate() -> dict[str, Any]:
    """The contract as the code is now. Raises Unclear: a contract is not guessed at."""
    document = Generator().get_schema(request=None, public=True)
    if GENERATOR_STATS:
        raise Unclear("\n".join([*GENERATOR_STATS._error_cache, *GENERATOR_STATS._warn_cache]))
    return document


def text() -> bytes:
    """The contract as it is committed."""
    return OpenApiYamlRenderer().render(generate(), renderer_context={})
