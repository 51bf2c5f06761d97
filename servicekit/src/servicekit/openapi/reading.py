# SPDX-License-Identifier: EUPL-1.2
"""The contract as people read it: the errors that every operation has alike are folded into one answer."""

from collections.abc import Mapping
from typing import Any

_LEAD = "Een fout. De inhoud zegt wat er mis is, en wat te doen:"


def folded(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a contract in which each operation has its error answers as one, `default`, that names their statuses."""
    components = dict(document["components"])
    errors = components.pop("responses")
    paths = {
        path: {
            method: operation | {"responses": _folded(operation["responses"], errors)}
            for method, operation in item.items()
        }
        for path, item in document["paths"].items()
    }
    return {**document, "paths": paths, "components": components}


def _folded(responses: Mapping[str, Any], errors: Mapping[str, Any]) -> dict[str, Any]:
    kept = {status: answer for status, answer in responses.items() if status not in errors}
    lines = [f"* `{status}` {errors[status]['description']}" for status in responses if status in errors]
    # A body that is not valid says more than any other error, and has all that the others have.
    told = errors["400"] | {"description": "\n".join([_LEAD, "", *lines])}
    return kept | {"default": told}
