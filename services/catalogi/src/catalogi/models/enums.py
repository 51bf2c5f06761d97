# SPDX-License-Identifier: EUPL-1.2
"""The enumerations of the Catalogi API, value -> how it is shown."""

INTERN_OF_EXTERN = {"intern": "Intern", "extern": "Extern"}
AARD_RELATIE = {"vervolg": "Vervolg", "bijdrage": "Bijdrage", "onderwerp": "Onderwerp"}
RICHTING = {"inkomend": "Inkomend", "intern": "Intern", "uitgaand": "Uitgaand"}
OMSCHRIJVING_GENERIEK = {
    "adviseur": "Adviseur",
    "behandelaar": "Behandelaar",
    "belanghebbende": "Belanghebbende",
    "beslisser": "Beslisser",
    "initiator": "Initiator",
    "klantcontacter": "Klantcontacter",
    "zaakcoordinator": "Zaakcoördinator",
    "mede_initiator": "Mede-initiator",
}
ARCHIEFNOMINATIE = {
    "blijvend_bewaren": "Het zaakdossier moet bewaard blijven.",
    "vernietigen": "Het zaakdossier moet na de archiefactiedatum worden vernietigd.",
}
FORMAAT = {"tekst": "Tekst", "getal": "Getal", "datum": "Datum", "datum_tijd": "Datum/tijd"}
AFLEIDINGSWIJZE = {
    "afgehandeld": "Afgehandeld",
    "ander_datumkenmerk": "Ander datumkenmerk",
    "eigenschap": "Eigenschap",
    "gerelateerde_zaak": "Gerelateerde zaak",
    "hoofdzaak": "Hoofdzaak",
    "ingangsdatum_besluit": "Ingangsdatum besluit",
    "termijn": "Termijn",
    "vervaldatum_besluit": "Vervaldatum besluit",
    "zaakobject": "Zaakobject",
}
OBJECTTYPE = {
    "adres": "Adres",
    "besluit": "Besluit",
    "buurt": "Buurt",
    "enkelvoudig_document": "Enkelvoudig document",
    "gemeente": "Gemeente",
    "gemeentelijke_openbare_ruimte": "Gemeentelijke openbare ruimte",
    "huishouden": "Huishouden",
    "inrichtingselement": "Inrichtingselement",
    "kadastrale_onroerende_zaak": "Kadastrale onroerende zaak",
    "kunstwerkdeel": "Kunstwerkdeel",
    "maatschappelijke_activiteit": "Maatschappelijke activiteit",
    "medewerker": "Medewerker",
    "natuurlijk_persoon": "Natuurlijk persoon",
    "niet_natuurlijk_persoon": "Niet-natuurlijk persoon",
    "openbare_ruimte": "Openbare ruimte",
    "organisatorische_eenheid": "Organisatorische eenheid",
    "pand": "Pand",
    "spoorbaandeel": "Spoorbaandeel",
    "status": "Status",
    "terreindeel": "Terreindeel",
    "terrein_gebouwd_object": "Terrein gebouwd object",
    "vestiging": "Vestiging",
    "waterdeel": "Waterdeel",
    "wegdeel": "Wegdeel",
    "wijk": "Wijk",
    "woonplaats": "Woonplaats",
    "woz_deelobject": "WOZ-deelobject",
    "woz_object": "WOZ-object",
    "woz_waarde": "WOZ-waarde",
    "zakelijk_recht": "Zakelijk recht",
    "overige": "Overige",
}
