# SPDX-License-Identifier: EUPL-1.2
"""A resource of the contract: one class that names its model, schema, filters, scopes and operations.

Its views are plain Django views, since DRF's dispatch costs as much CPU as the whole of a read; drf-spectacular sees
them through an adapter (openapi/generation.py).
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from functools import partial as bound
from hashlib import sha256
from inspect import get_annotations
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from servicekit import caller
from servicekit.journal import audit
from servicekit.journal.schemas import AuditTrailSchema
from servicekit.problems import NotFound, Problem
from servicekit.reading import answers
from servicekit.reading.expanding import NAME as EXPAND
from servicekit.reading.expanding import Branch, Expand
from servicekit.reading.filters import Filters
from servicekit.references import absolute, uuid_in
from servicekit.representations.bodies import Body, whole
from servicekit.representations.etags import etag_header
from servicekit.representations.model import Represented
from servicekit.representations.rendering import digest, dump
from servicekit.representations.schemas import Schema, parse
from servicekit.rights import store
from servicekit.rights.checks import require_scope
from servicekit.rights.tokens import authenticate
from servicekit.web import bodies
from servicekit.web.operations import DEFAULT, Operation, operation_of
from servicekit.writing.idempotency.keys import Key, Repeated

CRS = "EPSG:4326"
_REFUSED = re.compile(r"q=0(\.0*)?")
_ACCEPTED = ("application/json", "application/*", "*/*", "application/problem+json")


class Unknown(TypeError):
    """A resource has an attribute that means nothing here, such as one of DRF's: it would be ignored without a word."""


