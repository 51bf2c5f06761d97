# SPDX-License-Identifier: EUPL-1.2
"""What is published is held to the schemas of its events after every test (`noord`); here, that they would notice."""

import pytest

from servicekit.testing import events

pytestmark = pytest.mark.django_db
URL = "http://testserver/noord/zaken/api/v1/zaken/6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11"


def test_all_that_a_zaak_goes_through_is_described(api, make, noord, assert_told, documents):
    zaak = make("zaken")["url"]
    make("statussen", zaak=zaak)
    make("zaakinformatieobjecten", zaak=zaak, informatieobject=documents.add())
    rol, resultaat = make("rollen", zaak=zaak)["url"], make("resultaten", zaak=zaak)["url"]
    assert api.patch(zaak, {"omschrijving": "Anders"}).status_code == 200
    assert api.delete(rol).status_code == api.delete(resultaat).status_code == 204
    assert api.delete(zaak).status_code == 204
    assert assert_told(noord) == 9


@pytest.mark.parametrize(
    "changed",
    [
        {"specversion": "0.3"},
        {"id": "een"},
        {"source": "urn:nld:oin:00000003851234562000:systeem:documenten"},
        {"source": "urn:nld:oin:00000001851234562000:systeem:zaken"},
        {"type": "nl.overheid.zaken.status-bijgewerkt"},
        {"type": "nl.overheid.zaken.zaak-geregistreerd"},
        {"time": "2026-11-22"},
        {"time": "2026-11-22T10:00:00+01:00"},
        {"subject": None},
        {"subject": "ZAAK-2026-1"},
        {"dataref": URL},
        {"datacontenttype": "text/plain"},
        {"data": None},
        {"traceparent": "00"},
    ],
)
def test_an_event_that_is_otherwise_is_noticed(make, noord, assert_told, monkeypatch, changed):
    noticed(make, noord, assert_told, monkeypatch, lambda event: event | changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"kanaal": "documenten"},
        {"hoofdObject": "/zaken/6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11"},
        {"hoofdObject": URL.replace("zaken/6", "statussen/6")},
        {"hoofdObject": "zrc:zaken/6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11"},
        {"resource": "statussen"},
        {"resourceUrl": URL},
        {"resourceUrl": None},
        {"actie": "update"},
        {"actie": "geregistreerd"},
        {"aanmaakdatum": "gisteren"},
        {"aanmaakdatum": 1764000000},
        {"kenmerken": {}},
        {"kenmerken": None},
        {"gemeente": "noord"},
    ],
)
def test_a_notification_that_is_otherwise_is_noticed(make, noord, assert_told, monkeypatch, changed):
    noticed(make, noord, assert_told, monkeypatch, lambda event: event | {"data": event["data"] | changed})


@pytest.mark.parametrize(
    "changed",
    [
        {"bronorganisatie": ""},
        {"bronorganisatie": 851234562},
        {"zaaktype": "ztc:zaaktypen/6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11"},
        {"zaaktype": None},
        {"vertrouwelijkheidaanduiding": ""},
        {"vertrouwelijkheidaanduiding": "Openbaar"},
        {"identificatie": "ZAAK-2026-1"},
    ],
)
def test_a_kenmerk_that_is_otherwise_is_noticed(make, noord, assert_told, monkeypatch, changed):
    def change(event):
        data = event["data"]
        return event | {"data": data | {"kenmerken": data["kenmerken"] | changed}}

    noticed(make, noord, assert_told, monkeypatch, change)


@pytest.mark.parametrize("where", ["", "data", "kenmerken"])
def test_nothing_of_an_event_may_be_missing(make, noord, assert_told, monkeypatch, where):
    make("statussen", zaak=make("zaken")["url"])

    def parts(event):
        return {"": event, "data": event["data"], "kenmerken": event["data"]["kenmerken"]}[where]

    plain = events.cloudevent
    names = [*parts(plain(events.Line.objects.get(resource="status")))]
    assert len(names) == {"": 9, "data": 7, "kenmerken": 3}[where]
    for name in names:

        def without(line, name=name):
            event = plain(line)
            if line.resource == "status":
                del parts(event)[name]
            return event

        with monkeypatch.context() as patch:
            patch.setattr(events, "cloudevent", without)
            with pytest.raises(AssertionError):
                assert_told(noord)


def noticed(make, noord, assert_told, monkeypatch, change):
    """Have a status told otherwise, and see the guard of every test fail."""
    make("statussen", zaak=make("zaken")["url"])
    plain = events.cloudevent
    assert assert_told(noord) == 2

    def told(line):
        return change(plain(line)) if line.resource == "status" else plain(line)

    with monkeypatch.context() as patch:
        patch.setattr(events, "cloudevent", told)
        with pytest.raises(AssertionError):
            assert_told(noord)
