# SPDX-License-Identifier: EUPL-1.2
"""Who sees what: a limited client on every path that is read, and another municipality on every resource."""

import pytest

from servicekit.stack.municipalities import serving
from servicekit.testing.tables import routes

pytestmark = pytest.mark.django_db

PAGED = ("/zaken", "/statussen", "/resultaten", "/rollen")


@pytest.fixture
def filled(make, documents):
    """A zaak with one of every child, at a level."""

    def fill(level):
        zaak = make("zaken", vertrouwelijkheidaanduiding=level)["url"]
        return {
            "/zaken": zaak,
            "/rollen": make("rollen", zaak=zaak)["url"],
            "/statussen": make("statussen", zaak=zaak)["url"],
            "/resultaten": make("resultaten", zaak=zaak)["url"],
            "/zaakinformatieobjecten": make("zaakinformatieobjecten", zaak=zaak, informatieobject=documents.add())[
                "url"
            ],
        }

    return fill


def listed(answer):
    assert answer.status_code == 200, answer.content
    found = answer.json()
    if isinstance(found, list):
        return [each["url"] for each in found]
    assert found["count"] == len(found["results"])
    return [each["url"] for each in found["results"]]


def test_a_limited_client_sees_only_what_its_type_and_level_give(api, filled, limited):
    seen, hidden = filled("openbaar"), filled("geheim")
    limited("zaken.lezen", "audittrails.lezen", level="intern")
    for path, url in seen.items():
        assert listed(api.get(path, client="beperkt")) == [url], path
        assert api.get(url, client="beperkt").status_code == 200
        assert api.head(url, client="beperkt").status_code == 200
    for path, url in hidden.items():
        answer = api.get(url, client="beperkt")
        assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied"), path
        assert api.head(url, client="beperkt").status_code == 403
        if path != "/zaken":
            assert listed(api.get(f"{path}?zaak={hidden['/zaken']}", client="beperkt")) == []
    trail = f"{hidden['/zaken']}/audittrail"
    entry = api.get(trail).json()[0]["uuid"]
    assert api.get(trail, client="beperkt").status_code == 403
    assert api.get(f"{trail}/{entry}", client="beperkt").status_code == 403
    assert api.get(f"{seen['/zaken']}/audittrail", client="beperkt").status_code == 200
    uuids = [each["/zaken"].rpartition("/")[2] for each in (seen, hidden)]
    assert listed(api.post("/zaken/_zoek", {"uuid__in": uuids}, client="beperkt")) == [seen["/zaken"]]


def test_a_client_with_no_right_to_read_is_refused_everywhere(api, filled, limited):
    urls = filled("openbaar")
    limited("zaken.bijwerken")
    for path, url in urls.items():
        assert {
            api.get(each, client=client).status_code for each in (path, url) for client in ("niets", "beperkt")
        } == {403}


def test_a_limited_client_can_not_read_the_trail_with_the_trails_scope_alone(api, filled, limited):
    zaak = filled("openbaar")["/zaken"]
    limited("audittrails.lezen")
    assert api.get(f"{zaak}/audittrail", client="beperkt").status_code == 403


def test_another_municipality_has_none_of_it(api, filled, zuid):
    from servicekit.testing.rights import give

    urls = filled("openbaar")
    with serving(zuid):
        give(alles="all")
    for path, url in urls.items():
        below = url.partition("/api/v1")[2]
        assert api.get(below, municipality="zuid").status_code == 404, path
        assert listed(api.get(path, municipality="zuid")) == []
        assert listed(api.get(path)) == [url]
    assert api.get(f"{urls['/zaken'].partition('/api/v1')[2]}/audittrail", municipality="zuid").status_code == 404
    body = {"uuid__in": [urls["/zaken"].rpartition("/")[2]]}
    assert listed(api.post("/zaken/_zoek", body, municipality="zuid")) == []


def test_a_zaak_of_another_municipality_is_no_parent(api, filled, zuid, catalogue, codes):
    from servicekit.testing.rights import give

    zaak = filled("openbaar")["/zaken"]
    with serving(zuid):
        give(alles="all")
    body = {"zaak": zaak, "statustype": catalogue.statustype(), "datumStatusGezet": "2026-11-20T10:00:00Z"}
    assert codes(api.post("/statussen", body, municipality="zuid")) == {("zaak", "no_match")}


def test_every_path_that_is_read_is_walked_above():
    read = {route.path.partition("/")[0] for route in routes().values() if route.method == "GET"}
    assert read == {path.strip("/") for path in (*PAGED, "/zaakinformatieobjecten")}
