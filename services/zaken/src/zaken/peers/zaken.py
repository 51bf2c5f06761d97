# SPDX-License-Identifier: EUPL-1.2
"""Zaken that a zaak refers to: of this component, or of another Zaken API."""

from datetime import date

from servicekit.mirror.store import BAD_URL, INVALID_RESOURCE, Unusable, fetch
from servicekit.references import absolute, is_own, uuid_in
from zaken.models import Zaak

#: fields by which a zaak is told from anything else that may stand at a URL
ZAAK = {"identificatie", "bronorganisatie", "zaaktype", "einddatum"}


def require_zaak(reference: str) -> None:
    """Raise Unusable unless the URL is a zaak that exists, here or at a trusted peer."""
    if reference.startswith("zrc:zaken/"):
        uuid = uuid_in(reference, "zaken")
        if uuid is None or not Zaak.objects.filter(uuid=uuid).exists():
            raise Unusable("bad-url", BAD_URL.format(url=absolute(reference)))
    elif is_own(reference) or not fetch(reference, "zaak")[0].keys() >= ZAAK:
        raise Unusable("invalid-resource", INVALID_RESOURCE.format(url=absolute(reference), expected="zaak"))


def einddatum(reference: str) -> date | None:
    """On which day a zaak ended, None when it has not; here or at a trusted peer. Raises Unusable or Problem 503."""
    if reference.startswith("zrc:"):
        found = Zaak.objects.filter(uuid=uuid_in(reference, "zaken")).values_list("einddatum", flat=True)
        if not found:
            raise Unusable("bad-url", BAD_URL.format(url=absolute(reference)))
        return found[0]
    body, _ = fetch(reference, "zaak")
    try:
        return date.fromisoformat(body["einddatum"]) if body["einddatum"] else None
    except (KeyError, TypeError, ValueError) as error:
        reason = INVALID_RESOURCE.format(url=absolute(reference), expected="zaak")
        raise Unusable("invalid-resource", reason) from error