class Resource:
    """The operations of one resource. A subclass names what it is and translates; it decides nothing.

    The docstrings of a subclass and its operations stand in the contract, so they are in Dutch.
    """

    model: ClassVar[type[Represented]]
    schema: ClassVar[type[Schema]]
    filters: ClassVar[Filters] = Filters(fields={})
    order: ClassVar[str] = "r.id DESC"
    scopes: ClassVar[dict[str, tuple[str, ...]]]  #: operation -> any of these
    expand: ClassVar[Expand | None] = None  #: what can be shown whole in it, and in that
    crs: ClassVar[bool] = False  #: whether the standard's CRS headers are asked for (zaken only)
    conditional: ClassVar[bool] = True  #: ETag, If-None-Match, If-Match and HEAD
    contract: ClassVar[dict[str, Operation]] = {}  #: operation -> what is said of it, of each

    def __init_subclass__(cls) -> None:
        """Take the declared operations. Raises Unknown."""
        contract = dict(cls.__dict__.get("contract", {}))
        known = {name for each in cls.__mro__[1:] for name in (*vars(each), *get_annotations(each))}
        for name, value in list(vars(cls).items()):
            if isinstance(value, Operation) and name in cls.scopes:
                contract[name] = value
                setattr(cls, name, _call(name, value))
            elif name.startswith("_"):
                continue
            elif name in cls.scopes and callable(value):
                contract[name] = operation_of(value, contract.get(name, DEFAULT))
            elif name not in known:
                raise Unknown(f"{cls.__name__}.{name}")
        cls.contract = {**cls.contract, **contract}

    @cached_property
    def source(self) -> answers.Source:
        """Where this resource's rows are read."""
        return answers.Source(self.model)

    @classmethod
    def as_view(cls, actions: dict[str, str]) -> Callable[..., HttpResponse]:
        """The view of one path: `actions` maps lower-case methods to operations, as DRF's routers do."""
        resource = cls()
        operations = dict(actions)
        if "get" in operations:
            operations["head"] = operations["get"]

        def view(request: HttpRequest, **arguments: Any) -> HttpResponse:
            return resource.answer(request, operations, arguments)

        view.csrf_exempt = True  # type: ignore[attr-defined]
        view.resource, view.actions = cls, dict(actions)  # type: ignore[attr-defined]
        return view

    def answer(self, request: HttpRequest, operations: dict[str, str], arguments: dict[str, Any]) -> HttpResponse:
        """Authenticate, check what every operation asks for, and call the operation."""
        request.allowed = ", ".join([*sorted(method.upper() for method in operations), "OPTIONS"])  # type: ignore[attr-defined]
        if request.method == "OPTIONS":
            return HttpResponse(status=204)
        operation = operations.get((request.method or "").lower())
        if operation is None:
            raise Problem(405, f'Methode "{request.method}" is niet toegestaan.')
        request.operation = f"{self.model.resource}_{operation}"  # type: ignore[attr-defined]
        authorize_request(request)
        self._accept(request)
        if request.method not in ("GET", "HEAD"):
            bodies.require_plain(request)
        if self.crs:
            _check_crs(request)
        answer = self._operate(request, operation, arguments)
        if self.crs:
            answer["Content-Crs"] = CRS
        return answer

    def _operate(self, request: HttpRequest, operation: str, arguments: dict[str, Any]) -> HttpResponse:
        if operation in ("update", "partial_update"):
            # What is absent or forbidden is so whatever the body says (rules 1.8).
            answers.representation(self.source, arguments["uuid"], self.scopes[operation], etag_only=True)
        elif operation == "destroy":
            require_scope(self.scopes[operation])
        try:
            return getattr(self, operation)(request, **arguments)
        except Repeated as repeated:
            uuid = uuid_in(repeated.reference, repeated.reference.split(":", 1)[-1].rpartition("/")[0])
            if uuid is None:
                raise NotFound() from None
            read = self.scopes.get("retrieve", self.scopes.get(operation, ()))
            _, body = answers.representation(self.source, uuid, (*read, *self.scopes[operation]))
            return self._made(body, repeated.reference, repeated.status)

    def _accept(self, request: HttpRequest) -> None:
        accept = request.headers.get("Accept")
        if accept and not any(_accepts(each) for each in accept.lower().split(",")):
            raise Problem(406, "Dit antwoord is er alleen als application/json.")

    # Reads ----------------------------------------------------------------------------------------------------------

    def list(self, request: HttpRequest, **_: Any) -> HttpResponse:
        """Rows that the filters and the predicate leave."""
        parameters, expand = self.asked(request)
        query = self.filters.read(parameters)
        if self.filters.paged:
            day = self.day_of(parameters)
            return answers.page(request, self.source, query, self.scopes["list"], self.order, day=day, expand=expand)
        return answers.array(self.source, query, self.scopes["list"], self.order)

    def retrieve(self, request: HttpRequest, uuid: UUID, **_: Any) -> HttpResponse:
        """One row."""
        parameters, expand = self.asked(request)
        Filters(fields={}, paged=False).read(parameters)
        return answers.retrieve(request, self.source, uuid, self.scopes["retrieve"], expand=expand)

    def asked(self, request: HttpRequest) -> tuple[dict[str, str], Branch | None]:
        """The query parameters, and apart from them what is to be shown whole. Raises what `Expand.read` does."""
        parameters = single_values(request)
        if self.expand is None or parameters.pop(EXPAND, "") == "":
            return parameters, None
        return parameters, self.expand.read(request.GET.getlist(EXPAND), self.model.collection)

    def day_of(self, parameters: Mapping[str, str]) -> date | None:
        """The day, in checked query parameters, for which what depends on it is asked; None is today."""
        return None

    # Writes: what a subclass's one-line operations are made of -------------------------------------------------------

    def body(
        self,
        request: HttpRequest,
        operation: str,
        schema: type[Schema] | None = None,
        more_faults: Callable[..., None] | None = None,
        **how: Any,
    ) -> dict[str, Any]:
        """The checked values of the request, after the scope that the operation needs at least.

        Takes and raises what `bodies.read` and `parse` do.
        """
        require_scope(self.scopes[operation])
        given = bodies.read(request, **how)
        partial = operation == "partial_update"
        return parse(schema or self.schema, given, partial=partial, more_faults=more_faults)

    def created(self, instance: Represented, *, headers: dict[str, str] | None = None) -> HttpResponse:
        """201 with the representation and its Location."""
        return self._made(whole(instance), instance.reference, 201, headers)

    def changed(self, instance: Represented, *, headers: dict[str, str] | None = None) -> HttpResponse:
        """200 with the representation."""
        body = whole(instance)
        answer = answers.json(body)
        if self.conditional:
            answer["ETag"] = etag_header(digest(bytes(body)) if instance.by_day else instance.etag)
        for name, value in (headers or {}).items():
            answer[name] = value
        return answer

    def gone(self) -> HttpResponse:
        """204."""
        return HttpResponse(status=204)

    def _made(self, body: Body, reference: str, status: int, headers: dict[str, str] | None = None) -> HttpResponse:
        answer = answers.json(body, status)
        answer["Location"] = absolute(reference)
        for name, value in (headers or {}).items():
            answer[name] = value
        return answer


def _call(name: str, declared: Operation) -> Callable[..., HttpResponse]:
    """The method of an operation that is one call of its action."""
    action, schema = declared.action, declared.body if isinstance(declared.body, type) else None
    assert action is not None, f"{name} calls nothing"

    def read(self: Resource, request: HttpRequest, **where: Any) -> dict[str, Any]:
        more = declared.more_faults
        return self.body(request, name, schema, bound(more, **where) if more else None, large=declared.large)

    def create(self: Resource, request: HttpRequest, **where: Any) -> HttpResponse:
        return self.created(action(**where, **read(self, request, **where)))

    def change(self: Resource, request: HttpRequest, uuid: UUID) -> HttpResponse:
        return self.changed(action(uuid, partial=name == "partial_update", **read(self, request, uuid=uuid)))

    def destroy(self: Resource, request: HttpRequest, uuid: UUID) -> HttpResponse:
        action(uuid)
        return self.gone()

    def other(self: Resource, request: HttpRequest, uuid: UUID) -> HttpResponse:
        return self.changed(action(uuid))

    methods: dict[str, Callable[..., HttpResponse]] = {
        "create": create, "update": change, "partial_update": change, "destroy": destroy
    }  # fmt: skip
    return methods.get(name, other)


