# SPDX-License-Identifier: EUPL-1.2
"""Tokens of the standard: a JWT signed with the client's shared secret (HS256)."""

import json
import math
import re
import time
from functools import lru_cache
from typing import Any

import jwt
from django.conf import settings

from servicekit.problems import Forbidden
from servicekit.stack.municipalities import here

_DETAILS = {
    "jwt-decode-error": "Het JWT kan niet worden gelezen. Maak het zoals RFC 7519 het beschrijft.",
    "missing-client-identifier": "Het JWT noemt geen client_id. Zet de claim client_id erin.",
    "invalid-client-identifier": "De client_id van dit JWT is hier niet bekend. Laat de beheerder de client toevoegen.",
    "invalid-jwt-signature": "Client credentials zijn niet geldig: onderteken het JWT met HS256 en het geheim van"
    " deze client.",
    "jwt-missing-iat-claim": "Het JWT heeft geen iat. Zet de claim iat erin: het moment waarop het is gemaakt, in"
    " seconden sinds 1970.",
    "jwt-not-yet-valid": "Het JWT is nog niet geldig. Kijk naar iat en nbf, en of de klok van de client gelijk loopt.",
    "jwt-expired": "Het JWT is verlopen. Maak een nieuw, en kijk of de klok van de client gelijk loopt.",
}
_ABSENT = "Er is geen token meegestuurd. Stuur de header Authorization mee: Bearer, een spatie en het JWT."
_NO_BEARER = "De header Authorization heeft geen JWT. Stuur: Bearer, een spatie en het JWT."


#: what PostgreSQL cannot keep; the claims about the user go into the audit trail
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def _refuse(code: str, claims: dict[str, Any]) -> Forbidden:
    claimed = str(claims.get("client_id") or "")[:50]
    return Forbidden(_DETAILS[code], code, reason=f"{_DETAILS[code]} client_id: {claimed}")


def authenticate(header: str | None) -> dict[str, Any]:
    """The claims of an Authorization header; those about the user are texts.

    Raises Forbidden with the standard's code for what is wrong.
    """
    if not header:
        raise Forbidden(_ABSENT)
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Forbidden(_NO_BEARER)
    municipality = here().municipality
    claims = _verified(municipality.name, token.strip())
    if isinstance(claims, str):
        raise _refuse(claims, _unverified(token.strip()) or {})
    age = time.time() - claims["iat"]
    if age > settings.JWT_MAX_AGE + settings.JWT_LEEWAY:
        raise _refuse("jwt-expired", claims)
    if age < -settings.JWT_LEEWAY:
        raise _refuse("jwt-not-yet-valid", claims)
    if "exp" in claims and time.time() > claims["exp"] + settings.JWT_LEEWAY:
        raise _refuse("jwt-expired", claims)
    if "nbf" in claims and time.time() < claims["nbf"] - settings.JWT_LEEWAY:
        raise _refuse("jwt-not-yet-valid", claims)
    return claims


@lru_cache(maxsize=4096)
def _verified(municipality: str, token: str) -> dict[str, Any] | str:
    """The claims of a token whose signature holds, or the code of what is wrong; times are judged on each use."""
    secrets = here().municipality.secrets
    unverified = _unverified(token)
    if unverified is None:
        return "jwt-decode-error"
    client_id = unverified.get("client_id")
    if not client_id or not isinstance(client_id, str):
        return "missing-client-identifier"
    if not is_known(client_id):
        return "invalid-client-identifier"
    try:
        claims = jwt.decode(
            token,
            secrets[client_id],
            algorithms=["HS256"],
            options={
                "verify_exp": False,
                "verify_nbf": False,
                "verify_iat": False,
                "verify_aud": False,
                "verify_sub": False,
                "verify_jti": False,
                "verify_iss": False,
            },
        )
    except jwt.InvalidTokenError:
        return "invalid-jwt-signature"
    if not _is_moment(claims.get("iat")):
        return "jwt-missing-iat-claim"
    if not all(_is_moment(claims.get(name, 0)) for name in ("exp", "nbf")):
        return "jwt-decode-error"
    for name in ("user_id", "user_representation"):
        claims[name] = _text(claims.get(name))
        if _UNKEEPABLE.search(claims[name]):
            return "jwt-decode-error"
    return claims


def is_known(client_id: str) -> bool:
    """Whether the municipality gave a client a secret, without which no token is one of its."""
    return bool(here().municipality.secrets.get(client_id))


def _unverified(token: str) -> dict[str, Any] | None:
    """Return what a token says, whoever signed it; None when it cannot be read."""
    try:
        return jwt.decode(token, options={"verify_signature": False})
    except jwt.InvalidTokenError:
        return None


def _text(claim: object) -> str:
    """A claim as text: empty when it is absent or null, and the JSON that it was when it is no text."""
    if claim is None:
        return ""
    return claim if isinstance(claim, str) else json.dumps(claim, ensure_ascii=False)


def _is_moment(value: object) -> bool:
    """Whether a claim is a number of seconds; JSON as Python reads it has NaN, Infinity and endless numbers too."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and abs(value) < 1e12 and not math.isnan(value)  # type: ignore[arg-type]


def issue(*, client_id: str, secret: str, user_id: str = "", user_representation: str = "") -> str:
    """A token of the standard, valid from now."""
    claims = {
        "iss": client_id,
        "iat": int(time.time()),
        "client_id": client_id,
        "user_id": user_id,
        "user_representation": user_representation,
    }
    return jwt.encode(claims, secret, algorithm="HS256")
