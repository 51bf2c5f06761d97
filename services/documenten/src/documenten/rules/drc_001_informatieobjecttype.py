# SPDX-License-Identifier: EUPL-1.2
"""drc-001: a document is of a published informatieobjecttype."""

from servicekit.rules import Violation, Violations, rule


@rule("drc-001")
def informatieobjecttype_is_published(*, concept: bool) -> Violations:
    """Refuse an informatieobjecttype that is still a concept; that its URL leads to one is known by then (drc-001)."""
    if concept:
        yield Violation(
            "informatieobjecttype",
            "not-published",
            "Het informatieobjecttype is nog een concept. Publiceer het of kies een informatieobjecttype dat "
            "gepubliceerd is.",
        )
