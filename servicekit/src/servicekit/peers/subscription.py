# SPDX-License-Identifier: EUPL-1.2
"""The subscription of this component at the Notificaties API, by which it is told what changed elsewhere."""

import hmac
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from servicekit.jobs import Again, job
from servicekit.peers import calls
from servicekit.stack.municipalities import base_path, here


def authorization() -> str:
    """Return what the Notificaties API must send: derived from this component's secret, so that it is kept nowhere."""
    place = here().municipality.places[settings.COMPONENT.code]
    return "Bearer " + hmac.new(place.client.secret.encode(), b"callbacks", sha256).hexdigest()


def callback_url() -> str:
    """Where this component is told, for its subscription."""
    return base_path(here().municipality.places[settings.COMPONENT.code].root) + "/callbacks/notificaties"


@job("subscribe", every=60)
def subscribe() -> None:
    """See that the kanalen of this component and its own subscription exist at the Notificaties API."""
    component, root = settings.COMPONENT, here().municipality.places["nrc"].root
    if component.code == "nrc" or not here().municipality.places[component.code].ours:
        return
    for name, kenmerken in component.channels.items():
        if not calls.get(f"{root}/kanaal?naam={name}"):
            documentation = f"{here().municipality.places[component.code].root}/openapi.json"
            _post_kanaal(root, {"naam": name, "documentatieLink": documentation, "filters": list(kenmerken)})
    wanted: dict[str, Any] = {
        "callbackUrl": callback_url(),
        "auth": authorization(),
        "kanalen": [{"naam": name, "filters": {}} for name in component.listens],
    }
    known = {each["naam"] for each in calls.get(f"{root}/kanaal")}
    if missing := set(component.listens) - known:
        raise Again("notificaties", f"kanaal {', '.join(sorted(missing))}, which its owner has not made yet")
    # Of an earlier address nobody listens any more, or somebody else does.
    earlier = _callbacks_elsewhere()
    abonnementen = calls.get(f"{root}/abonnement")
    for each in abonnementen:
        if _place_of(each["callbackUrl"]) in earlier and each["callbackUrl"] != wanted["callbackUrl"]:
            _delete_abonnement(each["url"])
    existing = [each for each in abonnementen if each["callbackUrl"] == wanted["callbackUrl"]]
    if not existing:
        calls.send("POST", f"{root}/abonnement", body=wanted)
    elif here().municipality.schema not in _seen_to or _names(existing[0]) != set(component.listens):
        # Once by each worker, since nobody shows what `auth` was agreed: it changes with this component's secret.
        calls.send("PUT", existing[0]["url"], body=wanted)
    _seen_to.add(here().municipality.schema)


_seen_to: set[str] = set()  #: schemas whose abonnement this process has seen to


def _names(abonnement: dict[str, Any]) -> set[str]:
    return {each["naam"] for each in abonnement["kanalen"]}


def _place_of(url: str) -> tuple[str, str]:
    """Host and path of a URL: another port is another start of the same stack."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.path


def _callbacks_elsewhere() -> set[tuple[str, str]]:
    """Where this component is, or was, told of changes, at any of its addresses."""
    place = here().municipality.places[settings.COMPONENT.code]
    return {_place_of(f"{base_path(root)}/callbacks/notificaties") for root in (*place.roots, *place.former_roots)}


def _delete_abonnement(url: str) -> None:
    try:
        calls.send("DELETE", url)
    except calls.Refused as refused:
        if refused.status not in (403, 404):  # another's, that happens to lead here, or gone
            raise


def _post_kanaal(root: str, body: dict[str, Any]) -> None:
    try:
        calls.send("POST", f"{root}/kanaal", body=body)
    except calls.Refused as refused:
        codes = [each.get("code") for each in (refused.body or {}).get("invalidParams", [])]
        if "unique" not in codes:  # another worker was first
            raise
