# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Collection, Sequence

from servicekit.rules import Violation, Violations, not_unique, rule

NOT_UNIQUE = not_unique(
    "ac-001",
    "Een van deze client-id's is al van een andere applicatie.",
    name="clientIds",
    code="clientId-exists",
)


@rule("ac-001")
def client_ids_are_free(*, given: Sequence[str], in_use: Collection[str]) -> Violations:
    """A client id belongs to one applicatie; `in_use` are those of all others."""
    taken = [client_id for client_id in given if client_id in in_use]
    if taken:
        names = ", ".join(taken)
        yield Violation("clientIds", "clientId-exists", f"Deze client-id's zijn al van een andere applicatie: {names}.")
