# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.test import RequestFactory

from servicekit import bodies
from servicekit.problems import Invalid, Problem


def read(data, content_type="application/json"):
    return bodies.read(RequestFactory().generic("POST", "/", data, content_type=content_type))


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b'{"a": "\\ud800"}',
        b'{"a": "\\u0000"}',
        b'{"\\u0000": 1}',
        b"\xff",
        b'{"a":' + b"[" * 40 + b"]" * 40 + b"}",
    ],
)
def test_what_cannot_be_kept_is_a_parse_error(data):
    with pytest.raises(Problem) as raised:
        read(data)
    assert (raised.value.status, raised.value.code) == (400, "parse_error")


@pytest.mark.parametrize("data", [b"[]", b"5", b"null", b'"x"'])
def test_json_that_is_no_object_is_invalid(data):
    with pytest.raises(Invalid) as raised:
        read(data)
    assert [(each.name, each.code) for each in raised.value.violations] == [("nonFieldErrors", "invalid")]


@pytest.mark.parametrize("media", ["text/xml", "application/merge-patch+json", "application/problem+json"])
def test_another_media_type_is_not_supported(media):
    with pytest.raises(Problem) as raised:
        read(b"{}", media)
    assert raised.value.status == 415


def test_noncharacters_and_control_characters_are_text():
    assert read('{"a": "\ufffe \\u001e"}'.encode()) == {"a": "\ufffe \x1e"}


def test_an_empty_body_says_nothing():
    assert read(b"") == {}


def test_another_media_type_is_refused():
    with pytest.raises(Problem) as raised:
        read(b"<a/>", "text/xml")
    assert raised.value.status == 415


def test_snake_case_at_the_top_is_understood():
    assert read(b'{"datum_status_gezet": 1, "startdatum__gte": 2, "inpA_nummer": 3}') == {
        "datumStatusGezet": 1, "startdatum__gte": 2, "inpA_nummer": 3,
    }  # fmt: skip
