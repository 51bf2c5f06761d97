# SPDX-License-Identifier: EUPL-1.2
"""The contract of this component, served without a token: the committed file, with this address as its server."""

from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

import orjson
import yaml
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from servicekit.openapi.examples import placed
from servicekit.openapi.reading import folded
from servicekit.problems import Problem
from servicekit.stack.municipalities import here

#: the API roots of a municipality at an address: (code of the standard, URL) of each component
type Roots = tuple[tuple[str, str], ...]


def contracts_folder() -> Path:
    """Where the contracts are: CONTRACTS, or beside the code in a checkout."""
    if settings.CONTRACTS:
        return Path(settings.CONTRACTS)
    return Path(__file__).resolve().parents[4] / "contracts"


#: what an operation is called by clients made before the standard settled on its names (gemma-zds-client)
_OLDER = {"retrieve": "read", "destroy": "delete"}


def older_name(operation: str) -> str:
    """Return the operationId under which older clients look for an operation."""
    resource, _, verb = operation.rpartition("_")
    return f"{resource}_{_OLDER[verb]}" if verb in _OLDER else operation


@cache
def _text() -> str:
    return (contracts_folder() / settings.COMPONENT.name / "openapi.yaml").read_text(encoding="utf-8")


def _document(roots: Roots) -> dict[str, Any]:
    """Return the committed contract as a municipality with these API roots has it."""
    text = placed(_text(), dict(roots))
    document: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  (our own file)
    return document | {"servers": [{"url": dict(roots)[settings.COMPONENT.code]}]}


def _yaml(document: dict[str, Any]) -> bytes:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return yaml.dump(document, Dumper=dumper, sort_keys=False, allow_unicode=True).encode()


@cache
def _official(roots: Roots) -> tuple[bytes, bytes]:
    document = _document(roots)
    return orjson.dumps(document), _yaml(document)


@cache
def _older(roots: Roots) -> bytes:
    document = _document(roots)
    for item in document["paths"].values():
        for operation in item.values():
            operation["operationId"] = older_name(operation["operationId"])
    return _yaml(document)


@cache
def _documentation(roots: Roots) -> bytes:
    return orjson.dumps(folded(_document(roots)))


def _roots() -> Roots:
    return tuple(here().roots.items())


def _read_only(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        request.allowed = "GET, HEAD, OPTIONS"  # type: ignore[attr-defined]
        if request.method == "OPTIONS":
            return HttpResponse(status=204)
        if request.method not in ("GET", "HEAD"):
            raise Problem(405, f'Methode "{request.method}" is niet toegestaan.')
        return view(request)

    return guarded


@_read_only
def openapi_json(_: HttpRequest) -> HttpResponse:
    """Answer with the contract as JSON."""
    return HttpResponse(_official(_roots())[0], content_type="application/json")


@_read_only
def openapi_yaml(_: HttpRequest) -> HttpResponse:
    """Answer with the contract as YAML."""
    return HttpResponse(_official(_roots())[1], content_type="application/yaml")


@_read_only
def older_yaml(_: HttpRequest) -> HttpResponse:
    """Answer with the contract as YAML, for clients that find operations by their older names."""
    return HttpResponse(_older(_roots()), content_type="application/yaml")


@_read_only
def documentation_json(_: HttpRequest) -> HttpResponse:
    """Answer with the contract as the documentation pages show it: how an operation fails is told once."""
    return HttpResponse(_documentation(_roots()), content_type="application/json")


@_read_only
def root(_: HttpRequest) -> HttpResponse:
    """The API root, which clients ask for to see whether it is there."""
    component, base = settings.COMPONENT, here().roots[settings.COMPONENT.code]
    body = {"title": component.title, "version": component.version, "openapi": f"{base}/openapi.json"}
    return HttpResponse(orjson.dumps(body), content_type="application/json")
