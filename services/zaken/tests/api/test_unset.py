# SPDX-License-Identifier: EUPL-1.2
"""What an answer shows of a field that was never set: the facts stand in contracts/unset.toml."""

import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db

FACTS = tomllib.loads((Path(__file__).parents[4] / "contracts" / "unset.toml").read_text())["zaken"]


def unset(shown, above=""):
    """The fields of an answer, with dots into groups, that are not set -> how each is shown."""
    found = {}
    for name, value in shown.items():
        if isinstance(value, dict):
            found |= unset(value, f"{above}{name}.")
        elif value is None or value in ("", []):
            found[above + name] = value
    return found


def expected(resource):
    """The facts about a resource, in the same form."""
    values = {"text": "", "null": None, "list": []}
    return {name: values[kind] for kind, names in FACTS[resource].items() for name in names}


@pytest.mark.parametrize("resource", sorted(FACTS))
def test_what_was_never_set_is_shown_as_clients_know_it(api, make, documents, resource):
    zaak = make("zaken")
    given = {} if resource == "zaken" else {"zaak": zaak["url"]}
    if resource == "zaakinformatieobjecten":
        given["informatieobject"] = documents.add()
    made = api.get(make(resource, **given)["url"]).json()
    assert unset(made) == expected(resource)
