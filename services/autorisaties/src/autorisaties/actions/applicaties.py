# SPDX-License-Identifier: EUPL-1.2
"""Create, change and destroy applicaties. This component is the source of all rights, its own too."""

from typing import Any
from uuid import UUID

import orjson

from autorisaties.models import Applicatie, ClientId
from autorisaties.rules import ac_001_client_ids, ac_002_autorisaties, ac_003_velden
from servicekit.database.constraints import enforced
from servicekit.database.transactions import hold, lock, writing
from servicekit.journal.recording import forget, record
from servicekit.problems import NotFound, check
from servicekit.references import outward
from servicekit.representations.etags import require_match
from servicekit.representations.rendering import represent
from servicekit.rights import store
from servicekit.rights.checks import authorize
from servicekit.rules import Violation

CHANGE = ("autorisaties.bijwerken",)
#: the attributes that say what an applicatie may do (ac-002)
RIGHTS = {"autorisaties", "heeft_alle_autorisaties"}


def create_applicatie(**given: Any) -> Applicatie:
    """Register an applicatie. Takes the attributes of its schema. Raises Invalid (ac-001, 002, 003), Forbidden."""
    authorize(CHANGE, Applicatie())
    with writing():
        check(_rules(given, applicatie=None))
        applicatie = Applicatie(**(given | {"heeft_alle_autorisaties": bool(given["heeft_alle_autorisaties"])}))
        _keep(applicatie)
        record("create", applicatie)
    store.refresh()
    return applicatie


def update_applicatie(uuid: UUID, *, partial: bool, **given: Any) -> Applicatie:
    """Change an applicatie; `autorisaties`, when given, replaces them all. Raises like create, NotFound, 412."""
    authorize(CHANGE, Applicatie())
    with writing():
        applicatie = _locked(uuid)
        require_match(applicatie)
        old = applicatie.body
        check(_rules(given, applicatie=applicatie))
        for name, value in given.items():
            setattr(applicatie, name, value)
        applicatie.heeft_alle_autorisaties = bool(applicatie.heeft_alle_autorisaties)
        if given.keys() & RIGHTS:
            # Names of the stack file would be looked up again, and give back what was taken here.
            applicatie.declared = None
        _keep(applicatie)
        record("partial_update" if partial else "update", applicatie, old=old)
    store.refresh()
    return applicatie


def destroy_applicatie(uuid: UUID) -> None:
    """Remove an applicatie and with it all its rights. Raises Forbidden, NotFound, 412."""
    authorize(CHANGE, Applicatie())
    with writing():
        applicatie = _locked(uuid)
        require_match(applicatie)
        record("destroy", applicatie, old=applicatie.body)
        forget(applicatie.reference)
        applicatie.delete()
    store.refresh()


def declare_applicatie(*, client_id: str, label: str, rights: dict[str, Any], seen: str | None = None) -> bool:
    """Make an applicatie what the stack file says; whether that changed anything. For `configure` and `name_types`.

    With `seen`, its representation when it was looked at, only if nobody changed it since. Not for clients of the API:
    nobody is asked for a scope, and types are references already.
    """
    with writing():
        known = ClientId.objects.select_related("applicatie").filter(client_id=client_id).first()
        applicatie = lock(Applicatie, [known.applicatie.uuid])[known.applicatie.uuid] if known else Applicatie()
        if known is None:
            applicatie.client_ids = [client_id]
        old = applicatie.body
        if seen is not None and old != seen:
            return False
        applicatie.label = label
        applicatie.heeft_alle_autorisaties = rights.get("heeftAlleAutorisaties", False)
        applicatie.alleen_is_gereed_voor_publicatie = rights.get("alleenIsGereedVoorPublicatie", False)
        declared = rights.get("declared")
        if declared is None or declared != applicatie.declared or seen is not None:
            # Else they are what the same names were found to stand for, which is no reason to take them away meanwhile.
            applicatie.autorisaties = rights.get("autorisaties", [])
        applicatie.declared = declared
        _keep(applicatie)
        if applicatie.body == old:
            return False
        record("update" if old else "create", applicatie, old=old or None)
    store.refresh()
    return True


def all_applicaties() -> list[dict[str, Any]]:
    """Every applicatie as the standard writes it: what other components fetch over HTTP, this one has."""
    return [orjson.loads(outward(each.body.encode())) for each in Applicatie.objects.order_by("id")]


def _locked(uuid: UUID) -> Applicatie:
    applicatie = lock(Applicatie, [uuid]).get(uuid)
    if applicatie is None:
        raise NotFound()
    return applicatie


def _rules(given: dict[str, Any], applicatie: Applicatie | None) -> list[Violation]:
    found: list[Violation] = []
    if "client_ids" in given:
        others = ClientId.objects.filter(client_id__in=given["client_ids"])
        if applicatie is not None:
            others = others.exclude(applicatie=applicatie)
        in_use = set(others.values_list("client_id", flat=True))
        found += ac_001_client_ids.client_ids_are_free(given=given["client_ids"], in_use=in_use)
    if not given.keys() & RIGHTS:
        return found  # nothing is said of its rights, which may be of types that are still to come
    autorisaties = given.get("autorisaties", applicatie.autorisaties if applicatie else [])
    everything = given.get("heeft_alle_autorisaties", applicatie.heeft_alle_autorisaties if applicatie else False)
    found += ac_002_autorisaties.rights_are_clear(
        heeft_alle_autorisaties=bool(everything), autorisaties=len(autorisaties)
    )
    found += ac_003_velden.autorisaties_are_complete(autorisaties=autorisaties)
    return found


def _keep(applicatie: Applicatie) -> None:
    """Store an applicatie with its client ids and representation."""
    applicatie.client_ids = client_ids = list(dict.fromkeys(applicatie.client_ids))
    hold(applicatie)
    represent(applicatie, save=False)
    applicatie.save()
    stored = ClientId.objects.filter(applicatie=applicatie)
    if client_ids != list(stored.order_by("id").values_list("client_id", flat=True)):
        stored.delete()  # all of them, since their ids are their order
        with enforced(ac_001_client_id=ac_001_client_ids.IN_USE):
            ClientId.objects.bulk_create([ClientId(applicatie=applicatie, client_id=each) for each in client_ids])
