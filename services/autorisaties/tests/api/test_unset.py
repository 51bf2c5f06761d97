# SPDX-License-Identifier: EUPL-1.2
"""What an answer shows of a field that was never set: the facts stand in contracts/unset.toml."""

import pytest

from autorisaties.models import enums
from servicekit.testing.unset import facts_of, unset

pytestmark = pytest.mark.django_db

FACTS = facts_of("autorisaties")


@pytest.fixture
def shown(api):
    """An applicatie of the least, as it is read: `shown(autorisaties=[...])`."""

    def show(**given):
        made = api.post("/applicaties", {"clientIds": ["nieuw"], "label": "Nieuw"} | given)
        assert made.status_code == 201, made.content
        return api.get(made["Location"]).json()

    return show


def test_what_was_never_set_is_shown_as_clients_know_it(shown):
    assert unset(shown(heeftAlleAutorisaties=True)) == FACTS["applicaties"]


@pytest.mark.parametrize("component", enums.COMPONENT)
def test_what_was_never_set_of_an_autorisatie_is_shown_as_clients_know_it(shown, component):
    least = {"component": component, "scopes": ["audittrails.lezen"]}
    (autorisatie,) = shown(autorisaties=[least])["autorisaties"]
    assert unset(autorisatie) == FACTS["autorisaties"]
    (empty,) = shown(
        clientIds=["leeg"],
        autorisaties=[least | {"zaaktype": "", "informatieobjecttype": "", "maxVertrouwelijkheidaanduiding": ""}],
    )["autorisaties"]
    assert empty == autorisatie
