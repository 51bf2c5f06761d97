# SPDX-License-Identifier: EUPL-1.2
"""zrc-zaakinformatieobject: the status that a document belongs to is one of its zaak. The standard has no number."""

from servicekit.rules import Violation, Violations, rule


@rule("zrc-zaakinformatieobject")
def status_is_of_zaak(*, zaak_of_status: str, zaak: str) -> Violations:
    """Refuse a status of another zaak (references); not in the standard, which takes it for granted."""
    if zaak_of_status != zaak:
        yield Violation(
            "status",
            "zaak-mismatch",
            "De status hoort bij een andere zaak. Kies een status van deze zaak.",
        )
