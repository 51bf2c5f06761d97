# SPDX-License-Identifier: EUPL-1.2
"""Stored representations, compared with what they should be."""

from servicekit.representations.rendering import digest, render, represented, shape_now
from servicekit.stack import Municipality
from servicekit.stack.municipalities import serving


def assert_fresh(municipality: Municipality) -> int:
    """Assert that each representation of this release's shape is what would be rendered now; how many there are."""
    seen = 0
    with serving(municipality):
        for model in represented():
            for row in model._default_manager.filter(shape=shape_now(model)):
                rendered = render(row)
                assert row.body == rendered.decode(), f"{row.reference} is not fresh"
                assert row.etag == digest(rendered), f"the ETag of {row.reference} is not that of its body"
                seen += 1
    return seen
