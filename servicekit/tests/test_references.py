# SPDX-License-Identifier: EUPL-1.2
import uuid

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servicekit import references
from servicekit.representations.rendering import dump
from servicekit.stack.municipalities import serving, stack
from servicekit.stack.urls import normal_form

pytestmark = pytest.mark.django_db
UUID = "6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11"


@pytest.mark.parametrize(
    "url",
    [
        f"http://testserver/noord/zaken/api/v1/zaken/{UUID}",
        f"HTTP://TestServer:80/noord/zaken/api/v1/zaken/{UUID}/",
        f"http://anders.test/noord/zaken/api/v1/zaken/{UUID.upper()}",
        f"http://vroeger.test/noord/zaken/api/v1/zaken/{UUID}?versie=1#x",
        f"http://testserver/noord/zaken/api/v1/zaken/%36{UUID[1:]}",
        f"http://testserver/noord/%7Aaken/api/v1/zaken/{UUID[:-1]}%31",
        f"http://testserver/noord/zaken/api/v1/zaken/{UUID.replace('-', '%2d').replace('f', '%66')}",
        f"http://testserver/noord/zaken/api/v1/rollen/../zaken/./{UUID}",
        f"http://testserver/../noord/zuid/%2E%2e/zaken/api/v1/zaken/{UUID}/.",
    ],
)
def test_every_spelling_of_an_own_url_is_one_reference(noord, url):
    assert references.normal(url) == f"zrc:zaken/{UUID}"


@pytest.mark.parametrize(
    "url",
    [
        f"http://testserver/zuid/zaken/api/v1/zaken/{UUID}",
        "https://Elders.test:443/a/?x=1#deel",
        "https://elders.test/",
        "https://referentie.test/api/v10/a/",
    ],
)
def test_a_url_that_is_not_ours_is_kept_as_given(noord, url):
    assert references.normal(url) == url


@pytest.mark.parametrize(
    ("path", "normal"),
    [
        ("/a/b", "/a/b"),
        ("/%61/%7e/%c3%a9", "/a/~/%C3%A9"),
        ("/a%2fb/%3f", "/a%2Fb/%3F"),  # reserved: decoded they would be something else
        ("/%25c3/%zz/%4", "/%25c3/%zz/%4"),
        ("/a/./b/../c", "/a/c"),
        ("/a/%2e%2E/b", "/b"),
        ("/../../a", "/a"),
        ("/a/..", ""),
        ("/a//b", "/a//b"),
        ("/a/...", "/a/..."),
    ],
)
def test_a_path_is_written_as_rfc_3986_does(noord, path, normal):
    root = "https://referentie.test/api/v1"
    assert normal_form("https://elders.test" + path) == "https://elders.test" + normal
    if path.startswith("/a") and normal:
        assert references.normal(root + path) == root + normal


def test_a_url_that_climbs_out_of_a_root_is_none_below_it(noord):
    out = f"http://testserver/noord/zaken/api/v1/../../../zuid/zaken/api/v1/zaken/{UUID}"
    assert references.normal(out) == out


def test_every_spelling_of_a_url_of_a_trusted_peer_is_one_url(noord):
    url = f"https://referentie.test/api/v1/dingen/{UUID}"
    assert references.normal(url) == url
    assert references.normal(f"https://Referentie.test:443/api/v1/dingen/{UUID.upper()}/?x=1#x") == url
    assert references.normal(f"https://referentie.test/api/%76%31/x/../dingen/{UUID.replace('6', '%36')}") == url


@pytest.mark.parametrize(
    "text",
    [
        "",
        "zaken",
        "zrc:zaken/1",
        "/pad",
        "ftp://a/b",
        "http://",
        "http://a b/c",
        "javascript:1",
        "http://u@h/x",
        "http://h:99999/x",
    ],
)
def test_what_is_no_url_is_refused(noord, text):
    with pytest.raises(references.NotAUrl):
        references.normal(text)


def test_the_root_is_that_of_the_address_asked(noord):
    reference = f"zrc:zaken/{UUID}"
    assert references.absolute(reference) == f"http://testserver/noord/zaken/api/v1/zaken/{UUID}"
    with serving(stack().municipality("noord"), address=1):
        assert references.absolute(reference) == f"http://anders.test/noord/zaken/api/v1/zaken/{UUID}"


def test_the_uuid_of_another_collection_is_none(noord):
    assert references.uuid_in(f"zrc:zaken/{UUID}", "zaken", "zrc") is not None
    assert references.uuid_in(f"zrc:rollen/{UUID}", "zaken", "zrc") is None
    assert references.uuid_in(f"drc:zaken/{UUID}", "zaken", "zrc") is None
    assert references.uuid_in(f"https://elders.test/zaken/{UUID}", "zaken", "zrc") is None
    assert references.uuid_in("zrc:zaken/geen-uuid", "zaken", "zrc") is None


def test_without_a_code_a_uuid_is_one_of_this_component(noord):
    assert references.uuid_in(f"ac:applicaties/{UUID}", "applicaties") is not None
    assert references.uuid_in(f"zrc:applicaties/{UUID}", "applicaties") is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(text=st.text(st.characters(blacklist_categories=["Cs"])))
def test_text_comes_back_as_it_was_whatever_it_looks_like(noord, text):
    body = dump({"text": "\x11" + text, "url": references.marked(f"zrc:zaken/{UUID}")})
    sent = orjson.loads(references.outward(body))
    assert sent == {"text": "\x11" + text, "url": f"http://testserver/noord/zaken/api/v1/zaken/{UUID}"}


def test_a_reference_to_a_row_of_this_component_is_its_uuid(noord):
    violations = []
    assert references.own_uuid(f"ac:applicaties/{UUID}", "applicaties", "veld", violations) == uuid.UUID(UUID)
    assert references.own_uuid("", "applicaties", "veld", violations) is None
    assert references.own_uuid(None, "applicaties", "veld", violations) is None
    assert violations == []


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        (f"ac:anders/{UUID}", "incorrect_match"),
        ("ac:applicaties/geen-uuid", "no_match"),
        (f"zrc:applicaties/{UUID}", "no_match"),
        (f"https://elders.test/applicaties/{UUID}", "no_match"),
    ],
)
def test_any_other_url_is_told_why_it_is_none(noord, reference, code):
    violations = []
    assert references.own_uuid(reference, "applicaties", "veld", violations) is None
    assert [(each.name, each.code) for each in violations] == [("veld", code)]
