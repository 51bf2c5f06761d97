# SPDX-License-Identifier: EUPL-1.2
"""Relations by name: what a client writes as a name, or as the URL of any version, is kept as the name (rules 6.4)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from catalogi.models import BesluitType, InformatieObjectType, ZaakType
from catalogi.rules import ztc_relaties
from servicekit.clock import today
from servicekit.references import NotAUrl, absent, absolute, normal, own_uuid
from servicekit.rules import Violation

type Named = type[ZaakType] | type[InformatieObjectType] | type[BesluitType]
NAME_FIELDS: dict[Named, str] = {
    ZaakType: "identificatie",
    InformatieObjectType: "omschrijving",
    BesluitType: "omschrijving",
}


@dataclass(frozen=True)
class Wish:
    """One type as a client gave it: `text` is a name, or the reference that its URL is."""

    text: str
    is_url: bool
    field: str  #: to report faults under


def wish(text: str, field: str) -> Wish:
    """Read what a client gave for a type under the name of a field."""
    try:
        return Wish(normal(text), True, field)
    except NotAUrl:
        return Wish(text, False, field)


@dataclass(frozen=True)
class _Found:
    """The rows that are there of wishes: by UUID its catalogus and name, and the names that the catalogus knows."""

    by_uuid: dict[UUID, tuple[UUID, str]]
    known: set[str]


def _look_up(model: Named, wishes: Sequence[Wish], uuids: Iterable[UUID], catalogus: UUID | None) -> _Found:
    field = NAME_FIELDS[model]
    texts = [each.text for each in wishes if not each.is_url]
    condition = Q(uuid__in=list(uuids)) | Q(**{"catalogus": catalogus, f"{field}__in": texts})
    rows = list(model._default_manager.filter(condition).values_list("uuid", "catalogus_id", field))
    return _Found(
        {uuid: (where, name) for uuid, where, name in rows}, {name for _, where, name in rows if where == catalogus}
    )


def names_of(
    model: Named,
    given: Sequence[str],
    field: str,
    catalogus: UUID | None,
    violations: list[Violation],
    *,
    also: Collection[str] = (),
    before: Sequence[str] = (),
    elsewhere: str = "",
) -> list[str]:
    """The different names, within a catalogus, of types as a field gives them; what is wrong is added to violations.

    `also` are names that are about to exist; those that stood there `before` may stay. Of those, an answer has no URL
    when no version is valid today: who gives them in the field beside this one, as an answer shows them, keeps them.
    `elsewhere` is the name under which a type of another catalogus is reported, the field when empty. Without a
    catalogus it is only judged whether what is given by URL is there. One statement, none when nothing is given, and
    one more when something is kept so.
    """
    wishes, also = [wish(each, field) for each in given], {*also, *before}
    beside = getattr(given, "beside", ())
    kept = [each for each in before if each in beside]
    if not wishes:
        return _with_unseen(model, [], kept, catalogus)
    uuids = {
        each: uuid
        for each in wishes
        if each.is_url and (uuid := own_uuid(each.text, model.collection, each.field, violations))
    }
    found = _look_up(model, wishes, uuids.values(), catalogus)
    names = []
    for each in wishes:
        if not each.is_url:
            known = catalogus is None or each.text in found.known or each.text in also
            violations += ztc_relaties.name_is_known(name=each.field, value=each.text, known=known)
            names.append(each.text)
        elif each in uuids:
            where, name = found.by_uuid.get(uuids[each], (None, ""))
            if where is None:
                violations.append(absent(each.field))
                continue
            same = catalogus in (None, where)
            violations += ztc_relaties.catalogus_is_the_same(name=elsewhere or each.field, same=same)
            names.append(name)
    return _with_unseen(model, list(dict.fromkeys(names)), kept, catalogus)


def _with_unseen(model: Named, names: list[str], before: Sequence[str], catalogus: UUID | None) -> list[str]:
    """The names that a request gives, with those of `before` that no version is valid of today."""
    if not (missing := [each for each in before if each not in names]):
        return names
    field, day = NAME_FIELDS[model], today()
    valid = Q(einde_geldigheid=None) | Q(einde_geldigheid__gte=day)
    rows = model._default_manager.filter(
        valid, **{"catalogus": catalogus, f"{field}__in": missing, "concept": False, "begin_geldigheid__lte": day}
    )
    unseen = set(missing) - set(rows.values_list(field, flat=True))
    if names == [each for each in before if each not in unseen]:
        return list(before)
    return [*names, *(each for each in before if each in unseen)]


def related_types(
    given: Sequence[Mapping[str, Any]], catalogus: UUID | None, violations: list[Violation], *, also: Mapping[str, str]
) -> list[dict[str, str]]:
    """gerelateerdeZaaktypen as they are kept: by name in the same catalogus, else by the URL that was given.

    Other catalogi, also elsewhere, are allowed here; of an own one the identificatie is kept beside the URL. `also` are
    names that are about to exist or stood there before, and URLs that did, each with the name that is kept beside it.
    Without a catalogus, names are not judged.
    """
    if not given:
        return []
    wishes = [wish(each["zaaktype"], f"gerelateerdeZaaktypen.{i}.zaaktype") for i, each in enumerate(given)]
    uuids = {
        each: uuid
        for each in wishes
        if each.is_url
        and each.text.startswith("ztc:")
        and (uuid := own_uuid(each.text, ZaakType.collection, each.field, violations))
    }
    found = _look_up(ZaakType, wishes, uuids.values(), catalogus)
    kept = []
    for item, each in zip(given, wishes, strict=True):
        url, name = ("", each.text) if not each.is_url else (each.text, "")
        if not each.is_url:
            known = catalogus is None or name in found.known or name in also
            violations += ztc_relaties.name_is_known(name=each.field, value=name, known=known)
        elif each in uuids:
            where, name = found.by_uuid.get(uuids[each], (None, also.get(each.text, "")))
            if where is None and each.text not in also:
                violations.append(absent(each.field))
            elif where == catalogus:
                url = ""
        kept.append(
            {
                "url": url,
                "zaaktypeIdentificatie": name,
                "aardRelatie": item["aard_relatie"],
                "toelichting": item.get("toelichting", ""),
            }
        )
    return kept


def related_as_given(kept: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """What `related_types` keeps, as a client gives it: a type by its URL, or by its name in the same catalogus."""
    return [
        {
            "zaaktype": absolute(each["url"]) or each["zaaktypeIdentificatie"],
            "aard_relatie": each["aardRelatie"],
            "toelichting": each["toelichting"],
        }
        for each in kept
    ]
