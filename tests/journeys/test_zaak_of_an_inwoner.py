# SPDX-License-Identifier: EUPL-1.2
"""The main job: a resident reports a broken street light, and everybody sees what they may."""

from running.catalogue import publish
from running.rights import give
from running.subscribers import subscribe
from running.waiting import wait_until


def test_a_melding_from_case_type_to_archive_date(balie, subscriber):
    of = publish(balie)
    subscribe(balie, subscriber, "zaken", "documenten")

    zaak = balie.post("zaken", "/zaken", of.zaak(), X_Audit_Toelichting="Cliënt belde".encode())
    assert zaak["einddatumGepland"] == "2026-01-25"
    document = balie.post("documenten", "/enkelvoudiginformatieobjecten", of.document())
    relation = balie.post(
        "zaken", "/zaakinformatieobjecten", {"zaak": zaak["url"], "informatieobject": document["url"], "titel": "Foto"}
    )
    mirrors = balie.get("documenten", f"/objectinformatieobjecten?object={zaak['url']}").json()
    assert [each["informatieobject"] for each in mirrors] == [document["url"]]
    rol = balie.post("zaken", "/rollen", of.rol(zaak["url"]))
    first = balie.post(
        "zaken",
        "/statussen",
        {"zaak": zaak["url"], "statustype": of.statustypen[0], "datumStatusGezet": "2026-01-06T09:00:00+01:00"},
    )
    resultaat = balie.post("zaken", "/resultaten", {"zaak": zaak["url"], "resultaattype": of.resultaattype})
    last = balie.post(
        "zaken",
        "/statussen",
        {"zaak": zaak["url"], "statustype": of.statustypen[2], "datumStatusGezet": "2026-01-20T16:00:00+01:00"},
    )

    closed = balie.get("zaken", zaak["url"]).json()
    assert closed["einddatum"] == "2026-01-20"
    assert closed["archiefnominatie"] == "vernietigen"
    assert closed["archiefactiedatum"] == "2031-01-20"
    assert closed["status"] == last["url"]
    assert closed["resultaat"] == resultaat["url"]
    assert closed["rollen"] == [rol["url"]]
    assert closed["zaakinformatieobjecten"] == [relation["url"]]
    assert balie.get("zaken", first["url"]).json()["indicatieLaatstGezetteStatus"] is False

    assert subscriber.wait_for(zaak["url"], 6) == [
        ("zaak", "create"),
        ("zaakinformatieobject", "create"),
        ("rol", "create"),
        ("status", "create"),
        ("resultaat", "create"),
        ("status", "create"),
    ]
    assert subscriber.wait_for(document["url"], 1) == [("enkelvoudiginformatieobject", "create")]

    trail = balie.get("zaken", f"{zaak['url']}/audittrail").json()
    assert [(each["resource"], each["actie"]) for each in trail] == [
        ("zaak", "create"),
        ("zaakinformatieobject", "create"),
        ("rol", "create"),
        ("status", "create"),
        ("resultaat", "create"),
        ("status", "create"),
    ]
    assert trail[0]["toelichting"] == "Cliënt belde"
    assert trail[0]["gebruikersWeergave"] == "J. Jänsen"
    assert balie.get("documenten", document["inhoud"]).content == b"hallo wereld"


def test_a_second_application_sees_only_what_it_may(balie, beperkt):
    of, other = publish(balie), publish(balie)
    seen = balie.post("zaken", "/zaken", of.zaak())
    secret = balie.post("zaken", "/zaken", of.zaak(vertrouwelijkheidaanduiding="geheim"))
    elsewhere = balie.post("zaken", "/zaken", other.zaak())
    autorisatie = {
        "component": "zrc",
        "scopes": ["zaken.lezen"],
        "zaaktype": of.zaaktype,
        "maxVertrouwelijkheidaanduiding": "zaakvertrouwelijk",
    }
    give(balie, "beperkt", autorisaties=[autorisatie])
    wait_until(lambda: beperkt.get("zaken", seen["url"]).status_code == 200)
    assert [each["url"] for each in beperkt.get("zaken", "/zaken").json()["results"]] == [seen["url"]]
    assert beperkt.get("zaken", secret["url"]).status_code == 403
    assert beperkt.get("zaken", elsewhere["url"]).status_code == 403
    assert beperkt.call("POST", "zaken", "/zaken", of.zaak()).status_code == 403
    found = beperkt.call("POST", "zaken", "/zaken/_zoek", {"zaaktype__in": [of.zaaktype, other.zaaktype]})
    assert [each["url"] for each in found.json()["results"]] == [seen["url"]]


def test_a_zaaktype_is_not_removed_as_long_as_there_are_zaken_of_it(balie):
    of = publish(balie)
    zaak = balie.post("zaken", "/zaken", of.zaak())["url"]
    refused = balie.call("DELETE", "catalogi", of.zaaktype)
    assert (refused.status_code, "1 zaak" in refused.json()["detail"]) == (409, True)
    assert balie.call("DELETE", "zaken", zaak).status_code == 204
    assert balie.call("DELETE", "catalogi", of.zaaktype).status_code == 204
