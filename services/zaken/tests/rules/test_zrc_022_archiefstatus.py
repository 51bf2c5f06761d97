# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest

from zaken.rules.zrc_022_archiefstatus import archiefstatus_is_possible

READY = {"archiefnominatie": "vernietigen", "archiefactiedatum": date(2031, 8, 6), "documents_archived": True}
ARCHIVED = ["gearchiveerd", "gearchiveerd_procestermijn_onbekend", "overgedragen"]


def test_a_zaak_that_is_yet_to_be_archived_needs_nothing():
    assert (
        list(
            archiefstatus_is_possible(
                archiefstatus="nog_te_archiveren",
                archiefnominatie=None,
                archiefactiedatum=None,
                documents_archived=False,
            )
        )
        == []
    )


@pytest.mark.parametrize("archiefstatus", ARCHIVED)
def test_a_zaak_that_is_ready_may_be_archived(archiefstatus):
    assert list(archiefstatus_is_possible(archiefstatus=archiefstatus, **READY)) == []


@pytest.mark.parametrize("archiefstatus", ARCHIVED)
@pytest.mark.parametrize(
    ("fact", "name", "code"),
    [
        ({"documents_archived": False}, "archiefstatus", "documents-not-archived"),
        ({"archiefnominatie": None}, "archiefnominatie", "archiefnominatie-not-set"),
        ({"archiefnominatie": ""}, "archiefnominatie", "archiefnominatie-not-set"),
        ({"archiefactiedatum": None}, "archiefactiedatum", "archiefactiedatum-not-set"),
    ],
)
def test_a_zaak_that_lacks_something_may_not_be_archived(archiefstatus, fact, name, code):
    [violation] = archiefstatus_is_possible(archiefstatus=archiefstatus, **(READY | fact))
    assert (violation.name, violation.code) == (name, code)


def test_all_that_a_zaak_lacks_is_told_at_once():
    violations = archiefstatus_is_possible(
        archiefstatus="gearchiveerd", archiefnominatie="", archiefactiedatum=None, documents_archived=False
    )
    assert [violation.name for violation in violations] == ["archiefstatus", "archiefnominatie", "archiefactiedatum"]
