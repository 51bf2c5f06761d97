# SPDX-License-Identifier: EUPL-1.2
"""A right that is taken away is gone, everywhere."""

import time

from running.catalogue import publish


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
    _wait_until(lambda: len(balie.get("notificaties", "/abonnement").json()) >= 4, 45)
    applicatie = balie.get("autorisaties", "/applicaties/consumer?clientId=niets").json()
    balie.patch("autorisaties", applicatie["url"], {"heeftAlleAutorisaties": True, "autorisaties": []})
    request.addfinalizer(
        lambda: balie.patch(
            "autorisaties",
            applicatie["url"],
            {
                "heeftAlleAutorisaties": False,
                "autorisaties": [{"component": "ac", "scopes": ["nergens.voor"]}],
            },
        )
    )
    _wait_until(lambda: niets.get("zaken", zaak).status_code == 200)
    balie.patch(
        "autorisaties",
        applicatie["url"],
        {"heeftAlleAutorisaties": False, "autorisaties": [{"component": "nrc", "scopes": ["notificaties.consumeren"]}]},
    )
    _wait_until(lambda: niets.get("zaken", zaak).status_code == 403)
    _wait_until(lambda: niets.get("catalogi", of.zaaktype).status_code == 403)
    _wait_until(lambda: niets.get("documenten", "/enkelvoudiginformatieobjecten").status_code == 403)


def _wait_until(holds, seconds=15):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it takes too long"
        time.sleep(0.05)
