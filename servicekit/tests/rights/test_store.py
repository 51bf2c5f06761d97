# SPDX-License-Identifier: EUPL-1.2
"""Who is refused, what it is told, and that nobody is refused what it was given a moment ago."""

from dataclasses import replace
from types import SimpleNamespace
from uuid import uuid4

import pytest

from servicekit.database.transactions import writing
from servicekit.problems import Forbidden
from servicekit.rights import store
from servicekit.rights.checks import require_scope
from servicekit.rights.predicate import Grant, Rights

pytestmark = pytest.mark.django_db
BODY = {"clientIds": ["een"], "label": "Een", "heeftAlleAutorisaties": True}


@pytest.fixture
def ac(api, noord, neighbours, settings, monkeypatch):
    """An Autorisaties API elsewhere, by whose `applicaties` the client `niets` has no rights; `clock` is seconds."""
    settings.COMPONENT = replace(settings.COMPONENT, rights_source="servicekit.rights.sources.from_peer")
    served = SimpleNamespace(clock=1000.0, applicaties=[row.body for row in store.Application.objects.all()])
    neighbours.handle("GET", f"{noord.places['ac'].root}/applicaties", lambda *_: (200, served.applicaties))
    monkeypatch.setattr(store, "LOOKS", 5)
    monkeypatch.setattr(store, "time", SimpleNamespace(monotonic=lambda: served.clock))
    served.asked = lambda: len(neighbours.asked)

    def give_all():
        kept = [each for each in served.applicaties if "niets" not in each["clientIds"]]
        served.applicaties = [*kept, {**BODY, "clientIds": ["niets"], "url": f"https://ac.test/{uuid4()}"}]

    served.give_all = give_all
    return served


@pytest.mark.parametrize(
    ("method", "path", "before", "after"),
    [
        ("GET", "/applicaties", 403, 200),
        ("GET", "{url}", 403, 200),
        ("GET", "/applicaties/0b0e4d1c-2f5a-4c59-9a0e-4f5c6f1f7a10", 403, 404),
        ("POST", "/applicaties", 403, 201),
        ("PATCH", "{url}", 403, 200),
        ("DELETE", "{url}", 403, 204),
    ],
)
def test_a_client_that_was_given_rights_a_moment_ago_is_not_refused(api, ac, method, path, before, after):
    path = path.format(url=api.post("/applicaties", BODY)["Location"])
    body = {"GET": None, "DELETE": None, "PATCH": {"label": "Twee"}}.get(method, BODY | {"clientIds": ["twee"]})
    assert api.request(method, path, body, client="niets").status_code == before
    ac.give_all()
    assert api.request(method, path, body, client="niets").status_code == after


def test_who_has_no_rights_can_not_have_them_looked_up_without_end(api, ac):
    def refused(times):
        before = ac.asked()
        for _ in range(times):
            assert api.get("/applicaties", client="niets").status_code == 403
        return ac.asked() - before

    assert refused(20) == 5
    ac.clock += 1
    assert refused(20) == 1
    ac.clock += 3600
    assert refused(20) == 5


def test_an_autorisaties_api_that_is_down_is_left_alone_for_a_while(api, ac, neighbours):
    neighbours.down = True
    for _ in range(5):
        assert api.get("/applicaties", client="niets").json()["code"] == "permission_denied"
    ac.clock += store.LOOK_PAUSE
    assert api.get("/applicaties", client="niets").status_code == 403
    assert ac.asked() == 1
    ac.clock += 1
    neighbours.down = False
    ac.give_all()
    assert api.get("/applicaties", client="niets").status_code == 200


def test_who_comes_while_another_looks_has_what_that_one_finds(ac, as_caller, monkeypatch):
    class Looking:
        """The lock, held by another, who finds new rights before it lets go."""

        def acquire(self, *, blocking=True, timeout=-1):
            if blocking:
                assert 0 < timeout < 1
                ac.give_all()
                store.refresh()
            return blocking

        def release(self):
            pass

    as_caller("niets")
    monkeypatch.setattr(store, "_looking", Looking())
    require_scope(("schrijven",))


def test_who_learned_its_rights_before_another_looked_is_not_refused(ac, as_caller):
    who = as_caller("niets")
    ac.give_all()
    store.refresh()
    store.load("niets")  # for another request, which began later
    assert not who.rights.has(("schrijven",))
    require_scope(("schrijven",))


def test_nobody_is_asked_in_a_transaction_or_while_another_asks(ac, as_caller):
    as_caller("niets")
    with writing(), pytest.raises(Forbidden):
        require_scope(("schrijven",))
    with store._looking, pytest.raises(Forbidden):
        require_scope(("schrijven",))
    assert ac.asked() == 0


@pytest.mark.parametrize(
    ("scopes", "application", "says", "not_says"),
    [
        (("lezen",), "x", "de scope lezen nodig", "geen applicatie"),
        (("lezen", "schrijven"), "x", "een van de scopes lezen, schrijven nodig", "geen applicatie"),
        (("lezen",), "", "geen applicatie in de Autorisaties API", "een van"),
    ],
)
def test_who_lacks_a_scope_is_told_which(as_caller, scopes, application, says, not_says):
    as_caller("niets").rights = Rights(application=application, grants=(Grant(frozenset({"anders"}), "", 0),))
    with pytest.raises(Forbidden) as refused:
        require_scope(scopes)
    assert says in refused.value.detail
    assert not_says not in refused.value.detail
    assert (refused.value.status, refused.value.code) == (403, "")


def test_the_log_says_why_who_was_refused(api, monkeypatch):
    lines = []
    monkeypatch.setattr("servicekit.web.access_log.log", SimpleNamespace(info=lambda _, **line: lines.append(line)))
    api.get("/applicaties", client="niets")
    api.get("/applicaties", client=None)
    api.get("/applicaties", client=None, authorization="Bearer x.y.z")
    assert [line["code"] for line in lines] == ["permission_denied", "permission_denied", "jwt-decode-error"]
    scope, token, unread = (line["reason"] for line in lines)
    assert "autorisaties.lezen" in scope
    assert "geen token" in token
    assert "niet worden gelezen" in unread
