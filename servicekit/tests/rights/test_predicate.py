# SPDX-License-Identifier: EUPL-1.2
"""The one predicate, in its two forms, says the same."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servicekit.database import sql
from servicekit.representations.model import Judged
from servicekit.rights.predicate import LEVELS, Grant, Missing, Rights, rights_from

pytestmark = pytest.mark.django_db
JUDGED = Judged(type="soort", level="niveau", ready="gereed")
TYPES = ["a", 'b",{}\\', "c d"]

grants = st.lists(
    st.builds(
        Grant,
        scopes=st.frozensets(st.sampled_from(["lezen", "schrijven"]), max_size=2),
        type=st.sampled_from(TYPES),
        level=st.integers(0, 8),
    ),
    max_size=4,
)
rights = st.builds(
    Rights,
    everything=st.booleans(),
    ready_only=st.booleans(),
    grants=grants.map(tuple),
    label=st.just(""),
    application=st.just(""),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    rights=rights, soort=st.sampled_from(TYPES), niveau=st.integers(1, 8), gereed=st.sampled_from([True, False, None])
)
def test_the_form_for_lists_and_the_form_for_one_row_agree(noord, rights, soort, niveau, gereed):
    condition, parameters = rights.where(("lezen",), JUDGED, "r")
    row = sql.row(
        f"SELECT {condition} FROM (SELECT %s::varchar AS soort, %s::int AS niveau, %s::boolean AS gereed) r",
        [*parameters, soort, niveau, gereed],
    )
    assert row == (rights.allows(("lezen",), type=soort, level=niveau, ready=gereed),)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(rights=rights, soort=st.sampled_from(TYPES), niveau=st.integers(1, 8))
def test_a_row_is_counted_in_one_part_at_most(noord, rights, soort, niveau):
    parts = rights.parts(("lezen",), JUDGED, "r")
    row = sql.row(
        f"SELECT {' + '.join(f'({condition})::int' for condition, _ in parts)}"
        " FROM (SELECT %s::varchar AS soort, %s::int AS niveau, true AS gereed) r",
        [*(value for _, values in parts for value in values), soort, niveau],
    )
    assert row == (int(rights.allows(("lezen",), type=soort, level=niveau)),)


def test_an_autorisatie_of_another_component_gives_nothing(noord):
    body = {"autorisaties": [{"component": "drc", "scopes": ["lezen"], "soort": "http://x.test/a"}]}
    assert rights_from(body, components=("zrc",), type_field="soort").grants == ()


def test_a_level_counts_up_to_and_including(noord):
    rights = Rights(grants=(Grant(frozenset({"lezen"}), "a", LEVELS.index("intern") + 1),))
    assert rights.allows(("lezen",), type="a", level=3)
    assert not rights.allows(("lezen",), type="a", level=4)
    assert not rights.allows(("lezen",), type="c d", level=1)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"maxVertrouwelijkheidaanduiding": ""},
        {"maxVertrouwelijkheidaanduiding": "geheimst"},
        {"maxVertrouwelijkheidaanduiding": None},
    ],
)
def test_a_right_without_a_known_maximum_reaches_nothing_that_has_a_level(noord, given):
    autorisatie = {"component": "zrc", "scopes": ["lezen"], "soort": "http://x.test/a", **given}
    rights = rights_from({"autorisaties": [autorisatie]}, components=("zrc",), type_field="soort")
    assert not rights.allows(("lezen",), type="http://x.test/a", level=1)
    condition, parameters = rights.where(("lezen",), Judged(type="soort", level="niveau"), "r")
    row = sql.row(f"SELECT {condition} FROM (SELECT 'http://x.test/a'::varchar AS soort, 1 AS niveau) r", [*parameters])
    assert row == (False,)


def test_a_right_without_a_maximum_reaches_what_has_no_level(noord):
    autorisatie = {"component": "brc", "scopes": ["lezen"], "soort": "http://x.test/a"}
    rights = rights_from({"autorisaties": [autorisatie]}, components=("brc",), type_field="soort")
    assert rights.allows(("lezen",), type="http://x.test/a")
    condition, parameters = rights.where(("lezen",), Judged(type="soort"), "r")
    assert sql.row(f"SELECT {condition} FROM (SELECT 'http://x.test/a'::varchar AS soort) r", [*parameters]) == (True,)


def test_what_is_not_ready_is_absent_for_who_is_limited_to_what_is():
    assert Rights(ready_only=True).exists(JUDGED, "m") == "m.gereed IS TRUE"
    assert Rights(ready_only=True).exists(Judged(type="soort"), "r") == "TRUE"
    assert Rights().exists(JUDGED, "r") == "TRUE"


@pytest.mark.parametrize(
    ("rights", "asked", "missing"),
    [
        ({}, {"type": "a", "level": 3}, None),
        ({}, {"type": "a", "level": 4}, Missing.LEVEL),
        ({}, {"type": "b", "level": 6}, None),  # of two rights for one type the higher counts
        ({}, {"type": "c d", "level": 1}, Missing.TYPE),
        ({}, {"type": ""}, Missing.TYPE),
        ({}, {"scopes": ("schrijven",), "type": "c d", "level": 9}, Missing.SCOPE),
        ({"ready_only": True}, {"type": "c d", "ready": False}, Missing.READY),
        ({"ready_only": True}, {"scopes": ("schrijven",), "type": "a", "ready": False}, Missing.SCOPE),
        ({"ready_only": True, "everything": True}, {"type": "a", "ready": None}, Missing.READY),
        ({"ready_only": True}, {"type": "a", "level": 1}, None),
        ({"everything": True}, {"scopes": ("schrijven",), "type": "c d", "level": 8, "ready": None}, None),
        ({"grants": (Grant(frozenset({"lezen"}), "", 0),)}, {"level": 8}, None),
    ],
)
def test_what_is_missing_is_the_first_that_is(rights, asked, missing):
    lezen = frozenset({"lezen"})
    granted = (Grant(lezen, "a", 3), Grant(lezen, "b", 2), Grant(lezen, "b", 6), Grant(frozenset(), "c d", 8))
    judged = Rights(**{"grants": granted} | rights)
    given = {"scopes": ("lezen",)} | asked
    assert judged.missing(**given) is missing
    assert judged.allows(**given) is (missing is None)
