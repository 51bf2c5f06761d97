# SPDX-License-Identifier: EUPL-1.2
"""zrc-001: a zaak is of a published zaaktype."""

from servicekit.rules import Violation, Violations, rule


@rule("zrc-001")
def zaaktype_is_published(*, concept: bool) -> Violations:
    """Refuse a zaaktype that is still a concept; that its URL leads to a zaaktype is known by then (zrc-001)."""
    if concept:
        yield Violation(
            "zaaktype",
            "not-published",
            "Het zaaktype is nog een concept. Publiceer het zaaktype of kies een zaaktype dat gepubliceerd is.",
        )
