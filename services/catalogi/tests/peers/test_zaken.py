# SPDX-License-Identifier: EUPL-1.2
import pytest

from catalogi.peers.zaken import zaken_of
from servicekit.problems import Problem

pytestmark = pytest.mark.django_db
ZAAKTYPE = "ztc:zaaktypen/8b5cd2f0-3ff7-4b0c-ae13-e7ad02f6f1a5"


def test_the_list_of_zaken_counts_those_of_the_zaaktype(noord, neighbours):
    neighbours.handle("GET", "zrc:zaken", lambda url, _: (200, {"count": 3, "next": None, "results": []}))
    assert zaken_of(ZAAKTYPE) == 3
    [(method, url, _)] = neighbours.asked
    wanted = "http%3A%2F%2Ftestserver%2Fnoord%2Fcatalogi%2Fapi%2Fv1%2Fzaaktypen%2F8b5cd2f0-3ff7-4b0c-ae13-e7ad02f6f1a5"
    assert (method, url) == ("GET", f"http://testserver/noord/zaken/api/v1/zaken?zaaktype={wanted}")


@pytest.mark.parametrize(
    ("status", "body"),
    [(403, {}), (404, None), (500, {}), (200, None), (200, []), (200, {}), (200, {"count": None}), (200, "3")],
)
def test_what_the_zaken_api_does_not_say_is_not_guessed(noord, neighbours, status, body):
    neighbours.handle("GET", "zrc:zaken", lambda url, _: (status, body))
    with pytest.raises(Problem) as refused:
        zaken_of(ZAAKTYPE)
    assert refused.value.status == 503
