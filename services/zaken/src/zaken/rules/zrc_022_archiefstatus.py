# SPDX-License-Identifier: EUPL-1.2
"""zrc-022: a zaak is archived only when its documents are and it is known what comes of it."""

from datetime import date

from servicekit.rules import Violation, Violations, rule


@rule("zrc-022")
def archiefstatus_is_possible(
    *, archiefstatus: str, archiefnominatie: str | None, archiefactiedatum: date | None, documents_archived: bool
) -> Violations:
    """Refuse any archiefstatus but nog_te_archiveren for a zaak that is not ready for it (zrc-022).

    Takes the values that the zaak will have; `documents_archived` is whether each related document has status
    gearchiveerd, hence true when there are none.
    """
    if archiefstatus == "nog_te_archiveren":
        return
    if not documents_archived:
        yield Violation(
            "archiefstatus",
            "documents-not-archived",
            "Niet alle documenten bij de zaak zijn gearchiveerd. Geef ze eerst de status gearchiveerd.",
        )
    if not archiefnominatie:
        yield Violation(
            "archiefnominatie",
            "archiefnominatie-not-set",
            "De archiefnominatie ontbreekt. Vul haar in voordat je de archiefstatus wijzigt.",
        )
    if archiefactiedatum is None:
        yield Violation(
            "archiefactiedatum",
            "archiefactiedatum-not-set",
            "De archiefactiedatum ontbreekt. Vul haar in voordat je de archiefstatus wijzigt.",
        )
