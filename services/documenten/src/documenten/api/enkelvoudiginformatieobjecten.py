# SPDX-License-Identifier: EUPL-1.2
"""Documents over HTTP."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from documenten.actions import enkelvoudiginformatieobjecten as actions
from documenten.actions import locks, reading
from documenten.actions.scopes import CHANGE, CREATE, DESTROY, LOCK, READ, UNLOCK
from documenten.api.download import Download
from documenten.models import EnkelvoudigInformatieObject, enums
from documenten.schemas import (
    EnkelvoudigInformatieObjectCreateLockRequestSchema,
    EnkelvoudigInformatieObjectCreateLockSchema,
    EnkelvoudigInformatieObjectSchema,
    EnkelvoudigInformatieObjectWithLockRequestSchema,
    LockEnkelvoudigInformatieObjectSchema,
    UnlockEnkelvoudigInformatieObjectSchema,
)
from servicekit.reading import answers, filters
from servicekit.representations.bodies import Body
from servicekit.representations.rendering import dump
from servicekit.rights.checks import require_scope
from servicekit.web import bodies
from servicekit.web.operations import described, operation
from servicekit.web.resources import AuditTrail, Resource, single_values


def _related(condition: str, like: filters.Filter, *, hidden: bool = False) -> filters.Filter:
    """A filter on the objects that a document belongs to."""
    return filters.Filter(
        sql=f"r.id IN (SELECT informatieobject_id FROM documenten_objectinformatieobject WHERE {condition})",
        read=like.read,
        schema=like.schema,
        help=like.help,
        hidden=hidden,
    )


_OBJECT = ("object = %s", filters.reference("", help="URL-referentie naar een object waar het bij hoort."))
_OBJECT_TYPE = (
    "object_type = %s",
    filters.choice("", (*enums.OBJECT_TYPE, "verzoek"), help="Het type van een object waar het bij hoort."),
)

LIST_FILTERS = filters.Filters(
    fields={
        "identificatie": filters.text("r.identificatie"),
        "bronorganisatie": filters.text("r.bronorganisatie"),
        "objectinformatieobjecten_object": _related(*_OBJECT),
        "objectinformatieobjecten_objectType": _related(*_OBJECT_TYPE),
        # The spelling that clients in use send (C24).
        "objectinformatieobjecten__object": _related(*_OBJECT, hidden=True),
        "objectinformatieobjecten__objectType": _related(*_OBJECT_TYPE, hidden=True),
        "trefwoorden": filters.Filter(
            sql="r.trefwoorden @> %s::text[]",
            read=filters.texts("").read,
            schema={"type": "array", "items": {"type": "string"}},
            help="Trefwoorden die het informatieobject alle heeft, gescheiden door komma's.",
        ),
    }
)
ZOEK_CRITERIA = filters.Filters(
    fields={
        "uuid__in": filters.uuids("r.uuid", help="De UUID's van de informatieobjecten."),
        "identificatie": filters.text("r.identificatie"),
        "bronorganisatie": filters.text("r.bronorganisatie"),
    }
)
ZOEK_PAGE = filters.Filters(fields={})
#: which version; `r` is the version
VERSION = filters.Filters(
    fields={
        "versie": filters.integer("r.versie", help="Het nummer van de versie."),
        "registratieOp": replace(
            filters.instant("r.begin_registratie", "<=", help="Een moment: de versie die toen de laatste was."),
            schema={"type": "string"},  # without a format, as the standard has it
        ),
    },
    paged=False,
)


class EnkelvoudigInformatieObjectResource(Resource):
    """Enkelvoudige informatieobjecten: documenten met hun inhoud, in versies."""

    model = EnkelvoudigInformatieObject
    schema = EnkelvoudigInformatieObjectSchema
    filters = LIST_FILTERS
    scopes = {
        "list": READ,
        "retrieve": READ,
        "download": READ,
        "zoek": READ,
        "create": CREATE,
        "update": CHANGE,
        "partial_update": CHANGE,
        "destroy": DESTROY,
        "lock": LOCK,
        "unlock": UNLOCK,
    }

    create = operation(
        actions.create_informatieobject,
        "Maak een ENKELVOUDIGINFORMATIEOBJECT aan.",
        body=EnkelvoudigInformatieObjectCreateLockRequestSchema,
        large="inhoud",
        more_faults=actions.informatieobject_faults,
        answer=EnkelvoudigInformatieObjectCreateLockSchema,
        problems=(507,),
    )
    update = operation(
        actions.update_informatieobject,
        "Maak een nieuwe versie, in zijn geheel uit dit verzoek.",
        body=EnkelvoudigInformatieObjectWithLockRequestSchema,
        large="inhoud",
        more_faults=actions.informatieobject_faults,
        problems=(507,),
    )
    partial_update = operation(
        actions.update_informatieobject,
        "Maak een nieuwe versie, uit de laatste en dit verzoek.",
        body=EnkelvoudigInformatieObjectWithLockRequestSchema,
        large="inhoud",
        more_faults=actions.informatieobject_faults,
        problems=(507,),
    )
    destroy = operation(
        actions.destroy_informatieobject,
        "Verwijder een ENKELVOUDIGINFORMATIEOBJECT met al zijn versies en hun inhoud.",
    )

    @described(parameters=VERSION)
    def retrieve(self, request: HttpRequest, uuid: UUID, **_: object) -> HttpResponse:
        """Vraag een ENKELVOUDIGINFORMATIEOBJECT op, in zijn laatste of een eerdere versie."""
        query = VERSION.read(single_values(request))
        if not query.conditions:
            return answers.retrieve(request, self.source, uuid, READ)
        return answers.variant(request, reading.read_version(uuid, query))

    @described(body=None, answer=LockEnkelvoudigInformatieObjectSchema)
    def lock(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Lock een ENKELVOUDIGINFORMATIEOBJECT, om het te wijzigen."""
        return answers.json(dump({"lock": locks.lock_informatieobject(uuid)}))

    @described(body=UnlockEnkelvoudigInformatieObjectSchema, answer=None)
    def unlock(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Geef een gelockt ENKELVOUDIGINFORMATIEOBJECT vrij."""
        given = self.body(request, "unlock", UnlockEnkelvoudigInformatieObjectSchema, optional=True)
        locks.unlock_informatieobject(uuid, lock_id=given["lock"])
        return self.gone()

    @described(parameters=VERSION, answer={"type": "string", "format": "binary"}, media="application/octet-stream")
    def download(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Download de inhoud van een ENKELVOUDIGINFORMATIEOBJECT."""
        versie = reading.find_version(uuid, VERSION.read(single_values(request)))
        return Download(reading.open_content(versie), name=versie.bestandsnaam or versie.identificatie)

    @described(
        id="enkelvoudiginformatieobject__zoek",
        body=ZOEK_CRITERIA.schema(),
        example={"uuid__in": ["b85a3f7c-1e92-4d6b-8f04-a7c3d2e95b88"]},
        parameters=ZOEK_PAGE,
        many=True,
    )
    def zoek(self, request: HttpRequest) -> HttpResponse:
        """Zoek ENKELVOUDIGINFORMATIEOBJECTEN; de criteria staan in de inhoud van het verzoek."""
        require_scope(self.scopes["zoek"])
        page = ZOEK_PAGE.read(single_values(request)).page
        query = ZOEK_CRITERIA.read_body(bodies.read(request), page)
        return answers.page(request, self.source, query, self.scopes["zoek"], self.order)

    def _accept(self, request: HttpRequest) -> None:
        # Content has the type it has, and clients ask for the one they expect.
        if not request.operation.endswith("_download"):  # type: ignore[attr-defined]
            super()._accept(request)

    def _made(self, body: Body, reference: str, status: int, headers: dict[str, str] | None = None) -> HttpResponse:
        return super()._made(reading.as_created(body), reference, status, headers)


class EnkelvoudigInformatieObjectAuditTrail(AuditTrail):
    """Het audittrail van een enkelvoudig informatieobject."""

    model = EnkelvoudigInformatieObject
    main_scopes = READ
