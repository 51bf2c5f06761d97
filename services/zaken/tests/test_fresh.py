# SPDX-License-Identifier: EUPL-1.2
"""After whatever changes, each stored representation is what would be rendered now."""

import random

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(3))
def test_random_changes_leave_every_representation_fresh(api, make, documents, catalogue, assert_fresh, seed):
    chance = random.Random(seed)
    eind, begin = catalogue.statustype(eind=True), catalogue.statustype()
    zaken = [make("zaken")["url"] for _ in range(3)]
    moments = iter(f"2026-11-20T10:{number:02}:00Z" for number in range(60))

    def one(path):
        """Some row of a resource, or a zaak when there is none."""
        found = api.get(path).json()
        found = found if isinstance(found, list) else found["results"]
        return chance.choice([each["url"] for each in found] or zaken)

    def status(zaak):
        body = {"zaak": zaak, "statustype": chance.choice([begin, begin, eind]), "datumStatusGezet": next(moments)}
        rol = api.get(f"/rollen?zaak={zaak}").json()["results"][:1]
        return api.post("/statussen", body | ({"gezetdoor": rol[0]["url"]} if rol else {}))

    def relation(zaak):
        shown = api.get(zaak).json()
        body = {"zaak": zaak, "informatieobject": documents.add(), "status": chance.choice([shown["status"], None])}
        return api.post("/zaakinformatieobjecten", body)

    changes = [
        status,
        status,
        relation,
        lambda zaak: make("rollen", zaak=zaak),
        lambda zaak: api.post("/resultaten", {"zaak": zaak, "resultaattype": catalogue.resultaattype("hoofdzaak")}),
        lambda zaak: api.patch(zaak, {"hoofdzaak": chance.choice([None, *zaken])}),
        lambda zaak: api.patch(zaak, {"kenmerken": [{"kenmerk": "k", "bron": str(chance.random())}]}),
        lambda zaak: api.patch(one("/zaakinformatieobjecten"), {"status": None}),
        lambda _: api.delete(one("/rollen")) if api.get("/rollen").json()["count"] else None,
        lambda _: api.delete(one("/zaakinformatieobjecten")) if api.get("/zaakinformatieobjecten").json() else None,
        lambda _: api.delete(one("/resultaten")) if api.get("/resultaten").json()["count"] else None,
    ]
    for _ in range(40):
        chance.choice(changes)(chance.choice(zaken))
        assert assert_fresh() >= len(zaken)