class AuditTrail(Resource):
    """The audit trail below a main object: for who may read both the trail and the object."""

    conditional = False
    filters = Filters(fields={}, paged=False)
    main_scopes: ClassVar[tuple[str, ...]]  #: that reading the main object takes
    scopes = {"list": ("audittrails.lezen",), "retrieve": ("audittrails.lezen",)}
    contract = {
        "list": Operation(
            id="audittrail_list", summary="Vraag alle auditregels van dit object op.", answer=AuditTrailSchema
        ),
        "retrieve": Operation(id="audittrail_retrieve", summary="Vraag een auditregel op.", answer=AuditTrailSchema),
    }

    def list(self, request: HttpRequest, main_uuid: UUID, **_: Any) -> HttpResponse:  # type: ignore[override]
        """All entries, oldest first."""
        self.filters.read(single_values(request))
        main = self._reference(main_uuid)
        return answers.json(dump(audit.trail(main, self._code(), caller.current().rights, self.main_scopes)))

    def retrieve(self, request: HttpRequest, main_uuid: UUID, uuid: UUID, **_: Any) -> HttpResponse:  # type: ignore[override]
        """One entry."""
        self.filters.read(single_values(request))
        main = self._reference(main_uuid)
        found = audit.entry(main, uuid, self._code(), caller.current().rights, self.main_scopes)
        if found is None:
            raise NotFound()
        return answers.json(dump(found))

    def _reference(self, uuid: UUID) -> str:
        # First, since it looks whether the rights that this process knows are those of this moment.
        answers.representation(self.source, uuid, self.main_scopes, etag_only=True)
        require_scope(self.scopes["list"])
        return self.model(uuid=uuid).reference

    def _code(self) -> str:
        from django.conf import settings

        return settings.COMPONENT.code


def authorize_request(request: HttpRequest) -> None:
    """Set the caller of this request from its token. Raises Forbidden."""
    claims = authenticate(request.headers.get("Authorization"))
    client_id = claims["client_id"]
    _, rights = store.cached(client_id)
    request.client_id = client_id  # type: ignore[attr-defined]
    who = caller.Caller(
        client_id=client_id,
        user_id=claims["user_id"],
        user_representation=claims["user_representation"],
        rights=rights,
        toelichting=request.headers.get("X-Audit-Toelichting", ""),
        logrecord_id=request.headers.get("X-NLX-Logrecord-ID", ""),
        request_id=getattr(request, "request_id", ""),
        traceparent=getattr(request, "traceparent", ""),
        # Of what changes a resource, and not of what is done with it, as publishing.
        if_match=request.headers.get("If-Match", "") if request.method in ("PUT", "PATCH", "DELETE") else "",
    )
    caller.set_current(who)
    if request.method in ("GET", "HEAD"):
        return
    # A write is judged by the rights of this moment; a read compares generations in its own statement.
    who.rights = store.current(client_id)
    # Only what makes something can be answered from what it made.
    makes = request.operation.endswith("_create")  # type: ignore[attr-defined]
    if makes and (key := request.headers.get("Idempotency-Key")):
        name = key if len(key) <= 255 else sha256(key.encode()).hexdigest()
        who.key = Key(client_id, "POST", request.path_info[:1000], name)


def _accepts(media_range: str) -> bool:
    """Whether one item of an Accept header, in lower case, lets JSON through (RFC 9110 section 12.5.1)."""
    media, *parameters = (part.strip() for part in media_range.split(";"))
    return media in _ACCEPTED and not any(_REFUSED.fullmatch(each) for each in parameters)


def single_values(request: HttpRequest) -> dict[str, str]:
    """Query parameters, the last value of each, as the standard has no repeated ones."""
    return {name: values[-1] for name, values in request.GET.lists()}


def _check_crs(request: HttpRequest) -> None:
    """412 for an absent CRS header, 406 for another (C17): Accept- on all but DELETE, Content- on bodies."""
    wanted = [] if request.method == "DELETE" else ["Accept-Crs"]
    if request.method in ("POST", "PUT", "PATCH"):
        wanted.append("Content-Crs")
    for name in wanted:
        value = request.headers.get(name)
        if value is None:
            raise Problem(412, f"'{name}' header ontbreekt")
        if value != CRS:
            raise Problem(406, f"CRS '{value}' is niet ondersteund")
