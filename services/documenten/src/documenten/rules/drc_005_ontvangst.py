# SPDX-License-Identifier: EUPL-1.2
"""drc-005: what was received is no longer being written."""

from datetime import date

from servicekit.rules import Violation, Violations, rule

UNFINISHED = ("in_bewerking", "ter_vaststelling")


@rule("drc-005")
def status_fits_received(*, ontvangstdatum: date | None, status: str) -> Violations:
    """Refuse a status of work in progress on a document with an ontvangstdatum (drc-005)."""
    if ontvangstdatum is not None and status in UNFINISHED:
        yield Violation(
            "status",
            "invalid_for_received",
            "Een informatieobject met een ontvangstdatum is niet meer in bewerking of ter vaststelling. "
            "Kies een andere status of laat de ontvangstdatum weg.",
        )
