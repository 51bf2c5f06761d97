# SPDX-License-Identifier: EUPL-1.2
"""The contract of this component, served without a token: the committed file, with this address as its server."""

from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path

import orjson
import yaml
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from servicekit.municipalities import here
from servicekit.problems import Problem


def contracts_folder() -> Path:
    """Where the contracts are: CONTRACTS, or beside the code in a checkout."""
    if settings.CONTRACTS:
        return Path(settings.CONTRACTS)
    return Path(__file__).resolve().parents[4] / "contracts"


@cache
def _text() -> str:
    return (contracts_folder() / settings.COMPONENT.name / "openapi.yaml").read_text(encoding="utf-8")


@cache
def _document(server: str) -> tuple[bytes, bytes]:
    document = yaml.load(_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  (our own file)
    document["servers"] = [{"url": server}]
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return orjson.dumps(document), yaml.dump(document, Dumper=dumper, sort_keys=False, allow_unicode=True).encode()


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
    """The contract as JSON."""
    return HttpResponse(_document(here().roots[settings.COMPONENT.code])[0], content_type="application/json")


@_read_only
def openapi_yaml(_: HttpRequest) -> HttpResponse:
    """The contract as YAML."""
    return HttpResponse(_document(here().roots[settings.COMPONENT.code])[1], content_type="application/yaml")


@_read_only
def root(_: HttpRequest) -> HttpResponse:
    """The API root, which clients ask for to see whether it is there."""
    component, base = settings.COMPONENT, here().roots[settings.COMPONENT.code]
    body = {"title": component.title, "version": component.version, "openapi": f"{base}/openapi.json"}
    return HttpResponse(orjson.dumps(body), content_type="application/json")
