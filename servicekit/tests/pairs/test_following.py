# SPDX-License-Identifier: EUPL-1.2
"""What the side that follows believes, and whom it asks."""

from dataclasses import replace
from uuid import uuid4

import pytest

from servicekit import caller
from servicekit.mirror.store import Unusable
from servicekit.pairs.following import Leader, LookupFailed, is_of_caller
from servicekit.problems import Problem
from servicekit.references import normal
from servicekit.stack.municipalities import here, serving

pytestmark = pytest.mark.django_db
RELATIES = Leader(code="brc", collection="dingen", pairs="relaties", ours="ding", theirs="stuk")
ZENDINGEN = Leader(code="brc", collection="zendingen", pairs="", ours="zending", theirs="stuk")


@pytest.fixture
def at_peer(other):
    """The other side leads, as a trusted peer: the head of its URLs, and of references to it."""
    return f"{other.root}/"


@pytest.fixture
def in_place(other):
    """The other side leads, as a component of the municipality itself."""
    municipality = here().municipality
    place = replace(municipality.places["brc"], roots=(other.root,), via="")
    with serving(replace(municipality, places=municipality.places | {"brc": place}, peers=())):
        yield "brc:"


@pytest.fixture(params=["at_peer", "in_place"])
def leading(request):
    """Each of both ways in which the other side may lead."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def our_stuk():
    """A stuk of this component, as it is stored and as others are told it."""
    uuid = uuid4()
    return f"ac:stukken/{uuid}", f"http://testserver/noord/autorisaties/api/v1/stukken/{uuid}"


def test_the_word_of_who_leads_is_believed(other, leading, our_stuk):
    theirs, told = our_stuk
    ding, another = (other.keep("dingen") for _ in range(2))
    other.keep("relaties", ding=ding, stuk=told)
    assert normal(ding).startswith(leading)
    assert RELATIES.leads(normal(ding), theirs)
    assert not RELATIES.leads(normal(another), theirs)
    assert not RELATIES.leads(normal(ding), f"ac:stukken/{uuid4()}")


def test_a_side_that_knows_no_filters_vouches_for_no_other_pair(other, leading, our_stuk):
    theirs, told = our_stuk
    ding, another = (other.keep("dingen") for _ in range(2))
    other.knows_filters = False
    other.keep("relaties", ding=another, stuk=told)
    other.keep("relaties", ding=ding, stuk=f"{told[:-36]}{uuid4()}")
    other.keep("relaties", ding=5, stuk=told)
    other.keep("relaties")
    assert not RELATIES.leads(normal(ding), theirs)
    other.keep("relaties", ding=ding, stuk=told)
    assert RELATIES.leads(normal(ding), theirs)


def test_a_main_object_that_is_itself_the_pair_is_asked_for(other, leading, our_stuk):
    theirs, told = our_stuk
    zending, another, none, odd = (other.keep("zendingen", stuk=each) for each in (told, f"{told[:-1]}x", "", 5))
    assert ZENDINGEN.leads(normal(zending), theirs)
    assert other.asked == [f"GET /api/v1/zendingen/{zending[-36:]}"]
    for each in (another, none, odd):
        assert not ZENDINGEN.leads(normal(each), theirs)


@pytest.mark.parametrize("status", [404, 410])
def test_a_main_object_that_is_gone_leads_nothing(other, leading, our_stuk, status):
    zending = other.keep("zendingen", stuk=our_stuk[1])
    other.getting = lambda _: (status, None)
    assert not ZENDINGEN.leads(normal(zending), our_stuk[0])


@pytest.mark.parametrize("leader", [RELATIES, ZENDINGEN])
@pytest.mark.parametrize("status", [400, 403, 429, 500])
def test_who_does_not_say_has_not_said_no(other, leading, our_stuk, leader, status):
    main = other.keep(leader.collection, stuk=our_stuk[1])
    other.getting = lambda _: (status, None)
    with pytest.raises(LookupFailed):
        leader.leads(normal(main), our_stuk[0])


@pytest.mark.parametrize("leader", [RELATIES, ZENDINGEN])
def test_what_can_be_no_main_object_is_refused_and_nobody_believed(other, in_place, neighbours, leader):
    neighbours.hold("https://referentie.test/api/v1/iets/1", {})
    wrong = {
        f"brc:iets/{uuid4()}": "invalid-resource",
        f"zrc:{leader.collection}/{uuid4()}": "invalid-resource",
        f"https://elders.test/{leader.collection}/{uuid4()}": "bad-url",
    }
    for reference, code in wrong.items():
        with pytest.raises(Unusable) as unusable:
            leader.leads(reference, "ac:stukken/1")
        assert unusable.value.code == code
    assert neighbours.asked == []


def test_the_root_of_a_main_object_is_that_of_who_leads(other, leading):
    assert RELATIES.root_of(f"{leading}dingen/{uuid4()}") == other.root


def test_a_url_of_a_peer_that_is_no_main_object_is_asked_for_to_say_why(other, at_peer):
    there = other.keep("iets")
    codes = []
    for url in (there, f"{at_peer}iets/{uuid4()}"):
        with pytest.raises(Unusable) as unusable:
            RELATIES.root_of(url)
        codes.append(unusable.value.code)
    assert codes == ["invalid-resource", "bad-url"]
    other.getting = lambda _: (503, None)
    with pytest.raises(Problem) as problem:
        RELATIES.root_of(there)
    assert problem.value.status == 503


def test_the_caller_is_believed_of_what_is_its_own_and_of_nothing_else(noord, as_caller):
    as_caller("alles")
    own = f"brc:dingen/{uuid4()}"
    assert not is_of_caller(own)
    caller.current().client_id = noord.places["brc"].client.id
    assert is_of_caller(own)
    assert not is_of_caller(f"zrc:dingen/{uuid4()}")
    assert not is_of_caller(f"https://referentie.test/api/v1/dingen/{uuid4()}")
