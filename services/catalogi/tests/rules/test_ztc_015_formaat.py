# SPDX-License-Identifier: EUPL-1.2
import pytest

from catalogi.rules.ztc_015_formaat import LENGTHS, lengte_fits_formaat

RIGHT = {
    "tekst": ["0", "9", "99", "199", "200", "249", "255", "007"],
    "getal": ["1", "12", "5,2", "10.25"],
    "datum": ["8"],
    "datum_tijd": ["14"],
}
WRONG = {
    "tekst": ["256", "260", "300", "1000", "-1", "1,0", "lang", "1 ", "\u0663"],
    "getal": ["", ",2", "5,", "5,2,1", "-5", "vijf", "5;2", "\u0663"],
    "datum": ["14", "08", "10"],
    "datum_tijd": ["8", "20", "140"],
}


def found(formaat, lengte):
    return [(each.name, each.code) for each in lengte_fits_formaat(formaat=formaat, lengte=lengte)]


@pytest.mark.parametrize("formaat", LENGTHS)
def test_a_length_is_one_that_the_format_can_have(formaat):
    for lengte in RIGHT[formaat]:
        assert found(formaat, lengte) == [], lengte
    for lengte in WRONG[formaat]:
        assert found(formaat, lengte) == [("specificatie.lengte", "invalid")], lengte


def test_a_fault_says_what_the_length_must_be():
    (said,) = lengte_fits_formaat(formaat="datum", lengte="14")
    assert said.reason == "Bij formaat datum is de lengte 8, want een waarde is JJJJMMDD."
