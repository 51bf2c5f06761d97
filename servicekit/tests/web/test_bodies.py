# SPDX-License-Identifier: EUPL-1.2
import json
import tracemalloc
from hashlib import sha256
from io import BytesIO

import orjson
import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from servicekit import caller
from servicekit.problems import Invalid, Problem
from servicekit.web import bodies
from servicekit.writing.idempotency.keys import Key

CHUNKED = {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}


def read(data, content_type="application/json", *, optional=False, large="", **environ):
    """What is read of a request with this body, as the server shows it."""
    if "HTTP_TRANSFER_ENCODING" in environ:
        environ = {"wsgi.input": BytesIO(data)} | environ
    request = RequestFactory().generic("POST", "/", data, content_type=content_type, **environ)
    return bodies.read(request, optional=optional, large=large)


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


@pytest.mark.parametrize("empty", [b"", b" "])
@pytest.mark.parametrize("more", [{}, CHUNKED])
def test_an_empty_body_is_refused(empty, more):
    with pytest.raises(Problem) as raised:
        read(empty, **more)
    assert raised.value.status == 400


def test_an_optional_body_may_be_absent():
    assert read(b"", optional=True) == {}
    assert read(b'{"a": 1}', optional=True) == {"a": 1}


def test_a_body_that_was_announced_in_chunks_is_never_absent():
    with pytest.raises(Invalid):
        read(b"", optional=True, **CHUNKED)


def test_a_body_in_chunks_is_read_as_any_other():
    assert read(b'{"a": 1}', **CHUNKED) == {"a": 1}


def test_a_body_that_ends_before_its_length_is_refused():
    with pytest.raises(Problem) as raised:
        read(b"{}", CONTENT_LENGTH="3", **{"wsgi.input": BytesIO(b"{}")})
    assert raised.value.status == 400


@pytest.mark.parametrize("coding", ["gzip", "br", "identity, gzip", "x"])
def test_a_coded_body_is_not_supported(coding):
    with pytest.raises(Problem) as raised:
        read(b"{}", HTTP_CONTENT_ENCODING=coding)
    assert raised.value.status == 415


def test_the_coding_identity_is_none():
    assert read(b"{}", HTTP_CONTENT_ENCODING="Identity") == {}


@pytest.mark.parametrize("more", [{}, CHUNKED])
def test_a_body_above_the_limit_is_too_large(more):
    fits = b'{"a": "%b"}' % (b"x" * (bodies.MAX_JSON - 9))
    assert len(fits) == bodies.MAX_JSON
    assert len(read(fits, **more)["a"]) == bodies.MAX_JSON - 9
    with pytest.raises(Problem) as raised:
        read(fits + b" ", **more)
    assert raised.value.status == 413


def test_a_body_that_says_that_it_is_too_large_is_not_read():
    body = BytesIO(b"{}")
    with pytest.raises(Problem) as raised:
        read(b"", CONTENT_LENGTH=str(bodies.MAX_JSON + 1), **{"wsgi.input": body})
    assert (raised.value.status, body.tell()) == (413, 0)


def test_of_a_body_in_chunks_no_more_is_read_than_may_come():
    body = BytesIO(b"x" * (3 * bodies.MAX_JSON))
    with pytest.raises(Problem) as raised:
        read(b"", HTTP_TRANSFER_ENCODING="chunked", CONTENT_LENGTH="", **{"wsgi.input": body})
    assert raised.value.status == 413
    assert body.tell() <= bodies.MAX_JSON + bodies.PIECE


def test_another_transfer_coding_is_refused():
    with pytest.raises(Problem) as raised:
        read(b"{}", HTTP_TRANSFER_ENCODING="gzip, chunked")
    assert raised.value.status == 400


LARGE = "a" * (bodies.PIECE + 5)


