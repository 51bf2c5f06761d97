# SPDX-License-Identifier: EUPL-1.2
"""The shape of a stack file as JSON Schema; each `description` completes "expected ..." in an error."""

from typing import Any
from urllib.parse import urlsplit

import jsonschema

from servicekit.levels import LEVELS
from servicekit.scopes import SCOPES
from servicekit.stack.components import COMPONENTS

FORMATS = jsonschema.FormatChecker(formats=())


@FORMATS.checks("origin", raises=ValueError)
def _is_normal(url: object) -> bool:
    """Whether a URL begins as the kit writes it, since URLs are compared as text. ValueError for no port or host."""
    if not isinstance(url, str):
        return True
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port
    normal = (f"[{host}]" if ":" in host else host) + (f":{port}" if port is not None else "")
    return parts.netloc == normal and port != 0


_ADDRESS = {
    "type": "string",
    "pattern": r"^https?://[^/?#\s]+$",
    "format": "origin",
    "description": "an address in lower case, without a path, as https://zgw.voorbeeldstad.nl",
}
_ROOT = {
    "type": "string",
    "pattern": r"^https?://[^/?#\s]+(/[^?#\s]*[^/?#\s])?$",
    "format": "origin",
    "description": "an API root without a trailing slash, as https://example.nl/catalogi/api/v1",
}
_SECRET = {
    "type": "object",
    "properties": {
        "file": {"type": "string", "description": "the path of a file, relative to this one"},
        "env": {"type": "string", "description": "the name of an environment variable"},
    },
    "minProperties": 1,
    "maxProperties": 1,
    "additionalProperties": False,
    "description": "`{file: path}` or `{env: NAME}`: a secret itself never stands in this file",
}
_CALLBACK = _ROOT | {
    "description": "where subscribers are: an address without a trailing slash, as http://10.0.0.7:8080"
}
_CLIENT_ID = {
    "type": "string",
    "pattern": r"^\S{1,50}$",
    "description": "a client id of 1 to 50 characters, none of them a space",
}
_NAME = {"type": "string", "minLength": 1, "description": "a text, in quotes where it is a number"}
_TYPE = {
    "oneOf": [
        {"type": "string", "pattern": r"^https?://[^/?#\s]+/\S+$"},
        {
            "type": "object",
            "properties": {"catalogus": _NAME, "identificatie": _NAME, "omschrijving": _NAME},
            "required": ["catalogus"],
            "additionalProperties": False,
            "description": "`{catalogus: DOMEIN, identificatie: NAME}`, or `omschrijving` of what has no other name, or"
            " `{catalogus: DOMEIN}` for all types of a catalogus",
        },
    ],
    "description": "the URL of a type, `{catalogus: DOMEIN, identificatie: NAME}`, or `{catalogus: DOMEIN}` for all",
}
_NAMES = ", ".join(COMPONENTS.values())
#: for what a component's rights may be given
_TYPED = {"zaaktype": "zaken", "informatieobjecttype": "documenten", "besluittype": "besluiten"}
#: what a component's own scopes are not given without (ac-003)
_NEEDED = {
    "zaken": ["zaaktype", "maxVertrouwelijkheidaanduiding"],
    "documenten": ["informatieobjecttype", "maxVertrouwelijkheidaanduiding"],
    "besluiten": ["besluittype"],
}


def _of_component(name: str) -> dict[str, Any]:
    """Return what holds of an Autorisatie for one component: its scopes, and what they are not given without."""
    scopes = {"items": {"enum": list(SCOPES[name]), "description": f"a scope of {name}: {', '.join(SCOPES[name])}"}}
    when: dict[str, Any] = {"properties": {"component": {"const": name}}, "required": ["component"]}
    then: dict[str, Any] = {"properties": {"scopes": scopes}}
    if needed := _NEEDED.get(name):
        own = {"type": "array", "contains": {"type": "string", "pattern": f"^{name}[.]"}}
        then |= {
            "if": {"properties": {"scopes": own}, "required": ["scopes"]},
            "then": {"required": needed, "description": f"{' and '.join(needed)} with scopes of {name}"},
        }
    return {"if": when, "then": then}


