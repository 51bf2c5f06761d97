# SPDX-License-Identifier: EUPL-1.2
"""What a refusal says, and what it does not."""

import pytest

from servicekit import caller
from servicekit.rights.checks import refusal
from servicekit.rights.predicate import Grant, Rights

LEZEN = ("lezen",)
OBJECTS = [("a", 3), ("a", 4), ("b", 8), ("c d", 1)]


@pytest.fixture
def refused():
    """What who holds `lezen` for `a` up to 2, and for `b` without a maximum, is told of an object."""
    grants = (Grant(frozenset(LEZEN), "a", 2), Grant(frozenset(LEZEN), "b", 0), Grant(frozenset({"iets"}), "c d", 8))
    caller.set_current(caller.Caller(client_id="beperkt", rights=Rights(application="1", grants=grants)))
    return lambda scopes=LEZEN, **object: refusal(scopes, **object).detail


def test_of_what_is_there_nobody_learns_whether_it_was_the_type_or_the_level(refused):
    said = {refused(type=type_, level=level) for type_, level in OBJECTS}
    assert len(said) == 1
    assert "niet voor het type of de vertrouwelijkheidaanduiding van dit object" in said.pop()


@pytest.mark.parametrize(
    ("type_", "said"),
    [
        ("a", "gelden voor dit type tot en met beperkt_openbaar, en dit verzoek gaat daarboven"),
        ("b", "hebben voor dit type geen maxVertrouwelijkheidaanduiding"),
        ("c d", "gelden niet voor het type dat dit verzoek noemt"),
    ],
)
def test_of_what_a_client_wants_to_make_it_learns_which_of_its_rights_is_missing(refused, type_, said):
    detail = refused(type=type_, level=3, named=True)
    assert detail.startswith("De rechten van deze client met de scope lezen ")
    assert said in detail
    assert "raag de beheerder om een recht" in detail


def test_without_the_scope_that_alone_is_said(refused):
    assert {refused(("maken", "wissen"), type="a", level=1, named=named) for named in (True, False)} == {
        "Hiervoor heeft een client een van de scopes maken, wissen nodig. Vraag de beheerder om dit recht."
    }
