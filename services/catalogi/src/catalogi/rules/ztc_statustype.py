# SPDX-License-Identifier: EUPL-1.2
"""The statustype with the highest volgnummer closes a zaak."""

from collections.abc import Sequence

from servicekit.rules import rule


@rule("ztc-statustype")
def derive_volgnummer_of_eindstatus(*, volgnummers: Sequence[int]) -> int | None:
    """The volgnummer that makes a statustype of a zaaktype its eindstatus; None when it has no statustypen."""
    return max(volgnummers, default=None)
