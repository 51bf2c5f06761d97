# SPDX-License-Identifier: EUPL-1.2
"""Facts of documents, asked for each time, since a document changes often."""

from dataclasses import dataclass

from servicekit.mirror.store import INVALID_RESOURCE, Unusable, fetch
from servicekit.references import NotAUrl, absolute, normal


@dataclass(frozen=True, kw_only=True)
class InformatieobjectFacts:
    """A document as it is now."""

    informatieobjecttype: str
    status: str
    locked: bool
    indicatie_gebruiksrecht: bool | None


def informatieobject(reference: str) -> InformatieobjectFacts:
    """The facts of a document. Raises Unusable or Problem 503."""
    body, _ = fetch(reference, "informatieobject")
    try:
        return InformatieobjectFacts(
            informatieobjecttype=normal(body["informatieobjecttype"]),
            status=body.get("status") or "",
            locked=bool(body["locked"]),
            indicatie_gebruiksrecht=body["indicatieGebruiksrecht"],
        )
    except (KeyError, TypeError, NotAUrl) as error:
        reason = INVALID_RESOURCE.format(url=absolute(reference), expected="informatieobject")
        raise Unusable("invalid-resource", reason) from error
