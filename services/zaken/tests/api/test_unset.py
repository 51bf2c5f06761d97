# SPDX-License-Identifier: EUPL-1.2
"""What an answer shows of a field that was never set: the facts stand in contracts/unset.toml."""

import pytest

from servicekit.testing.unset import facts_of, unset

pytestmark = pytest.mark.django_db

FACTS = facts_of("zaken")


@pytest.mark.parametrize("resource", sorted(FACTS))
def test_what_was_never_set_is_shown_as_clients_know_it(api, make, documents, resource):
    zaak = make("zaken")
    given = {} if resource == "zaken" else {"zaak": zaak["url"]}
    if resource == "zaakinformatieobjecten":
        given["informatieobject"] = documents.add()
    made = api.get(make(resource, **given)["url"]).json()
    assert unset(made) == FACTS[resource]
