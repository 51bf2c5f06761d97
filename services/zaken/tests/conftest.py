# SPDX-License-Identifier: EUPL-1.2
"""What every test of zaken may use: a published zaaktype at a fake Catalogi API, and the body of a new zaak."""

from uuid import uuid4

import pytest


@pytest.fixture
def zaaktype(neighbours, noord):
    """The URL of a published zaaktype, with a statustype to start and one to end."""
    return neighbours.hold(
        f"ztc:zaaktypen/{uuid4()}",
        {
            "identificatie": "MELDING",
            "omschrijving": "Melding",
            "concept": False,
            "vertrouwelijkheidaanduiding": "intern",
            "productenOfDiensten": ["https://product.test/1"],
            "doorlooptijd": "P30D",
            "servicenorm": "P20D",
            "informatieobjecttypen": [],
            "informatieobjecttypeOmschrijving": ["Foto"],
            "deelzaaktypen": [],
            "deelzaaktypeIdentificaties": ["MELDING"],
        },
    )


@pytest.fixture
def body(zaaktype):
    """The least that a new zaak needs."""
    return {
        "zaaktype": zaaktype,
        "bronorganisatie": "851234562",
        "verantwoordelijkeOrganisatie": "851234562",
        "startdatum": "2026-11-22",
    }
