# SPDX-License-Identifier: EUPL-1.2
"""What is explained of a request is what the component answers to it, whichever component that is."""

import pytest

from running.catalogue import publish
from running.clients import Client
from running.rights import give
from running.waiting import wait_until


@pytest.fixture(scope="module")
def objects(sandbox):
    """An object of each component, and of a zaak what belongs to it."""
    balie = Client(sandbox.address, "noord", "balie")
    of, other = publish(balie), publish(balie)
    zaak = balie.post("zaken", "/zaken", of.zaak())["url"]
    rol = balie.post("zaken", "/rollen", of.rol(zaak))["url"]
    return {
        "zaak": ("zaken", "zaak_retrieve", zaak),
        "secret": (
            "zaken",
            "zaak_retrieve",
            balie.post("zaken", "/zaken", of.zaak(vertrouwelijkheidaanduiding="geheim"))["url"],
        ),
        "other": ("zaken", "zaak_retrieve", balie.post("zaken", "/zaken", other.zaak())["url"]),
        "rol": ("zaken", "rol_retrieve", rol),
        "trail": ("zaken", "audittrail_list", f"{zaak}/audittrail"),
        "document": (
            "documenten",
            "enkelvoudiginformatieobject_retrieve",
            balie.post("documenten", "/enkelvoudiginformatieobjecten", of.document())["url"],
        ),
        "type": ("catalogi", "zaaktype_retrieve", of.zaaktype),
        "kanaal": ("notificaties", "kanaal_read", balie.get("notificaties", "/kanaal").json()[0]["url"]),
        "applicatie": (
            "autorisaties",
            "applicatie_read",
            balie.get("autorisaties", "/applicaties/consumer?clientId=balie").json()["url"],
        ),
        "absent": ("zaken", "zaak_retrieve", f"{zaak[:-12]}000000000000"),
        "types": (of.zaaktype, of.informatieobjecttype),
    }


CODES = {"zaken": "zrc", "documenten": "drc", "catalogi": "ztc", "notificaties": "nrc", "autorisaties": "ac"}
#: what an applicatie may -> what is missing of each object; an empty text is that it may be read
ALL = dict.fromkeys(("zaak", "secret", "other", "rol", "trail", "document", "type", "kanaal", "applicatie"), "")
CASES = {
    "everything": ({"heeftAlleAutorisaties": True}, ALL | {"absent": "resource"}),
    "ready": (
        {"heeftAlleAutorisaties": True, "alleenIsGereedVoorPublicatie": True},
        ALL | {"document": "isGereedVoorPublicatie"},
    ),
    "zaken": (
        {"rights": [("zrc", "zaken.lezen", "openbaar")]},
        {
            "zaak": "",
            "secret": "vertrouwelijkheidaanduiding",
            "other": "type",
            "rol": "",
            "trail": "scope",
            "document": "scope",
            "type": "",
            "kanaal": "scope",
            "applicatie": "scope",
            "absent": "resource",
        },
    ),
    "documents": (
        {"rights": [("drc", "documenten.lezen", "geheim"), ("zrc", "audittrails.lezen", "geheim")]},
        {"zaak": "scope", "trail": "scope", "document": "", "type": "", "absent": "scope"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_explained_is_what_is_answered(objects, balie, beperkt, request, case):
    given, missing = CASES[case]
    zaaktype, informatieobjecttype = objects["types"]
    field = {"zrc": {"zaaktype": zaaktype}, "drc": {"informatieobjecttype": informatieobjecttype}}
    rights = [
        {"component": component, "scopes": [scope], "maxVertrouwelijkheidaanduiding": level, **field[component]}
        for component, scope, level in given.get("rights", ())
    ]
    whole = {"heeftAlleAutorisaties": False, "alleenIsGereedVoorPublicatie": False, "autorisaties": rights} | given
    whole.pop("rights", None)
    applicatie = give(balie, "beperkt", **whole)
    request.addfinalizer(lambda: balie.call("DELETE", "autorisaties", applicatie))
    for name, lacking in missing.items():
        component, operation, url = objects[name]
        question = {
            "clientId": "beperkt",
            "component": CODES[component],
            "operatie": operation,
            "resource": url,
        }
        told = balie.post("autorisaties", "/uitleg", question, status=200)
        assert (told["ontbreekt"], told["toegestaan"]) == (lacking, not lacking), (name, told)
        status = {"": 200, "resource": 404, "isGereedVoorPublicatie": 404}.get(lacking, 403)
        wait_until(lambda: beperkt.get(component, url).status_code == status)  # noqa: B023  (it is called here)
