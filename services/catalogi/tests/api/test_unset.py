# SPDX-License-Identifier: EUPL-1.2
"""What an answer shows of a field that was never set: the facts stand in contracts/unset.toml."""

import pytest

from servicekit.testing.unset import facts_of, unset

pytestmark = pytest.mark.django_db

FACTS = facts_of("catalogi")


@pytest.mark.parametrize("resource", sorted(FACTS))
def test_what_was_never_set_is_shown_as_clients_know_it(api, make, resultaat, selectielijst, resource):
    match resource:
        case "catalogussen":
            made = make.catalogus()
        case "zaaktypen":
            made = make.zaaktype()
        case "informatieobjecttypen":
            made = make.informatieobjecttype()
        case "besluittypen":
            made = make.besluittype()
        case "resultaattypen":
            typed = make.zaaktype(selectielijstProcestype=selectielijst.procestype)
            made = make.post("/resultaattypen", resultaat | {"zaaktype": typed["url"]})
        case "zaaktype-informatieobjecttypen":
            zaaktype, named = make.zaaktype(), make.informatieobjecttype(published=True)
            made = make.ziot(zaaktype, informatieobjecttype=named["omschrijving"])
        case "statustypen":
            made = make.statustype(make.zaaktype())
        case "eigenschappen":
            made = make.eigenschap(make.zaaktype())
        case "zaakobjecttypen":
            made = make.zaakobjecttype(make.zaaktype())
        case "roltypen":
            made = make.roltype(make.zaaktype())
    assert unset(api.get(made["url"]).json()) == FACTS[resource]
