# SPDX-License-Identifier: EUPL-1.2
"""A published zaaktype that is corrected counts everywhere soon after."""

from running.catalogue import publish
from running.waiting import wait_until


def test_a_correction_is_known_where_the_type_was_in_use(balie):
    # The promise is for components that are told; just after a start they may still be subscribing.
    wait_until(lambda: _zaken_is_told(balie), 45)
    of = publish(balie)
    before = balie.post("zaken", "/zaken", of.zaak())["vertrouwelijkheidaanduiding"]
    balie.patch("catalogi", of.zaaktype, {"vertrouwelijkheidaanduiding": "zeer_geheim"})
    assert before != "zeer_geheim"
    wait_until(lambda: balie.post("zaken", "/zaken", of.zaak())["vertrouwelijkheidaanduiding"] == "zeer_geheim", 30)


def _zaken_is_told(balie):
    callbacks = [each["callbackUrl"] for each in balie.get("notificaties", "/abonnement").json()]
    return any(url.endswith("/zaken/callbacks/notificaties") for url in callbacks)
