# SPDX-License-Identifier: EUPL-1.2
"""The standard's words for rights: the scopes that an Autorisatie may give, per component it is given for."""

#: name of a component -> its scopes, in the order of the standard; `audittrails.lezen` is given per component
SCOPES = {
    "zaken": (
        "zaken.lezen",
        "zaken.aanmaken",
        "zaken.bijwerken",
        "zaken.statussen.toevoegen",
        "zaken.heropenen",
        "zaken.geforceerd-bijwerken",
        "zaken.verwijderen",
        "audittrails.lezen",
    ),
    "documenten": (
        "documenten.lezen",
        "documenten.aanmaken",
        "documenten.bijwerken",
        "documenten.geforceerd-bijwerken",
        "documenten.lock",
        "documenten.geforceerd-unlock",
        "documenten.verwijderen",
        "audittrails.lezen",
    ),
    "notificaties": ("notificaties.consumeren", "notificaties.publiceren", "notificaties.beheren"),
    "catalogi": (
        "catalogi.lezen",
        "catalogi.schrijven",
        "catalogi.geforceerd-schrijven",
        "catalogi.geforceerd-verwijderen",
    ),
    "besluiten": (
        "besluiten.lezen",
        "besluiten.aanmaken",
        "besluiten.bijwerken",
        "besluiten.verwijderen",
        "audittrails.lezen",
    ),
    "autorisaties": ("autorisaties.lezen", "autorisaties.bijwerken"),
}
