# SPDX-License-Identifier: EUPL-1.2
"""drc-007: vertrouwelijkheidaanduiding always has a value."""

from servicekit.rules import rule


@rule("drc-007")
def derive_vertrouwelijkheidaanduiding(*, given: str, of_informatieobjecttype: str) -> str:
    """The given vertrouwelijkheidaanduiding, or that of the informatieobjecttype when it is empty (drc-007)."""
    return given or of_informatieobjecttype
