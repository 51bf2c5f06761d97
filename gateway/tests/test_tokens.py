# SPDX-License-Identifier: EUPL-1.2
"""The first call that a sandbox says to paste is one that works in the stack that it serves."""

import pytest

from gateway.sandbox import Sandbox
from gateway.tokens import first_call
from servicekit.stack import load

TYPE = "zaaktype: {catalogus: VOORB, identificatie: A}, maxVertrouwelijkheidaanduiding: openbaar"
ALL = "rights: all"
READS = f"rights: [{{component: zaken, scopes: [zaken.lezen], {TYPE}}}]"
MAKES = f"rights: [{{component: zaken, scopes: [zaken.aanmaken], {TYPE}}}]"
OTHER = "rights: [{component: catalogi, scopes: [catalogi.lezen]}]"
PLACE = "client: {id: leverancier, secret: {env: GEHEIM}}"


@pytest.fixture
def called(tmp_path):
    """What is said for a stack of municipalities: (address, extra key, clients as (id, rights))."""

    def call(*municipalities):
        text = "municipalities:"
        for i, (address, extra, clients) in enumerate(municipalities):
            text += f"\n  - {{name: m{i}, label: M{i}, rsin: '851234562', prefix: m{i}, addresses: ['{address}']{extra}"
            text += ", clients: ["
            text += ", ".join(f"{{id: {id_}, label: L, secret: {{env: GEHEIM}}, {rights}}}" for id_, rights in clients)
            text += "]}"
        file = tmp_path / "stack.yaml"
        file.write_text(text.replace(", }", "}"))
        stack = load(file, {"GEHEIM": "een geheim van de tests, van 32 bytes of meer"})
        return "\n".join(first_call(Sandbox(data=tmp_path / "data", stack=file, port=8123), stack))

    return call


HERE = "http://localhost:8123"


@pytest.mark.parametrize("others", [[("a", OTHER)], [("a", MAKES)], [("a", "")]])
@pytest.mark.parametrize("rights", [ALL, READS])
def test_it_is_of_a_client_that_may_read_zaken(called, others, rights):
    said = called((HERE, "", [*others, ("lezer", rights)]))
    assert "token lezer " in said
    assert said.endswith(f"{HERE}/m0/zaken/api/v1/zaken")


def test_it_is_at_an_address_that_leads_here(called):
    elsewhere = "https://zaken.voorbeeldstad.nl"
    said = called((elsewhere, "", [("a", ALL)]), ("http://localhost:1", "", [("b", ALL)]), (HERE, "", [("c", ALL)]))
    assert "token c " in said
    assert said.endswith(f"{HERE}/m2/zaken/api/v1/zaken")


def test_it_is_not_of_a_component_of_another(called):
    theirs = f", components: {{zaken: {{ours: false, root: '{HERE}/api/v1', {PLACE}}}}}"
    assert called((HERE, theirs, [("a", ALL)])).startswith("A first call: no client in ")


def test_a_client_id_of_two_municipalities_is_told_apart(called):
    said = called((HERE, "", [("a", OTHER)]), (HERE, "", [("a", ALL)]))
    assert "--municipality m1)" in said


def test_without_such_a_client_that_is_said(called):
    assert called((HERE, "", [("a", OTHER)])).endswith("may read zaken at port 8123 of this machine")
