# SPDX-License-Identifier: EUPL-1.2
"""Stored representations, compared with what they should be."""

from django.apps import apps

from servicekit.municipalities import serving
from servicekit.representations import Represented, digest, render, schema_of, shape_of
from servicekit.stack import Municipality


def assert_fresh(municipality: Municipality) -> int:
    """Assert that each representation of this release's shape is what would be rendered now; how many there are."""
    seen = 0
    with serving(municipality):
        for model in apps.get_models():
            if not issubclass(model, Represented):
                continue
            shape = shape_of(schema_of(model))  # type: ignore[arg-type]  # a class can be hashed
            for row in model._default_manager.filter(shape=shape):
                rendered = render(row)
                assert row.body == rendered.decode(), f"{row.reference} is not fresh"
                assert row.etag == digest(rendered), f"the ETag of {row.reference} is not that of its body"
                seen += 1
    return seen
