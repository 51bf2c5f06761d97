# SPDX-License-Identifier: EUPL-1.2
"""A zaaktype whose zaken can be extended says by how much."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("ztc-verlenging")
def verlengingstermijn_is_known(*, verlenging_mogelijk: bool, verlengingstermijn: str | None) -> Violations:
    """verlengingMogelijk takes a verlengingstermijn."""
    if verlenging_mogelijk and not verlengingstermijn:
        yield Violation(
            NON_FIELD, "verlenging-mismatch", "Geef een verlengingstermijn, of zet verlengingMogelijk op false."
        )
