# SPDX-License-Identifier: EUPL-1.2
"""What a file holds: the resources of a catalogue, each in what it belongs to, with the fields of the API.

A field that leads to what a row belongs to is left out, since its place in the file says it. A statustype is referred
to by its omschrijving, or its volgnummer where two share that.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import Any

from rest_framework import serializers

from catalogi.actions import (
    besluittypen,
    catalogussen,
    eigenschappen,
    informatieobjecttypen,
    resultaattypen,
    roltypen,
    statustypen,
    versions,
    zaakobjecttypen,
    zaaktype_informatieobjecttypen,
    zaaktypen,
)
from catalogi.actions.names import NAME_FIELDS
from catalogi.models import (
    BesluitType,
    Catalogus,
    Eigenschap,
    InformatieObjectType,
    ResultaatType,
    RolType,
    StatusType,
    ZaakObjectType,
    ZaakType,
    ZaakTypeInformatieObjectType,
)
from catalogi.schemas import CatalogusSchema, EigenschapSchema, InformatieObjectTypeSchema, RolTypeSchema
from catalogi.schemas.besluittypen import BesluitTypeCreateSchema
from catalogi.schemas.relations import NameField
from catalogi.schemas.resultaattypen import ResultaatTypeCreateSchema
from catalogi.schemas.statustypen import StatusTypeSchema
from catalogi.schemas.zaakobjecttypen import ZaakObjectTypeCreateSchema
from catalogi.schemas.zaaktype_informatieobjecttypen import ZaakTypeInformatieObjectTypeSchema
from catalogi.schemas.zaaktypen import ZaakTypeCreateSchema
from servicekit.references import NotAUrl, for_others, normal
from servicekit.representations.fields import ReferenceField
from servicekit.representations.model import Represented
from servicekit.representations.schemas import GroupSchema, Schema

#: fields that the place of a row in the file says
_PLACE = ("catalogus", "zaaktype")
_PERIOD = ("beginGeldigheid", "eindeGeldigheid")
STATUSTYPE = "statustype"
CONCEPT = "concept"

type Form = dict[str, Any]  #: fields as they stand in a file: what is empty, or has its default, is not there


@dataclass(frozen=True, kw_only=True, eq=False)
class Kind:
    """A resource in a file: how it is read, told from others of its kind, and written."""

    model: type[Represented]
    reads: type[Schema]
    create: Callable[..., Any]
    update: Callable[..., Any]
    destroy: Callable[..., Any] | None = None
    #: fields that say which row is meant; where nothing is found by the first, the next are looked at
    keys: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()  #: more fields that are not read by the schema
    #: that another fills in when the file leaves them out, so that being left out is no change
    derived: frozenset[str] = frozenset()
    #: field -> those that are worked out anew when it changes
    follows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    children: tuple["Kind", ...] = ()
    refers: bool = False  #: whether it has a statustype

    @property
    def name(self) -> str:
        """The key of such rows in a file: as the last part of their URL."""
        return self.model.collection

    @property
    def is_version(self) -> bool:
        """Whether it is published."""
        return any(each.name == CONCEPT for each in self.model._meta.concrete_fields)

    @cached_property
    def schema(self) -> type[Schema]:
        """The schema of the API without what the place in the file says."""
        gone = dict.fromkeys((*_PLACE, *self.without))
        return type(self.reads.__name__, (self.reads,), gone)

    @cached_property
    def fields(self) -> dict[str, serializers.Field]:
        """The fields that are written, in the order of the API."""
        return {name: each for name, each in self.schema().fields.items() if not each.read_only}

    def form(self, values: Mapping[str, Any]) -> Form:
        """The values of attributes as they stand in a file."""
        return {
            name: shown
            for name, each in self.fields.items()
            if not _is_left_out(each, shown := _plain(each, values.get(each.source)))
            and not (name == "versiedatum" and shown == values["begin_geldigheid"])
        }


def _is_left_out(each: serializers.Field, shown: Any) -> bool:
    return shown in (None, "", [], {}) or (shown is False and each.default is False)


def _plain(each: serializers.Field, value: Any) -> Any:
    """A value of an attribute as a file has it."""
    if value is None:
        return None
    if isinstance(each, (serializers.ListField, serializers.ListSerializer)):
        return [_plain(each.child, item) for item in value]
    if isinstance(each, Schema):
        wire = isinstance(each, GroupSchema)  # kept by the names of the wire
        parts = {
            name: _plain(part, value.get(name if wire else part.source))
            for name, part in each.fields.items()
            if not part.read_only
        }
        return {name: part for name, part in parts.items() if not _is_left_out(each.fields[name], part)}
    if isinstance(each, ReferenceField):
        return for_others(value)
    if isinstance(each, NameField):
        return _name_or_url(value)
    return value


def _name_or_url(text: str) -> str:
    try:
        return for_others(normal(text))
    except NotAUrl:
        return text


@dataclass(eq=False)
class Item:
    """A row, as it is stored or as a file has it."""

    kind: Kind
    form: Form
    concept: bool = False
    children: dict[str, list["Item"]] = field(default_factory=dict)
    given: dict[str, Any] = field(default_factory=dict)  #: of a file: what the actions take
    place: str = ""  #: of a file: where it stands
    row: Any = None  #: as it is stored
    statustype: "Item | None" = None  #: of a file: what it refers to

    @property
    def label(self) -> str:
        """By what people know it."""
        named = [str(self.form[key]) for key in self.kind.keys[0] if key in self.form] if self.kind.keys else []
        return " ".join(named)

    def of(self, kind: Kind) -> list["Item"]:
        """What it has of a kind."""
        return self.children.get(kind.name, [])


def name_statustypen(statustypen: list[Item]) -> dict[int, str | int | None]:
    """By which text or number each statustype (by its place in the list) of a zaaktype is referred to, if by any."""
    texts = [each.form.get("omschrijving") for each in statustypen]
    numbers = [each.form.get("volgnummer") for each in statustypen]
    named: dict[int, str | int | None] = {}
    for index, (text, number) in enumerate(zip(texts, numbers, strict=True)):
        if texts.count(text) == 1:
            named[index] = text
        else:
            named[index] = number if numbers.count(number) == 1 and str(number) not in texts else None
    return named


def sort_key(item: Item) -> tuple[Any, ...]:
    """By what rows of a kind stand in order, the same whoever made them and when."""
    keys = [item.form.get(key, "") for each in item.kind.keys for key in each]
    return (*(f"{each:05}" if isinstance(each, int) else str(each) for each in keys), item.concept, repr(item.form))


def catalogue_of(form: Form) -> tuple[str, str]:
    """The domein and rsin of a catalogue."""
    return form["domein"], form["rsin"]


STATUSTYPEN = Kind(
    model=StatusType,
    reads=StatusTypeSchema,
    create=statustypen.create_statustype,
    update=statustypen.update_statustype,
    destroy=statustypen.destroy_statustype,
    keys=(("volgnummer", "omschrijving"), ("omschrijving",), ("volgnummer",)),
    without=_PERIOD,
)
ROLTYPEN = Kind(
    model=RolType,
    reads=RolTypeSchema,
    create=roltypen.create_roltype,
    update=roltypen.update_roltype,
    destroy=roltypen.destroy_roltype,
    keys=(("omschrijving",),),
    without=_PERIOD,
)
RESULTAATTYPEN = Kind(
    model=ResultaatType,
    reads=ResultaatTypeCreateSchema,
    create=resultaattypen.create_resultaattype,
    update=resultaattypen.update_resultaattype,
    destroy=resultaattypen.destroy_resultaattype,
    keys=(("omschrijving",),),
    without=_PERIOD,
    derived=frozenset({"archiefnominatie", "archiefactietermijn"}),
    follows={"selectielijstklasse": ("archiefnominatie", "archiefactietermijn")},
)
EIGENSCHAPPEN = Kind(
    model=Eigenschap,
    reads=EigenschapSchema,
    create=eigenschappen.create_eigenschap,
    update=eigenschappen.update_eigenschap,
    destroy=eigenschappen.destroy_eigenschap,
    keys=(("naam",),),
    without=(*_PERIOD, STATUSTYPE),
    refers=True,
)
ZAAKOBJECTTYPEN = Kind(
    model=ZaakObjectType,
    reads=ZaakObjectTypeCreateSchema,
    create=zaakobjecttypen.create_zaakobjecttype,
    update=zaakobjecttypen.update_zaakobjecttype,
    destroy=zaakobjecttypen.destroy_zaakobjecttype,
    keys=(("relatieOmschrijving", "objecttype"), ("objecttype",)),
    without=_PERIOD,
)
DOCUMENTEN = Kind(
    model=ZaakTypeInformatieObjectType,
    reads=ZaakTypeInformatieObjectTypeSchema,
    create=zaaktype_informatieobjecttypen.create_zaaktype_informatieobjecttype,
    update=zaaktype_informatieobjecttypen.update_zaaktype_informatieobjecttype,
    destroy=zaaktype_informatieobjecttypen.destroy_zaaktype_informatieobjecttype,
    keys=(("volgnummer",),),
    without=(STATUSTYPE,),
    refers=True,
)
INFORMATIEOBJECTTYPEN = Kind(
    model=InformatieObjectType,
    reads=InformatieObjectTypeSchema,
    create=informatieobjecttypen.create_informatieobjecttype,
    update=informatieobjecttypen.update_informatieobjecttype,
    destroy=partial(versions.destroy, InformatieObjectType),
    keys=(("omschrijving", "beginGeldigheid"),),
)
BESLUITTYPEN = Kind(
    model=BesluitType,
    reads=BesluitTypeCreateSchema,
    create=besluittypen.create_besluittype,
    update=besluittypen.update_besluittype,
    destroy=partial(versions.destroy, BesluitType),
    keys=(("omschrijving", "beginGeldigheid"),),
)
ZAAKTYPEN = Kind(
    model=ZaakType,
    reads=ZaakTypeCreateSchema,
    create=zaaktypen.create_zaaktype,
    update=zaaktypen.update_zaaktype,
    destroy=partial(versions.destroy, ZaakType),
    keys=(("identificatie", "beginGeldigheid"),),
    follows={"beginGeldigheid": ("versiedatum",)},
    # Statustypen first: what follows refers to them.
    children=(STATUSTYPEN, ROLTYPEN, RESULTAATTYPEN, EIGENSCHAPPEN, ZAAKOBJECTTYPEN, DOCUMENTEN),
)
CATALOGUS = Kind(
    model=Catalogus,
    reads=CatalogusSchema,
    create=catalogussen.create_catalogus,
    update=catalogussen.update_catalogus,
    keys=(("domein", "rsin"),),
    # In the order in which they refer to each other.
    children=(INFORMATIEOBJECTTYPEN, BESLUITTYPEN, ZAAKTYPEN),
)

#: kind of version -> the field that versions share
NAME = {each: NAME_FIELDS[each.model] for each in CATALOGUS.children}  # type: ignore[index]


def day(value: Any) -> Any:
    """A value as JSON and people have it: days as text."""
    return value.isoformat() if isinstance(value, date) else value
