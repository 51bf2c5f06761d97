# SPDX-License-Identifier: EUPL-1.2
"""PostgreSQL itself lets no two published versions of a type be valid on one day, whoever writes them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from catalogi.models import BesluitType, Catalogus, InformatieObjectType, ZaakType

pytestmark = pytest.mark.django_db


@pytest.fixture(
    params=[("zaaktype", ZaakType), ("besluittype", BesluitType), ("informatieobjecttype", InformatieObjectType)]
)
def version(request, make):
    """Make a version of after 2025, beside one of 2025, what is given; in the table alone."""
    kind, model = request.param
    name = {"zaaktype": "identificatie"}.get(kind, "omschrijving")
    getattr(make, kind)(published=True, beginGeldigheid="2025-01-01", eindeGeldigheid="2025-12-31")
    second = getattr(make, kind)(beginGeldigheid="2026-01-01", eindeGeldigheid=None)

    def change(*, named="", **values):
        values |= {name: named} if named else {}
        with transaction.atomic():
            model.objects.filter(uuid=second["url"].rpartition("/")[2]).update(**values)
            transaction.set_rollback(True)  # what is rendered of it would be of before

    return change


@pytest.mark.parametrize(
    "values",
    [
        {"begin_geldigheid": date(2025, 12, 31)},
        {"begin_geldigheid": date(2024, 1, 1)},
        {"begin_geldigheid": date(2024, 1, 1), "einde_geldigheid": date(2025, 1, 1)},
        {"begin_geldigheid": date(2025, 5, 1), "einde_geldigheid": date(2025, 5, 1)},
    ],
)
def test_published_versions_that_share_a_day_are_refused(version, values):
    with pytest.raises(IntegrityError, match="ztc_016"):
        version(concept=False, **values)


@pytest.mark.parametrize(
    "values",
    [
        {"concept": False},
        {"concept": False, "begin_geldigheid": date(2024, 1, 1), "einde_geldigheid": date(2024, 12, 31)},
        {"concept": True, "begin_geldigheid": date(2025, 1, 1)},
        {"concept": False, "begin_geldigheid": date(2025, 1, 1), "named": "ANDERS"},
    ],
)
def test_others_are_not(version, values):
    version(**values)


def test_versions_of_the_same_name_in_another_catalogus_are_others(version, make):
    other = make.catalogus(domein="ANDER")["url"].rpartition("/")[2]
    version(concept=False, begin_geldigheid=date(2025, 1, 1), catalogus=Catalogus.objects.get(uuid=other))
