# SPDX-License-Identifier: EUPL-1.2
"""The enumerations of the Autorisaties API, value -> how it is shown, and what a right of each component is for."""

COMPONENT = {
    "ac": "Autorisaties API",
    "nrc": "Notificaties API",
    "zrc": "Zaken API",
    "ztc": "Catalogi API",
    "drc": "Documenten API",
    "brc": "Besluiten API",
}
#: component -> the field of an autorisatie that names the type it is given for
TYPES = {"zrc": "zaaktype", "drc": "informatieobjecttype", "brc": "besluittype"}
#: component -> the components whose autorisaties count in it, where that is not its own alone (ztc-014)
COUNTING = {"ztc": ("ztc", "zrc", "drc")}
#: components whose objects have a vertrouwelijkheidaanduiding
LEVELLED = ("zrc", "drc")
#: components whose objects are ready for publication or not
PUBLISHED = ("drc",)
