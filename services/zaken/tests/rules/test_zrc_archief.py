# SPDX-License-Identifier: EUPL-1.2
import pytest

from zaken.rules.zrc_archief import zaak_is_not_archived


def test_what_belongs_to_a_zaak_may_change_until_it_is_archived():
    assert list(zaak_is_not_archived(archiefstatus="nog_te_archiveren")) == []


@pytest.mark.parametrize("archiefstatus", ["gearchiveerd", "gearchiveerd_procestermijn_onbekend", "overgedragen"])
def test_what_belongs_to_an_archived_zaak_may_not_change(archiefstatus):
    [violation] = zaak_is_not_archived(archiefstatus=archiefstatus)
    assert (violation.name, violation.code) == ("nonFieldErrors", "zaak-archiefstatus-invalid")
