# SPDX-License-Identifier: EUPL-1.2
"""zrc-017: a document belongs to a zaak only if the zaaktype has its informatieobjecttype."""

from collections.abc import Collection

from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("zrc-017")
def informatieobjecttype_is_of_zaaktype(*, omschrijving: str, of_zaaktype: Collection[str]) -> Violations:
    """Refuse a document whose informatieobjecttype the zaaktype does not have (zrc-017).

    Compared by omschrijving, since the document may be typed with another version of the informatieobjecttype.
    """
    if omschrijving not in of_zaaktype:
        yield Violation(
            NON_FIELD,
            "missing-zaaktype-informatieobjecttype-relation",
            "Het informatieobjecttype van het document hoort niet bij het zaaktype. "
            "Kies een ander informatieobjecttype of voeg het aan het zaaktype toe.",
        )
