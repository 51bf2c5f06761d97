# SPDX-License-Identifier: EUPL-1.2
"""drc-004: a relation is here as long as the component that leads it has it."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule

#: the leading component could not be asked, on create and on destroy
NOT_VALIDATED = Violation(
    NON_FIELD,
    "relation-validation-error",
    "Of de relatie bij het object bestaat, kon niet worden nagegaan. Probeer het later opnieuw.",
)
NOT_LOOKED_UP = Violation(
    NON_FIELD,
    "relation-lookup-error",
    "Of de relatie bij het object nog bestaat, kon niet worden nagegaan. Probeer het later opnieuw.",
)


@rule("drc-004")
def relation_is_known(*, known: bool) -> Violations:
    """Refuse to make a relation that the leading component does not have (drc-004)."""
    if not known:
        yield Violation(
            NON_FIELD,
            "inconsistent-relation",
            "De relatie bestaat niet bij het object. Leg haar daar vast; dan ontstaat zij hier vanzelf.",
        )


@rule("drc-004")
def relation_is_gone(*, known: bool) -> Violations:
    """Refuse to delete a relation that the leading component still has."""
    if known:
        yield Violation(
            NON_FIELD,
            "remote-relation-exists",
            "De relatie bestaat nog bij het object. Verwijder haar daar; dan verdwijnt zij hier vanzelf.",
        )
