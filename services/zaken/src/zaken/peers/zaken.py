# SPDX-License-Identifier: EUPL-1.2
"""Zaken that a zaak refers to: of this component, or of another Zaken API."""

from servicekit.mirror.store import BAD_URL, Unusable, fetch
from servicekit.references import absolute, uuid_in

from zaken.models import Zaak


def require_zaak(reference: str) -> None:
    """Raise Unusable unless the URL is a zaak that exists, here or at a trusted peer."""
    if reference.startswith("zrc:"):
        uuid = uuid_in(reference, "zaken")
        if uuid is None or not Zaak.objects.filter(uuid=uuid).exists():
            raise Unusable("bad-url", BAD_URL.format(url=absolute(reference)))
    else:
        fetch(reference, "zaak")
