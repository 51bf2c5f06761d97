# SPDX-License-Identifier: EUPL-1.2
"""A right that is taken away is gone, everywhere."""

from running.catalogue import publish
from running.rights import give, told
from running.waiting import wait_until


def test_a_revoked_right_is_refused_by_every_component(balie, niets, request):
    of = publish(balie)
    zaak = balie.post("zaken", "/zaken", of.zaak())["url"]
    made = balie.post(
        "autorisaties",
        "/applicaties",
        {"clientIds": ["tijdelijk"], "label": "Tijdelijk", "heeftAlleAutorisaties": True},
    )
    assert made["heeftAlleAutorisaties"] is True
    # The promise is for components that are told; just after a start they may still be subscribing.
    wait_until(lambda: len(told(balie)) == 4, 45)
    applicatie = give(balie, "niets", heeftAlleAutorisaties=True, autorisaties=[])

    def take_all():
        balie.call("DELETE", "autorisaties", applicatie)
        for component, path in (("notificaties", "/kanaal"), ("zaken", zaak), ("catalogi", of.zaaktype)):
            wait_until(lambda: niets.get(component, path).status_code == 403)  # noqa: B023  (it is called here)

    request.addfinalizer(take_all)
    # At once: who is about to be refused has its rights looked up once more.
    for component, path in (("zaken", zaak), ("catalogi", of.zaaktype), ("documenten", "/objectinformatieobjecten")):
        assert niets.get(component, path).status_code == 200
    little = [{"component": "nrc", "scopes": ["notificaties.consumeren"]}]
    give(balie, "niets", heeftAlleAutorisaties=False, autorisaties=little)
    wait_until(lambda: niets.get("zaken", zaak).status_code == 403)
    wait_until(lambda: niets.get("catalogi", of.zaaktype).status_code == 403)
    wait_until(lambda: niets.get("documenten", "/enkelvoudiginformatieobjecten").status_code == 403)
