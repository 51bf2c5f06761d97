# SPDX-License-Identifier: EUPL-1.2
"""Facts of the reference lists, mirrored."""

from servicekit.mirror import store
from zaken.rules import zrc_010_communicatiekanaal


def communicatiekanaal(reference: str) -> frozenset[str]:
    """The names of the fields of a communicatiekanaal, or of what stands there. Raises Unusable or Problem 503."""

    def is_known(fields: frozenset[str]) -> bool:
        return not list(zrc_010_communicatiekanaal.communicatiekanaal_is_known(fields=fields))

    return store.facts(reference, frozenset, "communicatiekanaal", lasts=is_known)
