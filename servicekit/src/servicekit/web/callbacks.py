# SPDX-License-Identifier: EUPL-1.2
"""Where the Notificaties API tells this component what changed elsewhere (the standard's consumer API)."""

import hmac
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from servicekit import references
from servicekit.jobs import Again, job, wake
from servicekit.mirror import store as mirror
from servicekit.peers import calls
from servicekit.problems import Problem
from servicekit.rights import store as rights
from servicekit.stack.municipalities import base_path, here
from servicekit.web import bodies


def authorization() -> str:
    """What the Notificaties API must send: derived from this component's own secret, so that it is kept nowhere."""
    place = here().municipality.places[settings.COMPONENT.code]
    return "Bearer " + hmac.new(place.client.secret.encode(), b"callbacks", sha256).hexdigest()


def callback_url() -> str:
    """Where this component is told, for its subscription."""
    return base_path(here().municipality.places[settings.COMPONENT.code].root) + "/callbacks/notificaties"


def receive(request: HttpRequest) -> HttpResponse:
    """Take one notification: have what it says has changed asked again. 204; 401 without the agreed Authorization."""
    request.operation = "notification_receive"  # type: ignore[attr-defined]
    if request.method != "POST":
        raise Problem(405)
    given = request.headers.get("Authorization", "")
    # Without a secret of its own anybody could work out what is agreed.
    known = here().municipality.places[settings.COMPONENT.code].client.secret
    if not known or not hmac.compare_digest(given.encode(), authorization().encode()):
        raise Problem(401, "Deze Authorization is hier niet bekend.")
    message = bodies.read(request)
    if message.get("kanaal") == "autorisaties":
        wake("refresh", here().municipality.schema)
    elif message.get("kanaal") in settings.COMPONENT.listens:
        try:
            mirror.mark(references.normal(str(message.get("hoofdObject", ""))))
        except references.NotAUrl as error:
            raise Problem(400, "hoofdObject is geen URL.") from error
    return HttpResponse(status=204)


receive.csrf_exempt = True  # type: ignore[attr-defined]


@job("refresh", every=settings.RIGHTS_POLL)
def refresh() -> None:
    """Ask for the rights again: at once when a notification says that they changed, else every RIGHTS_POLL seconds."""
    rights.refresh()


@job("look_again", every=60)
def look_again() -> None:
    """Ask whether mirrored resources changed: at once when a notification says so, else now and then."""
    if owners := mirror.look_again():
        raise Again(", ".join(sorted(owners)), "what was told to have changed could not be asked for yet")


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
    elif here().municipality.schema not in _told or _names(existing[0]) != set(component.listens):
        # Once by each worker, since nobody shows what `auth` was agreed: it changes with this component's secret.
        calls.send("PUT", existing[0]["url"], body=wanted)
    _told.add(here().municipality.schema)


_told: set[str] = set()  #: schemas whose abonnement this process has seen to


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
