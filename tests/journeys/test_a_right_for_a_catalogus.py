# SPDX-License-Identifier: EUPL-1.2
"""A right for all types of a catalogus follows its types, without anybody who gives it again."""

import time

from running.catalogue import publish
from running.clients import Client
from running.rights import told
from running.waiting import wait_until


def test_a_client_with_a_right_for_a_catalogus_sees_what_is_of_a_new_type(sandbox, balie):
    breed = Client(sandbox.address, "noord", "breed")
    wait_until(lambda: len(told(balie)) == 4, 45)
    elsewhere = balie.post("zaken", "/zaken", publish(balie).zaak())["url"]
    assert breed.get("zaken", elsewhere).status_code == 403
    of = publish(balie, domein="BREED")
    zaak = balie.post("zaken", "/zaken", of.zaak())["url"]
    wait_until(lambda: breed.get("zaken", zaak).status_code == 200)
    again = balie.get("catalogi", of.zaaktype).json() | {"identificatie": "NOG-EEN", "omschrijving": "Nog een"}
    new = balie.post("catalogi", "/zaaktypen", again)["url"]
    made = time.monotonic()

    def follows():
        applicatie = balie.get("autorisaties", "/applicaties/consumer?clientId=breed").json()
        return new in [each["zaaktype"] for each in applicatie["autorisaties"]]

    wait_until(follows)
    assert time.monotonic() - made < 2
    assert breed.get("zaken", elsewhere).status_code == 403
