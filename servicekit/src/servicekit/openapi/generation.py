# SPDX-License-Identifier: EUPL-1.2
"""Making the contract of this component from its code."""

from functools import cache
from typing import Any

from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer

from servicekit.openapi.schema import ZgwSchema


class Unclear(Exception):
    """drf-spectacular could not tell what something is; the message has its warnings."""


class Generator(SchemaGenerator):
    """Describes each Resource with a ZgwSchema: its attribute `schema`, where DRF looks for one, is its serializer."""

    def create_view(self, callback: Any, method: str, request: Any = None) -> Any:
        view = super().create_view(callback, method, request)
        described = ZgwSchema()
        described.view = view
        self._set_schema_to_view(view, described)
        return view

    def _get_paths_and_endpoints(self) -> list[tuple[str, str, str, Any]]:
        """The main object in a path is named after what it is, as in the standard: `<resource>_uuid`."""
        found = []
        for path, pattern, method, view in super()._get_paths_and_endpoints():
            name = f"{view.source.main.resource}_uuid"
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
