# SPDX-License-Identifier: EUPL-1.2
"""ztc-009: a type that is published does not change any more, but for the end of its period."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("ztc-009")
def type_may_change(*, concept: bool, forced: bool, only_einde_geldigheid: bool = False) -> Violations:
    """Only a concept is changed or removed.

    `forced`: the client may correct (catalogi.geforceerd-schrijven) or remove (catalogi.geforceerd-verwijderen) what
    is published. `only_einde_geldigheid`: the request is a PATCH of nothing but eindeGeldigheid.
    """
    if not concept and not forced and not only_einde_geldigheid:
        yield Violation(
            NON_FIELD,
            "non-concept-object",
            "Dit type is gepubliceerd en wijzigt niet meer. Zet eindeGeldigheid en maak een nieuwe versie.",
        )
