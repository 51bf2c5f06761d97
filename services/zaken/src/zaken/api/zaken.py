# SPDX-License-Identifier: EUPL-1.2
"""Zaken over HTTP."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from servicekit.levels import LEVELS, level_of
from servicekit.reading import answers, filters
from servicekit.rights.checks import require_scope
from servicekit.web import bodies
from servicekit.web.operations import described, operation
from servicekit.web.resources import AuditTrail, Resource, single_values
from zaken.actions import zaken as actions
from zaken.actions.destroying import destroy_zaak
from zaken.actions.scopes import CHANGE, CREATE, DESTROY, READ
from zaken.models import Zaak, enums
from zaken.schemas import RolSchema, ZaakSchema

#: by what somebody in a rol is found: name of the filter, betrokkeneType, key of betrokkeneIdentificatie
IDENTIFIED_BY = (
    ("natuurlijkPersoon__inpBsn", "natuurlijk_persoon", "inpBsn"),
    ("natuurlijkPersoon__anpIdentificatie", "natuurlijk_persoon", "anpIdentificatie"),
    ("natuurlijkPersoon__inpA_nummer", "natuurlijk_persoon", "inpA_nummer"),
    ("nietNatuurlijkPersoon__innNnpId", "niet_natuurlijk_persoon", "innNnpId"),
    ("nietNatuurlijkPersoon__annIdentificatie", "niet_natuurlijk_persoon", "annIdentificatie"),
    ("vestiging__vestigingsNummer", "vestiging", "vestigingsNummer"),
    ("medewerker__identificatie", "medewerker", "identificatie"),
    ("organisatorischeEenheid__identificatie", "organisatorische_eenheid", "identificatie"),
)
#: the same names -> how many characters the standard gives them
MAX_LENGTH = {
    "natuurlijkPersoon__inpBsn": 9,
    "natuurlijkPersoon__anpIdentificatie": 17,
    "natuurlijkPersoon__inpA_nummer": 10,
    "nietNatuurlijkPersoon__annIdentificatie": 17,
    "vestiging__vestigingsNummer": 24,
    "medewerker__identificatie": 254,
}


def _rol(condition: str) -> str:
    """A condition over the rollen of a zaak: any of them, so that a zaak with several is found once."""
    return f"EXISTS (SELECT 1 FROM zaken_rol l WHERE l.zaak_id = r.id AND {condition})"


def _betrokkene(betrokkene_type: str, key: str) -> str:
    # As `IN`, so that the planner starts at the index on the identification and not at the zaken.
    return (
        "r.id IN (SELECT l.zaak_id FROM zaken_rol l"
        f" WHERE (l.betrokkene_identificatie ->> '{key}') = %s AND l.betrokkene_type = '{betrokkene_type}')"
    )


def _by_rol(sql: str, like: filters.Filter, text: str) -> filters.Filter:
    return filters.Filter(sql=sql, read=like.read, schema=like.schema, help=text)


def describe_betrokkene(betrokkene_type: str, key: str) -> str:
    """Return the description of a filter on a key of betrokkeneIdentificatie: that of the key, and of what it is."""
    group = RolSchema.kinds[betrokkene_type]().fields["betrokkeneIdentificatie"]
    return f"{group.fields[key].help_text} Van een betrokkene van het type {betrokkene_type}."


def _identification(name: str) -> filters.Filter:
    """How to read what somebody is identified by: as long as the standard has it at most, when it says how long."""
    longest = MAX_LENGTH.get(name)
    like = filters.text("")

    def read(value: str) -> str:
        if longest is not None and len(value) > longest:
            raise filters.Bad("max_length", f"Geef ten hoogste {longest} tekens.")
        return like.read(value)

    return replace(like, read=read, schema=like.schema | ({"maxLength": longest} if longest else {}))


ZAKEN_FILTERS = filters.Filters(
    fields={
        "identificatie": filters.text("r.identificatie"),
        "bronorganisatie": filters.text("r.bronorganisatie"),
        "bronorganisatie__in": filters.texts("r.bronorganisatie"),
        "zaaktype": filters.reference("r.zaaktype", "ztc:zaaktypen"),
        "archiefnominatie": filters.choice("r.archiefnominatie", tuple(enums.ARCHIEFNOMINATIE)),
        "archiefnominatie__in": filters.choices("r.archiefnominatie", tuple(enums.ARCHIEFNOMINATIE)),
        "archiefactiedatum": filters.day("r.archiefactiedatum"),
        "archiefactiedatum__isnull": filters.is_null("r.archiefactiedatum"),
        "archiefactiedatum__lt": filters.day("r.archiefactiedatum", "<"),
        "archiefactiedatum__gt": filters.day("r.archiefactiedatum", ">"),
        "archiefstatus": filters.choice("r.archiefstatus", tuple(enums.ARCHIEFSTATUS)),
        "archiefstatus__in": filters.choices("r.archiefstatus", tuple(enums.ARCHIEFSTATUS)),
        "startdatum": filters.day("r.startdatum"),
        "startdatum__gt": filters.day("r.startdatum", ">"),
        "startdatum__gte": filters.day("r.startdatum", ">="),
        "startdatum__lt": filters.day("r.startdatum", "<"),
        "startdatum__lte": filters.day("r.startdatum", "<="),
        "registratiedatum": filters.day("r.registratiedatum"),
        "registratiedatum__gt": filters.day("r.registratiedatum", ">"),
        "registratiedatum__lt": filters.day("r.registratiedatum", "<"),
        "einddatum": filters.day("r.einddatum"),
        "einddatum__isnull": filters.is_null("r.einddatum"),
        "einddatum__gt": filters.day("r.einddatum", ">"),
        "einddatum__lt": filters.day("r.einddatum", "<"),
        "einddatumGepland": filters.day("r.einddatum_gepland"),
        "einddatumGepland__gt": filters.day("r.einddatum_gepland", ">"),
        "einddatumGepland__lt": filters.day("r.einddatum_gepland", "<"),
        "uiterlijkeEinddatumAfdoening": filters.day("r.uiterlijke_einddatum_afdoening"),
        "uiterlijkeEinddatumAfdoening__gt": filters.day("r.uiterlijke_einddatum_afdoening", ">"),
        "uiterlijkeEinddatumAfdoening__lt": filters.day("r.uiterlijke_einddatum_afdoening", "<"),
        "rol__betrokkeneType": _by_rol(
            _rol("l.betrokkene_type = %s"),
            filters.choice("", tuple(enums.BETROKKENE_TYPE)),
            "Het soort van een betrokkene bij de zaak.",
        ),
        "rol__betrokkene": _by_rol(
            "r.id IN (SELECT zaak_id FROM zaken_rol WHERE betrokkene = %s)",
            filters.reference(""),
            "URL-referentie naar een betrokkene bij de zaak.",
        ),
        "rol__omschrijvingGeneriek": _by_rol(
            _rol("l.omschrijving_generiek = %s"),
            filters.choice("", enums.OMSCHRIJVING_GENERIEK),
            "De algemene omschrijving van een rol in de zaak.",
        ),
        "maximaleVertrouwelijkheidaanduiding": filters.Filter(
            sql="r.niveau <= %s",
            read=lambda value: level_of(filters.choice("", LEVELS).read(value)),
            schema={"type": "string", "enum": list(LEVELS)},
            help="Zaken met deze vertrouwelijkheidaanduiding, of een die openbaarder is.",
        ),
        **{
            f"rol__betrokkeneIdentificatie__{name}": _by_rol(
                _betrokkene(betrokkene_type, key), _identification(name), describe_betrokkene(betrokkene_type, key)
            )
            for name, betrokkene_type, key in IDENTIFIED_BY
        },
    },
    ordering={
        name: f"r.{name}"
        for name in (
            "startdatum",
            "einddatum",
            "publicatiedatum",
            "archiefactiedatum",
            "registratiedatum",
            "identificatie",
        )
    },
)

#: what `_zoek` takes in its body, the page in its query
ZOEK_CRITERIA = filters.Filters(
    fields={
        "uuid__in": filters.uuids("r.uuid"),
        **ZAKEN_FILTERS.fields,
        "zaaktype__in": filters.references_in("r.zaaktype"),
    },
    ordering=ZAKEN_FILTERS.ordering,
    paged=False,
)
ZOEK_PAGE = filters.Filters(fields={})


class ZaakResource(Resource):
    """Zaken: wat er voor een inwoner of organisatie in behandeling is."""

    model = Zaak
    schema = ZaakSchema
    filters = ZAKEN_FILTERS
    crs = True
    scopes = {
        "list": READ,
        "retrieve": READ,
        "create": CREATE,
        "update": CHANGE,
        "partial_update": CHANGE,
        "destroy": DESTROY,
        "zoek": READ,
    }
    create = operation(actions.create_zaak, "Maak een ZAAK aan.", more_faults=actions.zaak_faults)
    update = operation(actions.update_zaak, "Werk een ZAAK in zijn geheel bij.", more_faults=actions.zaak_faults)
    partial_update = operation(actions.update_zaak, "Werk een ZAAK deels bij.", more_faults=actions.zaak_faults)
    destroy = operation(destroy_zaak, "Verwijder een ZAAK met alles wat van haar is, haar deelzaken en audittrail ook.")

    @described(
        id="zaak__zoek",
        body=ZOEK_CRITERIA.schema(),
        example={"rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn": "111222333", "einddatum__isnull": True},
        parameters=ZOEK_PAGE,
        answer=ZaakSchema,
        many=True,
        status=200,
    )
    def zoek(self, request: HttpRequest) -> HttpResponse:
        """Zoek zaken; de criteria staan in de inhoud, zodat persoonsgegevens niet in een adres belanden."""
        require_scope(self.scopes["zoek"])
        page = ZOEK_PAGE.read(single_values(request)).page
        query = ZOEK_CRITERIA.read_body(bodies.read(request), page)
        return answers.page(request, self.source, query, self.scopes["zoek"], self.order)


class ZaakAuditTrail(AuditTrail):
    """Het audittrail van een zaak."""

    model = Zaak
    main_scopes = READ
