# SPDX-License-Identifier: EUPL-1.2
"""Request bodies: JSON that PostgreSQL can keep, not too deep, with keys as the standard writes them."""

import re
from typing import Any

import orjson
from django.http import HttpRequest

from servicekit.problems import Problem, invalid
from servicekit.rules import NON_FIELD

MAX_DEPTH = 32
_SNAKE = re.compile(r"(?<=[a-z0-9])_([a-z])")


def read(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of a request. Raises Problem 415 (media type), 400 `parse_error`, or Invalid for other JSON.

    Lone surrogates and NUL are refused, since neither UTF-8 nor PostgreSQL can hold them; other control characters
    and noncharacters are text.
    """
    media = request.content_type
    if media not in ("application/json", ""):
        raise Problem(415, f'Ongeldige media type "{media}" in aanvraag.')
    raw = request.body
    if not raw.strip():
        return {}
    try:
        data = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Problem(400, f"JSON parse error - {error}", "parse_error") from error
    if not isinstance(data, dict):
        raise invalid(NON_FIELD, "invalid", "De inhoud moet een JSON-object zijn.")
    _check(data, 1)
    return camelised(data)


def _check(value: Any, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Problem(400, f"De inhoud is dieper genest dan {MAX_DEPTH} niveaus.", "parse_error")
    if isinstance(value, str):
        if "\x00" in value:
            raise Problem(400, "Een NUL-teken is niet toegestaan.", "parse_error")
    elif isinstance(value, dict):
        for name, item in value.items():
            _check(name, depth)
            _check(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth + 1)


def camelised(data: dict[str, Any]) -> dict[str, Any]:
    """The same object with snake_case keys at its top written as the standard does: clients in use send them."""
    if not any("_" in name for name in data):
        return data
    return {name if "__" in name else _SNAKE.sub(lambda m: m[1].upper(), name): value for name, value in data.items()}
