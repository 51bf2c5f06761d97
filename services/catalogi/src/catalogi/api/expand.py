# SPDX-License-Identifier: EUPL-1.2
"""What can be shown whole in what (`expand`, rules 1.10): the fields that the OpenAPI file embeds."""

from catalogi.actions.scopes import READ
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
from servicekit.reading.answers import Source
from servicekit.reading.expanding import Expand, Expandable
from servicekit.representations.model import Represented


def _of(model: type[Represented], *names: str, **others: str) -> tuple[str, Expandable]:
    """`names` are fields that are called as the collection which they lead to; of `others` that is the value."""
    return model.collection, Expandable(Source(model), READ, {name: name for name in names} | others)


EXPAND = Expand(
    dict(
        [
            _of(
                BesluitType,
                "zaaktypen",
                "informatieobjecttypen",
                "resultaattypen",
                catalogus="catalogussen",
            ),
            _of(Catalogus, "zaaktypen", "besluittypen", "informatieobjecttypen"),
            _of(Eigenschap, catalogus="catalogussen", zaaktype="zaaktypen", statustype="statustypen"),
            _of(InformatieObjectType, "zaaktypen", "besluittypen", catalogus="catalogussen"),
            _of(
                ResultaatType,
                "besluittypen",
                "informatieobjecttypen",
                catalogus="catalogussen",
                zaaktype="zaaktypen",
            ),
            _of(RolType, catalogus="catalogussen", zaaktype="zaaktypen"),
            _of(StatusType, "eigenschappen", catalogus="catalogussen", zaaktype="zaaktypen"),
            _of(
                ZaakObjectType,
                "resultaattypen",
                "statustypen",
                catalogus="catalogussen",
                zaaktype="zaaktypen",
            ),
            _of(
                ZaakType,
                "zaakobjecttypen",
                "statustypen",
                "resultaattypen",
                "eigenschappen",
                "informatieobjecttypen",
                "roltypen",
                "besluittypen",
                catalogus="catalogussen",
                deelzaaktypen="zaaktypen",
                gerelateerdeZaaktypen="zaaktypen",
            ),
            _of(
                ZaakTypeInformatieObjectType,
                catalogus="catalogussen",
                zaaktype="zaaktypen",
                informatieobjecttype="informatieobjecttypen",
                statustype="statustypen",
            ),
        ]
    )
)
