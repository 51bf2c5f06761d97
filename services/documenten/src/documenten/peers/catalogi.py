# SPDX-License-Identifier: EUPL-1.2
"""Read what documenten must know of the Catalogi API: document types, mirrored."""

from dataclasses import dataclass
from typing import Any

from servicekit.mirror import store


@dataclass(frozen=True, kw_only=True)
class InformatieobjecttypeFacts:
    """A version of a document type."""

    concept: bool
    vertrouwelijkheidaanduiding: str


def informatieobjecttype(reference: str) -> InformatieobjecttypeFacts:
    """The facts of an informatieobjecttype. Raises Unusable or Problem 503."""

    def read(body: dict[str, Any]) -> InformatieobjecttypeFacts:
        # A zaaktype has all of this too, and an identificatie.
        if "catalogus" not in body or "omschrijving" not in body or "identificatie" in body:
            raise KeyError("not an informatieobjecttype")
        return InformatieobjecttypeFacts(
            concept=body.get("concept") is not False,
            vertrouwelijkheidaanduiding=body["vertrouwelijkheidaanduiding"],
        )

    return store.facts(reference, read, "informatieobjecttype", lasts=lambda facts: not facts.concept)
