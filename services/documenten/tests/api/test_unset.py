# SPDX-License-Identifier: EUPL-1.2
"""An answer shows of a field that was never set what contracts/unset.toml says."""

import pytest

from servicekit.testing.unset import facts_of, unset

pytestmark = pytest.mark.django_db

FACTS = facts_of("documenten")


@pytest.mark.parametrize("resource", sorted(FACTS))
def test_what_was_never_set_is_shown_as_clients_know_it(api, body, zaak, zrc, resource):
    made = api.post("/enkelvoudiginformatieobjecten", body)
    if resource == "objectinformatieobjecten":
        zrc.add((zaak, made["Location"]))
        least = {"object": zaak, "informatieobject": made["Location"], "objectType": "zaak"}
        made = api.post("/objectinformatieobjecten", least)
    assert made.status_code == 201, made.content
    assert unset(api.get(made["Location"]).json()) == FACTS[resource]
