# SPDX-License-Identifier: EUPL-1.2
"""zrc-007: the eindstatus closes a zaak."""

from collections.abc import Sequence
from datetime import date, datetime

from servicekit.clock import day_of
from servicekit.rules import NON_FIELD, Violation, Violations, rule

#: how many documents a reason names
NAMED = 10


@rule("zrc-007")
def may_close(
    *,
    locked_informatieobjecten: Sequence[str],
    informatieobjecten_without_gebruiksrecht: Sequence[str],
    has_resultaat: bool,
    open_deelzaken: int,
    deelzaken_without_resultaat: int,
) -> Violations:
    """Refuse the eindstatus while the zaak is not done (zrc-007).

    Takes the related documents (URLs, of any provider) that are locked, and those whose indicatieGebruiksrecht is
    null; the reason names them, up to ten. The two checks on deelzaken are not in the standard; clients in the field
    expect them, since work would go on under a zaak that is done.
    """
    if locked_informatieobjecten:
        yield Violation(
            NON_FIELD,
            "informatieobject-locked",
            f"De zaak heeft informatieobjecten die gelockt zijn ({_named(locked_informatieobjecten)}). "
            "Unlock ze voordat je de zaak afsluit.",
        )
    if informatieobjecten_without_gebruiksrecht:
        yield Violation(
            NON_FIELD,
            "indicatiegebruiksrecht-unset",
            "De zaak heeft informatieobjecten zonder indicatieGebruiksrecht "
            f"({_named(informatieobjecten_without_gebruiksrecht)}). Vul dit in voordat je de zaak afsluit.",
        )
    if open_deelzaken:
        yield Violation(
            NON_FIELD,
            "deelzaken-not-closed",
            f"De zaak heeft deelzaken die nog open zijn ({open_deelzaken}). Sluit die eerst af.",
        )
    if deelzaken_without_resultaat:
        yield Violation(
            NON_FIELD,
            "deelzaak-resultaat-does-not-exist",
            f"De zaak heeft deelzaken zonder resultaat ({deelzaken_without_resultaat}). Geef die eerst een resultaat.",
        )
    if not has_resultaat:
        yield Violation(
            NON_FIELD,
            "resultaat-does-not-exist",
            "De zaak heeft geen resultaat. Maak een resultaat voordat je de zaak afsluit.",
        )


@rule("zrc-007")
def derive_einddatum(*, datum_status_gezet: datetime) -> date:
    """The einddatum of a zaak: the day in Europe/Amsterdam on which its eindstatus is set (zrc-007)."""
    return day_of(datum_status_gezet)


def _named(urls: Sequence[str]) -> str:
    rest = len(urls) - NAMED
    return ", ".join(urls[:NAMED]) + (f" en nog {rest}" if rest > 0 else "")
