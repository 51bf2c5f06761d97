# SPDX-License-Identifier: EUPL-1.2
from autorisaties.rules.ac_001_client_ids import NOT_UNIQUE, client_ids_are_free


def test_a_free_client_id_is_fine():
    assert list(client_ids_are_free(given=["a"], in_use=set())) == []


def test_every_client_id_in_use_is_named():
    (violation,) = client_ids_are_free(given=["a", "b", "c"], in_use={"a", "c"})
    assert (violation.name, violation.code) == ("clientIds", "clientId-exists")
    assert "a, c" in violation.reason


def test_a_client_id_that_was_taken_meanwhile_has_the_same_code():
    assert (NOT_UNIQUE.name, NOT_UNIQUE.code) == ("clientIds", "clientId-exists")
