# SPDX-License-Identifier: EUPL-1.2
"""zrc-013: zaken are one level deep: a hoofdzaak has deelzaken and is none itself."""

from servicekit.rules import Violation, Violations, rule


@rule("zrc-013")
def hoofdzaak_is_allowed(
    *,
    is_self: bool,
    is_deelzaak: bool,
    has_deelzaken_itself: bool = False,
    deelzaaktype_allowed: bool = True,
    is_closed_to_caller: bool = False,
) -> Violations:
    """Refuse a hoofdzaak that is the zaak itself, or that would put a deelzaak under a deelzaak (zrc-013).

    `is_deelzaak` is about the hoofdzaak, `has_deelzaken_itself` about the zaak that gets it: either makes a second
    level. `deelzaaktype_allowed`: whether the zaaktype of the hoofdzaak names that of the zaak among its
    deelzaaktypen; not in the standard, checked by all that implement it. `is_closed_to_caller`: whether the hoofdzaak
    is closed, for who may not change closed zaken; a new deelzaak changes what it shows.
    """
    if is_self:
        yield Violation(
            "hoofdzaak", "self-forbidden", "Een zaak kan niet zijn eigen hoofdzaak zijn. Kies een andere hoofdzaak."
        )
        return
    if is_deelzaak:
        yield Violation(
            "hoofdzaak",
            "deelzaak-als-hoofdzaak",
            "De hoofdzaak is zelf een deelzaak. Kies een hoofdzaak die geen deelzaak is.",
        )
    if has_deelzaken_itself:
        yield Violation(
            "hoofdzaak",
            "deelzaak-als-hoofdzaak",
            "De zaak heeft zelf deelzaken en kan dus geen deelzaak worden. Maak eerst de deelzaken los.",
        )
    if not deelzaaktype_allowed:
        yield Violation(
            "hoofdzaak",
            "invalid-deelzaaktype",
            "Het zaaktype van de zaak is geen deelzaaktype van het zaaktype van de hoofdzaak. "
            "Kies een andere hoofdzaak of voeg het deelzaaktype toe.",
        )
    if is_closed_to_caller:
        yield Violation(
            "hoofdzaak",
            "hoofdzaak-closed",
            "De hoofdzaak is afgesloten. Heropen haar eerst, of vraag om zaken.geforceerd-bijwerken.",
        )
