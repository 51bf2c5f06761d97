# SPDX-License-Identifier: EUPL-1.2
"""Facts of documents, asked for each time, since a document changes often."""

from dataclasses import dataclass

from servicekit.mirror.store import INVALID_RESOURCE, Unusable, fetch, refuse, require_trusted
from servicekit.references import NotAUrl, absolute, is_own, normal, uuid_in

_DOCUMENTS = "enkelvoudiginformatieobjecten"


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


def require_informatieobject(reference: str) -> None:
    """Raise Unusable unless the reference may be a document, here or elsewhere; asks only when it can be none."""
    own_document = uuid_in(reference, _DOCUMENTS, "drc") is not None
    require_trusted(reference)
    if not (own_document or (not is_own(reference) and f"/{_DOCUMENTS}/" in reference)):
        refuse(reference, "informatieobject")
