# SPDX-License-Identifier: EUPL-1.2
"""zrc-011: each of the relevanteAndereZaken leads to a zaak; the look-up itself is the action's."""

from servicekit.rules import rule


@rule("zrc-011")
def name_of(*, index: int) -> str:
    """The name under which a fault in the URL of the relevante zaak at that index is reported (zrc-011)."""
    return f"relevanteAndereZaken.{index}.url"
