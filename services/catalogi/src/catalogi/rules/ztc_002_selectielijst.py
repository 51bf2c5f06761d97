# SPDX-License-Identifier: EUPL-1.2
"""ztc-002: a resultaattype takes its archive rules from the selectielijst, within the procestype of its zaaktype."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("ztc-002")
def klasse_is_of_procestype(*, procestype_of_klasse: str, procestype_of_zaaktype: str) -> Violations:
    """The selectielijstklasse belongs to the procestype that the zaaktype names: references, empty for none."""
    if not procestype_of_zaaktype:
        reason = "Het zaaktype heeft geen selectielijstProcestype. Geef het er eerst een, en kies een klasse daarvan."
        yield Violation(NON_FIELD, "procestype-mismatch", reason)
    elif procestype_of_klasse != procestype_of_zaaktype:
        reason = "De selectielijstklasse hoort niet bij het selectielijstProcestype van het zaaktype."
        yield Violation(NON_FIELD, "procestype-mismatch", f"{reason} Kies een klasse van dat procestype.")


@rule("ztc-002")
def derive_archiefnominatie(*, given: str, waardering: str) -> str:
    """The archiefnominatie: what was given, else the waardering of the selectielijstklasse."""
    return given or waardering


@rule("ztc-002")
def derive_archiefactietermijn(*, given: str | None, bewaartermijn: str | None) -> str | None:
    """The archiefactietermijn: what was given, else the bewaartermijn of the selectielijstklasse, if it has one."""
    return given or bewaartermijn or None
