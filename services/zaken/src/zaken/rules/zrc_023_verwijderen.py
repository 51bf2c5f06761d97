# SPDX-License-Identifier: EUPL-1.2
"""zrc-023: a zaak is deleted with all that is its own; besluiten are not."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("zrc-023")
def zaak_may_be_destroyed(*, besluiten: int) -> Violations:
    """Refuse to delete a zaak that has besluiten; not in the standard, which would leave them without their zaak."""
    if besluiten:
        yield Violation(
            NON_FIELD,
            "related-besluiten",
            f"De zaak heeft nog besluiten ({besluiten}). Verwijder die voordat je de zaak verwijdert.",
        )
