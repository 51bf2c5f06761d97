# SPDX-License-Identifier: EUPL-1.2
"""Create, change and destroy catalogussen."""

from typing import Any
from uuid import UUID

from catalogi.actions.permissions import CHANGE, DESTROY, WRITE
from catalogi.models import Catalogus, InformatieObjectType, ZaakType
from catalogi.rules import ztc_017_catalogus_leeg
from servicekit.database.constraints import enforced
from servicekit.database.transactions import hold, lock, writing
from servicekit.journal.recording import forget, record
from servicekit.problems import NotFound, Problem
from servicekit.representations.etags import require_match
from servicekit.representations.rendering import represent
from servicekit.rights.checks import authorize
from servicekit.rules import NON_FIELD, Violation


def create_catalogus(**given: Any) -> Catalogus:
    """Open a catalogus. Takes the attributes of its schema. Raises Invalid `unique`, Forbidden."""
    authorize(WRITE, Catalogus())
    with writing():
        catalogus = Catalogus(**given)
        hold(catalogus)
        represent(catalogus, save=False)
        with enforced(ztc_uniek_catalogus=_not_unique(catalogus)):
            catalogus.save(force_insert=True)
        record("create", catalogus)
    return catalogus


def update_catalogus(uuid: UUID, *, partial: bool, **given: Any) -> Catalogus:
    """Change a catalogus. Raises Invalid `unique`, NotFound, Forbidden, Problem 412."""
    authorize(CHANGE, Catalogus())
    with writing():
        catalogus = _locked(uuid)
        require_match(catalogus)
        old = catalogus.body
        for name, value in given.items():
            setattr(catalogus, name, value)
        represent(catalogus, save=False)
        with enforced(ztc_uniek_catalogus=_not_unique(catalogus)):
            catalogus.save()
        record("partial_update" if partial else "update", catalogus, old=old)
    return catalogus


def destroy_catalogus(uuid: UUID) -> None:
    """Remove a catalogus that is empty. Raises Problem 409 (ztc-017) or 412, NotFound, Forbidden."""
    authorize(DESTROY, Catalogus())
    with writing():
        catalogus = _locked(uuid)
        require_match(catalogus)
        types = ZaakType.objects.filter(catalogus=uuid).count()
        types += InformatieObjectType.objects.filter(catalogus=uuid).count()
        for found in ztc_017_catalogus_leeg.catalogus_is_empty(types=types):
            raise Problem(409, found.reason, found.code)
        record("destroy", catalogus, old=catalogus.body)
        forget(catalogus.reference)
        catalogus.delete()


def _not_unique(catalogus: Catalogus) -> Violation:
    reason = f"Organisatie {catalogus.rsin} heeft al een catalogus voor domein {catalogus.domein}. Kies een ander."
    return Violation(NON_FIELD, "unique", reason)


def _locked(uuid: UUID) -> Catalogus:
    catalogus = lock(Catalogus, [uuid]).get(uuid)
    if catalogus is None:
        raise NotFound()
    return catalogus
