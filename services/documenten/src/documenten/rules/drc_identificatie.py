# SPDX-License-Identifier: EUPL-1.2
"""drc-identificatie: a document has an identificatie that is unique within its bronorganisatie."""

from servicekit.rules import not_unique, rule

#: within its bronorganisatie
NOT_UNIQUE = not_unique(
    "drc-identificatie",
    "Identificatie {identificatie} bestaat al binnen de bronorganisatie. "
    "Geef een andere identificatie of laat haar leeg.",
    name="identificatie",
    code="identificatie-niet-uniek",
)


@rule("drc-identificatie")
def derive_identificatie(*, year: int, number: int) -> str:
    """The identificatie of a document that came without: the year of creation and a number."""
    return f"DOCUMENT-{year:04d}-{number:010d}"
