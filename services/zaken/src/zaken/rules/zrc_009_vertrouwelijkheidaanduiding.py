# SPDX-License-Identifier: EUPL-1.2
"""zrc-009: a zaak always has a vertrouwelijkheidaanduiding."""

from servicekit.rules import rule


@rule("zrc-009")
def derive_vertrouwelijkheidaanduiding(*, given: str, of_zaaktype: str) -> str:
    """The one that was given, else that of the zaaktype (zrc-009)."""
    return given or of_zaaktype
