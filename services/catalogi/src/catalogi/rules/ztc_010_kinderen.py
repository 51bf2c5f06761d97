# SPDX-License-Identifier: EUPL-1.2
"""ztc-010: what belongs to a zaaktype does not change any more when the zaaktype is published."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("ztc-010")
def zaaktype_may_change(*, concept: bool, forced: bool, code: str = "non-concept-zaaktype") -> Violations:
    """Only to a concept something is added, changed or removed.

    `forced`: the client may correct or remove what is published. `code`: for the relation with an informatieobjecttype
    it is `non-concept-relation`.
    """
    if not concept and not forced:
        yield Violation(
            NON_FIELD,
            code,
            "Het zaaktype is gepubliceerd en wijzigt niet meer. Maak een nieuwe versie van het zaaktype.",
        )
