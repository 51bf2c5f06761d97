# SPDX-License-Identifier: EUPL-1.2
"""Tokens that are signed well and say what they should not."""

import base64
import hmac
import time

import pytest

from servicekit.problems import Forbidden
from servicekit.rights.tokens import authenticate

pytestmark = pytest.mark.django_db


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


@pytest.fixture
def code_of(token_of):
    """What a token of `alles` with these claims (raw JSON) is refused with; empty when it is accepted."""

    def code(iat="0", **claims):
        try:
            authenticate(token_of(iat, **claims))
        except Forbidden as forbidden:
            return forbidden.code
        return ""

    return code


@pytest.fixture
def token_of(noord):
    """The Authorization of `alles` with these claims (raw JSON)."""

    def token(iat="0", **claims):
        parts = {"client_id": '"alles"', "iat": iat} | claims
        payload = "{" + ", ".join(f'"{name}": {value}' for name, value in parts.items()) + "}"
        signed = encoded(b'{"alg": "HS256", "typ": "JWT"}') + b"." + encoded(payload.encode())
        signature = hmac.digest(noord.secrets["alles"].encode(), signed, "sha256")
        return f"Bearer {(signed + b'.' + encoded(signature)).decode()}"

    return token


@pytest.mark.parametrize(
    "iat", ["true", '"1700000000"', "null", "[]", "NaN", "Infinity", "-Infinity", "1e400", "1" * 400]
)
def test_an_iat_that_is_no_moment_is_none(code_of, iat):
    assert code_of(iat) == "jwt-missing-iat-claim"


def test_a_token_dated_far_ahead_is_not_valid_yet(code_of):
    assert code_of(str(int(time.time()) + 86_400)) == "jwt-not-yet-valid"


def test_a_clock_that_runs_ahead_a_little_is_let_pass(code_of, settings):
    assert code_of(str(int(time.time()) + settings.JWT_LEEWAY - 5)) == ""
    assert code_of(str(int(time.time()) + settings.JWT_LEEWAY + 5)) == "jwt-not-yet-valid"


@pytest.mark.parametrize("value", ["NaN", "1" * 400, "true", '"morgen"', "null"])
@pytest.mark.parametrize("name", ["exp", "nbf"])
def test_a_term_that_is_no_moment_is_refused(code_of, name, value):
    assert code_of(str(int(time.time())), **{name: value}) == "jwt-decode-error"


@pytest.mark.parametrize("name", ["user_id", "user_representation"])
@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ('"Jan"', "Jan"),
        ('""', ""),
        ("null", ""),
        ("17", "17"),
        ("0", "0"),
        ("true", "true"),
        ('{"naam": "J\u00f6rg", "nummer": null}', '{"naam": "J\u00f6rg", "nummer": null}'),
        ('["a", 1]', '["a", 1]'),
    ],
)
def test_a_user_that_is_no_text_is_kept_as_the_json_that_it_is(token_of, name, value, kept):
    assert authenticate(token_of(str(int(time.time())), **{name: value}))[name] == kept


def test_a_token_that_names_no_user_has_an_empty_one(token_of):
    claims = authenticate(token_of(str(int(time.time()))))
    assert (claims["user_id"], claims["user_representation"]) == ("", "")


@pytest.mark.parametrize(
    ("header", "says"),
    [(None, "geen token"), ("", "geen token"), ("Basic YTpi", "Bearer"), ("Bearer ", "Bearer"), ("Bearer", "Bearer")],
)
def test_who_sends_no_token_is_told_so(noord, header, says):
    with pytest.raises(Forbidden) as refused:
        authenticate(header)
    assert says in refused.value.detail
    assert refused.value.code == ""


@pytest.mark.parametrize("name", ["user_id", "user_representation"])
@pytest.mark.parametrize("value", [r'"a\u0000b"', r'"\ud800"', r'"\udfff"', r'{"a": "\ud800"}'])
def test_a_user_that_cannot_be_kept_is_refused(code_of, name, value):
    assert code_of(str(int(time.time())), **{name: value}) == "jwt-decode-error"


def test_noncharacters_in_a_user_are_text(code_of):
    assert code_of(str(int(time.time())), user_id='"\ufffe\u001e"'.replace("\u001e", r"\u001e")) == ""
