# SPDX-License-Identifier: EUPL-1.2
import pytest

from catalogi.rules.ztc_uniek import CATALOGUS, EIGENSCHAP, INFORMATIEOBJECTTYPE, RESULTAATTYPE


@pytest.mark.parametrize(
    ("violation", "row", "named"),
    [
        (
            CATALOGUS,
            {"rsin": "517439943", "domein": "VOORB"},
            "517439943 heeft al een catalogus voor domein VOORB.",
        ),
        (RESULTAATTYPE, {"omschrijving": "Hersteld"}, 'een resultaattype met omschrijving "Hersteld".'),
        (EIGENSCHAP, {"naam": "Mastnummer"}, 'een eigenschap met naam "Mastnummer".'),
        (INFORMATIEOBJECTTYPE, {"volgnummer": 3}, "een informatieobjecttype met volgnummer 3."),
    ],
)
def test_what_is_there_already_is_named(violation, row, named):
    assert (violation.name, violation.code) == ("nonFieldErrors", "unique")
    assert named in violation.reason.format(**row)
