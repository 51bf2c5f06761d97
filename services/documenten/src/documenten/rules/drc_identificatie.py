# SPDX-License-Identifier: EUPL-1.2
"""drc-identificatie: a document has an identificatie that is unique within its bronorganisatie."""

from servicekit.rules import Violation, rule


def not_unique(identificatie: str) -> Violation:
    """Return what the unique constraint on bronorganisatie and identificatie means to who made the request."""
    return Violation(
        "identificatie",
        "identificatie-niet-uniek",
        f"Identificatie {identificatie} bestaat al binnen de bronorganisatie. "
        "Geef een andere identificatie of laat haar leeg.",
    )


@rule("drc-identificatie")
def derive_identificatie(*, year: int, number: int) -> str:
    """The identificatie of a document that came without: the year of creation and a number."""
    return f"DOCUMENT-{year:04d}-{number:010d}"
