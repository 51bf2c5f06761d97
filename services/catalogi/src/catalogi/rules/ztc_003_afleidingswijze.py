# SPDX-License-Identifier: EUPL-1.2
"""ztc-003: how the brondatum is found fits what the selectielijst says of the time that a dossier stays in use."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("ztc-003")
def afleidingswijze_fits_procestermijn(*, afleidingswijze: str, procestermijn: str) -> Violations:
    """`nihil` goes with `afgehandeld` and with nothing else; an estimated lifetime needs `termijn`.

    `procestermijn` is that of the selectielijstklasse; empty allows everything. That `termijn` needs an estimated
    lifetime is not in the standard.
    """
    if not procestermijn:
        return
    mismatch = (procestermijn == "nihil") != (afleidingswijze == "afgehandeld")
    mismatch |= procestermijn == "ingeschatte_bestaansduur_procesobject" and afleidingswijze != "termijn"
    if mismatch:
        yield Violation(
            NON_FIELD,
            "invalid-afleidingswijze-for-procestermijn",
            f"Afleidingswijze {afleidingswijze} past niet bij procestermijn {procestermijn} van de klasse.",
        )
