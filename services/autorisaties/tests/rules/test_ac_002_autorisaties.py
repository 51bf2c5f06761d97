# SPDX-License-Identifier: EUPL-1.2
import pytest

from autorisaties.rules.ac_002_autorisaties import rights_are_clear


@pytest.mark.parametrize(
    ("everything", "number", "code"),
    [
        (True, 0, None),
        (False, 1, None),
        (True, 1, "ambiguous-authorizations-specified"),
        (False, 0, "missing-authorizations"),
    ],
)
def test_either_everything_or_a_list(everything, number, code):
    found = [(v.name, v.code) for v in rights_are_clear(heeft_alle_autorisaties=everything, autorisaties=number)]
    assert found == ([("nonFieldErrors", code)] if code else [])