@given(
    text=st.text(st.sampled_from('aé"\\/\n\t\x01\u20ac'), max_size=60),
    piece=st.integers(6, 20),
    slashes=st.booleans(),
    ascii_only=st.booleans(),
)
def test_a_large_text_is_the_same_in_whatever_pieces(text, piece, slashes, ascii_only):
    # Only ASCII may be cut anywhere: base64 is, and what is not is refused for it.
    text = text if ascii_only else text.replace("é", "e").replace("\u20ac", "E")
    written = json.dumps(text, ensure_ascii=True)
    written = (written.replace("/", "\\/") if slashes else written).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bodies, "PIECE", piece)
        pieces = list(bodies.LargeText(bytearray(b"12" + written), 3, len(written) + 1))
    assert "".join(pieces) == text
    assert all(len(each) <= piece for each in pieces)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'{"large": "', b'"}'),
        (b'{"titel": "op: \\"let\\":", "large" : "', b'", "x": {"large": "kort"}}'),
        (b'{"x\\\\": "\\\\", "large":"', b'", "y": 1}'),
    ],
)
@pytest.mark.parametrize("text", [LARGE, LARGE + "\\/" * 9])
def test_the_large_text_comes_in_pieces_and_the_rest_as_it_is(before, after, text):
    whole = before + text.encode() + after
    expected = orjson.loads(whole)
    got = read(whole, large="large")
    assert isinstance(got["large"], bodies.LargeText)
    assert "".join(got.pop("large")) == expected.pop("large")
    assert got == expected


@pytest.mark.parametrize(
    "body",
    [
        b'{"other": "%b"}',
        b'{"large": ["%b"]}',
        b'{"x": {"other": "%b", "large": ""}}',
        b'["large", "%b"]',
        b'{"l\\u0061rge": "%b"}',
        b'{"large": 1, "%b": 2}',
    ],
)
def test_only_the_large_text_may_be_large(body):
    small = body % LARGE.encode()
    large = body % (b"a" * bodies.MAX_JSON)
    try:
        assert read(small, large="large") == orjson.loads(small)
    except Invalid:
        assert body.startswith(b"[")
    with pytest.raises(Problem) as raised:
        read(large, large="large")
    assert raised.value.status == 413


def test_a_large_text_below_another_key_is_no_large_text():
    got = read(b'{"x": {"large": "%b"}, "large": "kort"}' % LARGE.encode(), large="large")
    assert got["large"] == "kort"


@pytest.mark.parametrize("body", [b'{"large": "%b', b'{"large": "%b" "x"}', b'{"large" "%b"}', b'{"large": "%b"} "'])
def test_what_is_no_json_is_none_with_a_large_text_either(body):
    with pytest.raises(Problem) as raised:
        read(body % LARGE.encode(), large="large")
    assert (raised.value.status, raised.value.code) == (400, "parse_error")


def test_a_large_text_that_is_no_json_is_a_parse_error_where_it_is_read():
    got = read(b'{"large": "%b\n"}' % LARGE.encode(), large="large")
    with pytest.raises(Problem) as raised:
        list(got["large"])
    assert (raised.value.status, raised.value.code) == (400, "parse_error")


def test_a_large_text_is_not_held_twice():
    size = 20 * 1024 * 1024
    body = BytesIO(b'{"large": "%b"}' % (b"aGFs" * (size // 4)))
    tracemalloc.start()
    got = read(b"", large="large", HTTP_TRANSFER_ENCODING="chunked", CONTENT_LENGTH="", **{"wsgi.input": body})
    assert sum(len(each) for each in got["large"]) == size
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1.5 * size


def test_the_digest_of_a_key_is_that_of_the_body_as_it_came():
    key = Key("client", "POST", "/", "k")
    caller.set_current(caller.Caller(client_id="client", rights=None, key=key))
    read(b'{ "a": 1}')
    assert key.digest == sha256(b'{ "a": 1}').hexdigest()


def test_another_media_type_is_refused():
    with pytest.raises(Problem) as raised:
        read(b"<a/>", "text/xml")
    assert raised.value.status == 415


def test_snake_case_at_the_top_is_understood():
    assert read(b'{"datum_status_gezet": 1, "startdatum__gte": 2, "inpA_nummer": 3}') == {
        "datumStatusGezet": 1, "startdatum__gte": 2, "inpA_nummer": 3,
    }  # fmt: skip
