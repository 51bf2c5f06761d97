# SPDX-License-Identifier: EUPL-1.2
from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("ac-002")
def rights_are_clear(*, heeft_alle_autorisaties: bool, autorisaties: int) -> Violations:
    """Either everything, or at least one autorisatie; never both and never neither."""
    if heeft_alle_autorisaties and autorisaties:
        yield Violation(
            NON_FIELD,
            "ambiguous-authorizations-specified",
            "Geef autorisaties of zet heeftAlleAutorisaties op true, maar niet beide.",
        )
    if not heeft_alle_autorisaties and not autorisaties:
        yield Violation(NON_FIELD, "missing-authorizations", "Geef autorisaties, of zet heeftAlleAutorisaties op true.")
