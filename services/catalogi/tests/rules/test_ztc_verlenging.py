# SPDX-License-Identifier: EUPL-1.2
import pytest

from catalogi.rules.ztc_verlenging import verlengingstermijn_is_known


@pytest.mark.parametrize(("possible", "term"), [(False, None), (False, "P5D"), (True, "P5D")])
def test_a_term_is_there_when_it_is_needed(possible, term):
    assert not list(verlengingstermijn_is_known(verlenging_mogelijk=possible, verlengingstermijn=term))


@pytest.mark.parametrize("term", [None, ""])
def test_an_extension_without_a_term_is_refused(term):
    (found,) = verlengingstermijn_is_known(verlenging_mogelijk=True, verlengingstermijn=term)
    assert (found.name, found.code) == ("nonFieldErrors", "verlenging-mismatch")
