# SPDX-License-Identifier: EUPL-1.2
"""zrc-008: a status that is not the eindstatus reopens a closed zaak."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("zrc-008")
def may_reopen(*, hoofdzaak_is_closed: bool) -> Violations:
    """Refuse to reopen a deelzaak under a closed hoofdzaak, which closed because its deelzaken were."""
    if hoofdzaak_is_closed:
        yield Violation(
            NON_FIELD,
            "hoofdzaak-closed",
            "De hoofdzaak is afgesloten. Heropen eerst de hoofdzaak en dan deze deelzaak.",
        )


@rule("zrc-008")
def derive_reopened() -> dict[str, None]:
    """The attributes of a zaak that become null when it reopens; its resultaat stays (zrc-008)."""
    return {
        "einddatum": None,
        "archiefactiedatum": None,
        "archiefnominatie": None,
        "startdatum_bewaartermijn": None,
    }
