# SPDX-License-Identifier: EUPL-1.2
"""The enumerations of the Autorisaties API, value -> how it is shown."""

COMPONENT = {
    "ac": "Autorisatiecomponent",
    "nrc": "Notificatierouteringcomponent",
    "zrc": "Zaakregistratiecomponent",
    "ztc": "Zaaktypecatalogus",
    "drc": "Documentregistratiecomponent",
    "brc": "Besluitregistratiecomponent",
}
