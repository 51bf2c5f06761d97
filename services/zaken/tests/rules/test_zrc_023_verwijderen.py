# SPDX-License-Identifier: EUPL-1.2
from zaken.rules.zrc_023_verwijderen import zaak_may_be_destroyed


def test_a_zaak_without_besluiten_may_be_deleted():
    assert list(zaak_may_be_destroyed(besluiten=0)) == []


def test_a_zaak_with_besluiten_may_not_be_deleted():
    [violation] = zaak_may_be_destroyed(besluiten=2)
    assert (violation.name, violation.code) == ("nonFieldErrors", "related-besluiten")
