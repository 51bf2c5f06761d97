# SPDX-License-Identifier: EUPL-1.2
"""zrc-rol: somebody has a rol, and some rollen are one person's. The standard describes it without a number."""

from collections.abc import Collection, Mapping
from typing import Any

from servicekit.rules import NON_FIELD, Violation, Violations, rule

AT_MOST_ONE = ("initiator", "zaakcoordinator")


@rule("zrc-rol")
def betrokkene_is_given(
    *,
    betrokkene: str,
    betrokkene_identificatie: Mapping[str, Any] | None,
    betrokkene_type: str,
    unknown: Collection[str] = (),
) -> Violations:
    """Refuse a rol of nobody: neither a URL nor any identifying data.

    `unknown` are the keys of betrokkeneIdentificatie that this betrokkeneType does not have: when there was nothing
    else, the reason names them, up to ten. No value is ever told, since a reason is read by more people than the rol.
    """
    if not betrokkene and not betrokkene_identificatie:
        reason = "Er is geen betrokkene. Geef betrokkene of betrokkeneIdentificatie."
        if unknown:
            names = ", ".join(name[:40] for name in sorted(unknown)[:10])
            reason += f" Bij betrokkeneType {betrokkene_type} zijn deze velden onbekend: {names}."
        yield Violation(NON_FIELD, "invalid-betrokkene", reason)


@rule("zrc-rol")
def occurrence_is_allowed(*, omschrijving_generiek: str, existing: Collection[str]) -> Violations:
    """Refuse a second initiator or zaakcoordinator; `existing` are the omschrijvingGeneriek of the zaak's rollen."""
    if omschrijving_generiek in AT_MOST_ONE and omschrijving_generiek in existing:
        yield Violation(
            "roltype",
            "max-occurences",
            f"De zaak heeft al een {omschrijving_generiek}. Verwijder die rol of kies een ander roltype.",
        )