_RIGHTS_ARE = "`all`, or a list of one or more Autorisaties (without `rights` the Autorisaties API gives them)"
_RIGHTS = {
    "oneOf": [
        {"const": "all"},
        {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "component": {"enum": list(COMPONENTS.values()), "description": f"one of {_NAMES}"},
                    "scopes": {
                        "type": "array",
                        "items": {"type": "string", "description": "a scope"},
                        "minItems": 1,
                        "description": "a list of one or more scopes, as [zaken.lezen]",
                    },
                    **dict.fromkeys(_TYPED, _TYPE),
                    "maxVertrouwelijkheidaanduiding": {
                        "enum": list(LEVELS),
                        "description": f"one of {', '.join(LEVELS)}",
                    },
                },
                "dependentSchemas": {
                    field: {
                        "properties": {"component": {"const": name, "description": f"{name}, since it has a {field}"}}
                    }
                    for field, name in _TYPED.items()
                },
                "allOf": [_of_component(name) for name in COMPONENTS.values()],
                "required": ["component", "scopes"],
                "additionalProperties": False,
                "description": "one Autorisatie: component, scopes, and its type and level where it has them",
            },
            "minItems": 1,
            "description": _RIGHTS_ARE,
        },
    ],
    "description": _RIGHTS_ARE,
}
_PLACE = {
    "type": "object",
    "properties": {
        "root": _ROOT,
        "former_roots": {"type": "array", "items": _ROOT, "description": "a list of API roots"},
        "via": _ADDRESS,
        "ours": {"type": "boolean", "description": "true or false: whether it is a component of Meent"},
        "client": {
            "type": "object",
            "properties": {"id": _CLIENT_ID, "secret": _SECRET},
            "required": ["id", "secret"],
            "additionalProperties": False,
            "description": "the client id and secret with which this component calls the others",
        },
    },
    "if": {"properties": {"ours": {"const": False}}, "required": ["ours"]},
    "then": {"required": ["root", "client"], "description": "root and client, since it is not ours"},
    "additionalProperties": False,
    "description": "where a component is: root, former_roots, via, ours, client",
}
#: paths that the gateway itself serves at each address
_TAKEN = ("docs", "referentielijsten")
_MUNICIPALITY = {
    "type": "object",
    "properties": {
        "name": {
            "type": "string",
            "pattern": r"^[a-z][a-z0-9-]{0,29}$",
            "description": "1 to 30 of a-z, 0-9 and -, starting with a letter",
        },
        "label": {"type": "string", "minLength": 1, "description": "the name as people write it"},
        "rsin": {"type": "string", "pattern": r"^\d{9}$", "description": "an RSIN of 9 digits, in quotes"},
        "prefix": {
            "type": "string",
            "pattern": r"^([a-z0-9][a-z0-9-]*)?$",
            "not": {"enum": [*COMPONENTS.values(), *_TAKEN]},
            "description": "one path segment of a-z, 0-9 and - that is not taken"
            f" ({_NAMES}, {', '.join(_TAKEN)}), or an empty string",
        },
        "addresses": {"type": "array", "items": _ADDRESS, "minItems": 1, "description": "a list of addresses"},
        "former_addresses": {"type": "array", "items": _ADDRESS, "description": "a list of addresses"},
        "components": {
            "type": "object",
            "properties": dict.fromkeys(COMPONENTS.values(), _PLACE),
            "additionalProperties": False,
            "description": f"names of components: {_NAMES}",
        },
        "clients": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "id": _CLIENT_ID,
                    "secret": _SECRET,
                    "label": {"type": "string", "minLength": 1, "maxLength": 100, "description": "1 to 100 characters"},
                    "rights": _RIGHTS,
                    "only_ready_for_publication": {"type": "boolean", "description": "true or false"},
                },
                "required": ["id", "secret", "label"],
                "additionalProperties": False,
                "description": "a client: id, secret, label, rights",
            },
            "description": "a list of clients",
        },
        "peers": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"root": _ROOT, "client_id": _CLIENT_ID, "secret": _SECRET},
                "required": ["root"],
                "dependentRequired": {"client_id": ["secret"], "secret": ["client_id"]},
                "additionalProperties": False,
                "description": "a trusted peer: root, and client_id with secret when it asks for a token",
            },
            "description": "a list of trusted peers",
        },
        "callbacks": {"type": "array", "items": _CALLBACK, "description": "a list of addresses of subscribers"},
        "https_callbacks": {
            "type": "boolean",
            "description": "true or false: whether subscribers are told by https only",
        },
    },
    "required": ["name", "label", "rsin", "addresses"],
    "additionalProperties": False,
    "description": "a municipality: name, label, rsin, addresses, and optionally prefix, components, clients, peers",
}
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
        "municipalities": {
            "type": "array",
            "items": _MUNICIPALITY,
            "minItems": 1,
            "description": "a list of one or more",
        },
        "storage": {
            "type": "object",
            "properties": {"documents": {"type": "string", "description": "the path of a folder"}},
            "additionalProperties": False,
            "description": "`documents: <folder>`",
        },
        "encryption_keys": {
            "type": "array",
            "items": _SECRET,
            "minItems": 1,
            "description": "a list of one or more keys, the newest first, as [{file: secrets/encryption}]",
        },
    },
    "required": ["municipalities"],
    "additionalProperties": False,
    "description": "a stack: municipalities, and optionally storage and encryption_keys",
}
