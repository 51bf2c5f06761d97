# SPDX-License-Identifier: EUPL-1.2
"""Many requests at the same moment."""

from concurrent.futures import ThreadPoolExecutor

from running.catalogue import publish
from running.clients import Client


def _client(sandbox):
    return Client(sandbox.address, "noord", "balie")


def test_forty_documents_linked_at_once_are_all_linked(sandbox, balie):
    of = publish(balie)
    zaak = balie.post("zaken", "/zaken", of.zaak())["url"]
    documents = [balie.post("documenten", "/enkelvoudiginformatieobjecten", of.document())["url"] for _ in range(40)]

    def link(document):
        body = {"zaak": zaak, "informatieobject": document}
        return _client(sandbox).call("POST", "zaken", "/zaakinformatieobjecten", body).status_code

    with ThreadPoolExecutor(40) as pool:
        assert set(pool.map(link, documents)) == {201}
    assert len(balie.get("zaken", zaak).json()["zaakinformatieobjecten"]) == 40
    assert len(balie.get("documenten", f"/objectinformatieobjecten?object={zaak}").json()) == 40


def test_the_same_identificatie_at_once_is_given_once(sandbox, balie):
    of = publish(balie)

    def create(_):
        answer = _client(sandbox).call("POST", "zaken", "/zaken", of.zaak(identificatie="TEGELIJK-1"))
        codes = [each["code"] for each in answer.json().get("invalidParams", [])]
        return answer.status_code, *codes

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(create, range(8)))
    assert answers == [(201,)] + [(400, "identificatie-niet-uniek")] * 7


def test_the_same_idempotency_key_at_once_makes_one_zaak(sandbox, balie):
    of = publish(balie)

    def create(_):
        return _client(sandbox).call("POST", "zaken", "/zaken", of.zaak(), Idempotency_Key="een-sleutel").status_code

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(create, range(8)))
    assert 201 in answers
    assert answers <= {201, 409}
    assert balie.get("zaken", f"/zaken?zaaktype={of.zaaktype}").json()["count"] == 1
