# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping, Sequence

from servicekit.rules import Violation, Violations, rule

#: component -> (how its own scopes begin, the fields that an autorisatie with such a scope needs)
NEEDED = {
    "zrc": ("zaken.", ("zaaktype", "maxVertrouwelijkheidaanduiding")),
    "drc": ("documenten.", ("informatieobjecttype", "maxVertrouwelijkheidaanduiding")),
    "brc": ("besluiten.", ("besluittype",)),
}


@rule("ac-003")
def autorisaties_are_complete(*, autorisaties: Sequence[Mapping[str, object]]) -> Violations:
    """An autorisatie for zaken, documenten or besluiten says for which type, and up to which level.

    Scopes that are not of the component itself, as `audittrails.lezen`, need neither.
    """
    for index, autorisatie in enumerate(autorisaties):
        begin, fields = NEEDED.get(str(autorisatie.get("component")), ("", ()))
        scopes = autorisatie.get("scopes") or ()
        if not any(str(scope).startswith(begin) for scope in scopes):  # type: ignore[attr-defined]
            continue
        for field in fields:
            if not autorisatie.get(field):
                yield Violation(f"autorisaties.{index}.{field}", "required", "Dit veld is verplicht bij deze scopes.")
