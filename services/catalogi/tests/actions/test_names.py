# SPDX-License-Identifier: EUPL-1.2
from uuid import UUID

import pytest

from catalogi.actions.names import names_of, related_types
from catalogi.models import InformatieObjectType, ZaakType
from servicekit.rules import NON_FIELD
from servicekit.testing.statements import statements

pytestmark = pytest.mark.django_db

ELSEWHERE = "https://referentie.test/api/v1/zaaktypen/1"


@pytest.fixture
def here(make):
    """The UUID of the catalogus in which names are looked up."""
    return UUID(make.catalogus()["url"].rpartition("/")[2])


@pytest.fixture
def urls(make):
    """By label the URLs of a zaaktype here, of one in another catalogus, and of none."""
    own, other = make.zaaktype(), make.zaaktype(identificatie="ANDER", catalogus=make.catalogus(domein="ANDER")["url"])
    return {"own": own["url"], "other": other["url"], "none": f"{own['url'][:-4]}0000", "elsewhere": ELSEWHERE}


def said(violations):
    return [(each.name, each.code) for each in violations]


@pytest.mark.parametrize(
    ("given", "names", "faults"),
    [
        (["MELDING"], ["MELDING"], []),
        (["own", "MELDING", "own"], ["MELDING"], []),
        (["STRAKS", "MELDING"], ["STRAKS", "MELDING"], []),
        (["ANDER"], ["ANDER"], [("veld", "does_not_exist")]),
        (["other"], ["ANDER"], [(NON_FIELD, "relations-incorrect-catalogus")]),
        (["none", "own"], ["MELDING"], [("veld", "does_not_exist")]),
        (["elsewhere", "own"], ["MELDING"], [("veld", "no_match")]),
    ],
)
def test_types_are_kept_by_the_names_that_their_catalogus_knows(here, urls, given, names, faults):
    violations = []
    wished = [urls.get(each, each) for each in given]
    assert names_of(ZaakType, wished, "veld", here, violations, also=["STRAKS"], elsewhere=NON_FIELD) == names
    assert said(violations) == faults


@pytest.mark.parametrize(
    ("given", "url", "name", "faults"),
    [
        ("MELDING", "", "MELDING", []),
        ("own", "", "MELDING", []),
        ("STRAKS", "", "STRAKS", []),
        ("ANDER", "", "ANDER", [("gerelateerdeZaaktypen.1.zaaktype", "does_not_exist")]),
        ("other", "ztc:other", "ANDER", []),
        ("none", "ztc:none", "", [("gerelateerdeZaaktypen.1.zaaktype", "does_not_exist")]),
        ("elsewhere", ELSEWHERE, "", []),
    ],
)
def test_related_types_are_kept_by_name_here_and_by_url_elsewhere(here, urls, given, url, name, faults):
    violations = []
    first = {"zaaktype": "MELDING", "aard_relatie": "bijdrage"}
    second = {"zaaktype": urls.get(given, given), "aard_relatie": "vervolg", "toelichting": "x"}
    kept = related_types([first, second], here, violations, also={"STRAKS": ""})
    if url.startswith("ztc:"):
        url = f"ztc:zaaktypen/{urls[given].rpartition('/')[2]}"
    assert kept == [
        {"url": "", "zaaktypeIdentificatie": "MELDING", "aardRelatie": "bijdrage", "toelichting": ""},
        {"url": url, "zaaktypeIdentificatie": name, "aardRelatie": "vervolg", "toelichting": "x"},
    ]
    assert said(violations) == faults


def test_a_url_that_stood_there_before_keeps_the_name_that_it_had(here, urls):
    violations = []
    reference = f"ztc:zaaktypen/{urls['none'].rpartition('/')[2]}"
    [kept] = related_types(
        [{"zaaktype": urls["none"], "aard_relatie": "vervolg"}], here, violations, also={reference: "WEG"}
    )
    assert (kept["url"], kept["zaaktypeIdentificatie"], violations) == (reference, "WEG", [])


def test_nothing_is_asked_of_the_database_for_nothing(here):
    with statements() as sent:
        assert names_of(InformatieObjectType, [], "veld", here, []) == []
        assert related_types([], here, [], also={}) == []
    assert sent == []
