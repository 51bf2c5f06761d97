# SPDX-License-Identifier: EUPL-1.2
from zaken.rules.zrc_008_heropenen import derive_reopened, may_reopen


def test_a_zaak_may_reopen_when_no_hoofdzaak_is_closed():
    assert list(may_reopen(hoofdzaak_is_closed=False)) == []


def test_a_deelzaak_of_a_closed_hoofdzaak_may_not_reopen():
    [violation] = may_reopen(hoofdzaak_is_closed=True)
    assert (violation.name, violation.code) == ("nonFieldErrors", "hoofdzaak-closed")


def test_a_reopened_zaak_has_no_end_and_no_archive_term():
    assert derive_reopened() == {
        "einddatum": None,
        "archiefactiedatum": None,
        "archiefnominatie": None,
        "startdatum_bewaartermijn": None,
    }
