# SPDX-License-Identifier: EUPL-1.2
"""Who may say that something changed."""

import hmac
from dataclasses import replace

import orjson
import pytest
from django.conf import settings
from django.test import RequestFactory

from servicekit.jobs import Again
from servicekit.mirror import store as mirror
from servicekit.peers import subscription
from servicekit.problems import Problem
from servicekit.stack import municipalities
from servicekit.web import callbacks
from servicekit.worker import jobs

pytestmark = pytest.mark.django_db


def receive(authorization, **message):
    request = RequestFactory().post(
        "/callbacks/notificaties",
        data=orjson.dumps(message),
        content_type="application/json",
        HTTP_AUTHORIZATION=authorization,
    )
    return callbacks.receive(request)


def test_the_agreed_authorization_is_taken(noord):
    assert receive(subscription.authorization()).status_code == 204


def test_who_may_publish_can_have_things_asked_again_and_take_nothing_away(noord, neighbours, monkeypatch):
    woken = []
    monkeypatch.setattr(mirror, "wake", lambda name, schema: woken.append((name, schema)))
    url = f"{noord.places['ztc'].root}/dingen/1"
    neighbours.hold(url, {"naam": "een"})
    assert mirror.facts("ztc:dingen/1", lambda body: body["naam"], "ding") == "een"
    neighbours.down = True
    told = {"kanaal": settings.COMPONENT.listens[0], "hoofdObject": url, "resourceUrl": url, "actie": "destroy"}
    assert receive(subscription.authorization(), **told).status_code == 204
    mirror._parsed.clear()
    assert mirror.facts("ztc:dingen/1", lambda body: body["naam"], "ding") == "een"
    assert woken == [("look_again", noord.schema)]
    with pytest.raises(Again):
        jobs.look_again()
    neighbours.down = False
    jobs.look_again()


def test_what_tells_of_a_change_wakes_the_jobs_that_wait_for_one(noord, monkeypatch):
    woken = []
    monkeypatch.setattr(callbacks, "wake", lambda name, schema: woken.append((name, schema)))
    monkeypatch.setattr(settings, "COMPONENT", replace(settings.COMPONENT, listens=("dingen",), told=("een", "twee")))
    told = {"hoofdObject": "https://x.test/1", "actie": "create"}
    receive(subscription.authorization(), kanaal="anders", **told)
    assert woken == []
    receive(subscription.authorization(), kanaal="dingen", **told)
    assert woken == [("een", noord.schema), ("twee", noord.schema)]


@pytest.mark.parametrize("authorization", ["", "Bearer x", "Bearer \u00e9"])
def test_another_authorization_is_refused(noord, authorization):
    with pytest.raises(Problem) as refused:
        receive(authorization)
    assert refused.value.status == 401


def test_a_component_without_a_secret_believes_nobody(noord):
    place = noord.places[settings.COMPONENT.code]
    bare = replace(place, client=replace(place.client, secret=""))
    with municipalities.serving(replace(noord, places=noord.places | {place.code: bare})):
        known = "Bearer " + hmac.digest(b"", b"callbacks", "sha256").hex()
        with pytest.raises(Problem) as refused:
            receive(known)
    assert refused.value.status == 401


@pytest.fixture
def nrc(noord, neighbours, monkeypatch):
    """A Notificaties API with these abonnementen of ours; it refuses to delete those of others."""
    monkeypatch.setattr(subscription, "_seen_to", set())
    root = noord.places["nrc"].root
    abonnementen = {}

    def add(url, body):
        abonnementen[f"{root}/abonnement/{len(abonnementen)}"] = body
        return 201, body

    def change(url, body):
        abonnementen[url] = body
        return 200, body

    neighbours.handle(
        "GET", f"{root}/kanaal", lambda *_: (200, [{"naam": each} for each in settings.COMPONENT.listens])
    )
    neighbours.handle(
        "GET", f"{root}/abonnement", lambda *_: (200, [{"url": url, **body} for url, body in abonnementen.items()])
    )
    neighbours.handle("POST", f"{root}/kanaal", lambda *_: (201, {}))
    neighbours.handle("POST", f"{root}/abonnement", add)
    neighbours.handle("PUT", f"{root}/abonnement", change)
    neighbours.handle(
        "DELETE", f"{root}/abonnement", lambda url, _: (204, abonnementen.pop(url)) if "mine" in url else (403, None)
    )
    abonnementen.clear()
    return abonnementen


def changes(neighbours):
    return [method for method, *_ in neighbours.asked if method != "GET"]


def test_a_worker_agrees_once_how_it_is_told(nrc, neighbours, monkeypatch):
    subscription.subscribe()
    subscription.subscribe()
    assert [each["callbackUrl"] for each in nrc.values()] == [subscription.callback_url()]
    assert changes(neighbours).count("PUT") == 0
    monkeypatch.setattr(subscription, "_seen_to", set())  # another worker, perhaps with another secret
    subscription.subscribe()
    subscription.subscribe()
    assert changes(neighbours).count("PUT") == 1


@pytest.mark.parametrize(
    ("elsewhere", "url", "left"),
    [
        ("http://testserver:8123/noord/autorisaties/callbacks/notificaties", "mine", False),
        ("http://vroeger.test/noord/autorisaties/callbacks/notificaties", "mine", False),
        ("http://vroeger.test/noord/autorisaties/callbacks/notificaties", "theirs", True),
        ("http://vreemd.test/noord/autorisaties/callbacks/notificaties", "mine", True),
        ("http://testserver/zuid/autorisaties/callbacks/notificaties", "mine", True),
    ],
)
def test_what_it_was_told_at_an_earlier_address_ends(nrc, noord, elsewhere, url, left):
    nrc[f"{noord.places['nrc'].root}/abonnement/{url}"] = {"callbackUrl": elsewhere, "kanalen": []}
    subscription.subscribe()
    assert (elsewhere in [each["callbackUrl"] for each in nrc.values()]) == left


def test_the_door_of_a_root_that_does_not_end_in_a_version_is_below_it(noord, monkeypatch):
    route = municipalities.Route("testserver", "/ac", municipalities.Here(noord))
    monkeypatch.setattr(municipalities, "routes", lambda: {"testserver": [route]})
    assert municipalities.route_of("testserver", "/ac/callbacks/notificaties") == (route, "/callbacks/notificaties")
