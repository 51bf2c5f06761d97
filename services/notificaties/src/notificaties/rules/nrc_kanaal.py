# SPDX-License-Identifier: EUPL-1.2
"""The name of a kanaal is unique."""

from servicekit.rules import Violation, Violations, rule

#: what the unique constraint on naam means to who made the request
IN_USE = Violation("naam", "unique", "Er is al een kanaal met deze naam. Gebruik dat, of kies een andere naam.")


@rule("nrc-kanaal")
def naam_is_free(*, taken: bool) -> Violations:
    """A kanaal is found by its name, so no two have the same."""
    if taken:
        yield IN_USE
