# SPDX-License-Identifier: EUPL-1.2
"""zrc-archief: what belongs to an archived zaak no longer changes. The standard describes it without a number."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("zrc-archief")
def zaak_is_not_archived(*, archiefstatus: str) -> Violations:
    """Refuse to create or update what belongs to a zaak that is archived, whatever the scopes of who asks."""
    if archiefstatus != "nog_te_archiveren":
        yield Violation(
            NON_FIELD,
            "zaak-archiefstatus-invalid",
            "De zaak is gearchiveerd. Alleen bij archiefstatus nog_te_archiveren mag dit nog wijzigen.",
        )
