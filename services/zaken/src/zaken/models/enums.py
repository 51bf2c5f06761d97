# SPDX-License-Identifier: EUPL-1.2
"""The enumerations of the Zaken API, value -> how it is shown."""

BETALINGSINDICATIE = {
    "nvt": "Er is geen sprake van te betalen, met de zaak gemoeide, kosten.",
    "nog_niet": "De met de zaak gemoeide kosten zijn (nog) niet betaald.",
    "gedeeltelijk": "De met de zaak gemoeide kosten zijn gedeeltelijk betaald.",
    "geheel": "De met de zaak gemoeide kosten zijn geheel betaald.",
}
ARCHIEFNOMINATIE = {
    "blijvend_bewaren": "Het zaakdossier moet bewaard blijven.",
    "vernietigen": "Het zaakdossier moet na de archiefactiedatum worden vernietigd.",
}
ARCHIEFSTATUS = {
    "nog_te_archiveren": "De zaak is nog niet als geheel gearchiveerd.",
    "gearchiveerd": "De zaak is als geheel niet-wijzigbaar bewaarbaar gemaakt.",
    "gearchiveerd_procestermijn_onbekend": "De zaak is gearchiveerd, maar de vernietigingsdatum is nog niet bekend.",
    "overgedragen": "De zaak is overgebracht naar een archiefbewaarplaats.",
}
AARD_RELATIE = {"vervolg": "Vervolg", "onderwerp": "Onderwerp", "bijdrage": "Bijdrage"}
BETROKKENE_TYPE = {
    "natuurlijk_persoon": "Natuurlijk persoon",
    "niet_natuurlijk_persoon": "Niet-natuurlijk persoon",
    "vestiging": "Vestiging",
    "organisatorische_eenheid": "Organisatorische eenheid",
    "medewerker": "Medewerker",
}
OMSCHRIJVING_GENERIEK = (
    "adviseur",
    "behandelaar",
    "belanghebbende",
    "beslisser",
    "initiator",
    "klantcontacter",
    "zaakcoordinator",
    "mede_initiator",
)
AARD_RELATIE_WEERGAVE = "Hoort bij, omgekeerd: kent"
INDICATIE_MACHTIGING = {"gemachtigde": "Gemachtigde", "machtiginggever": "Machtiginggever"}
GESLACHTSAANDUIDING = {"m": "Man", "v": "Vrouw", "o": "Onbekend"}
RECHTSVORM = {
    "besloten_vennootschap": "Besloten Vennootschap",
    "cooperatie_europees_economische_samenwerking": "Coöperatie, Europees Economische Samenwerking",
    "europese_cooperatieve_venootschap": "Europese Coöperatieve Vennootschap (oude spelling)",
    "europese_cooperatieve_vennootschap": "Europese Coöperatieve Vennootschap",
    "europese_naamloze_vennootschap": "Europese Naamloze Vennootschap",
    "kerkelijke_organisatie": "Kerkelijke organisatie",
    "naamloze_vennootschap": "Naamloze Vennootschap",
    "onderlinge_waarborg_maatschappij": "Onderlinge waarborgmaatschappij",
    "overig_privaatrechtelijke_rechtspersoon": "Overig privaatrechtelijke rechtspersoon",
    "stichting": "Stichting",
    "vereniging": "Vereniging",
    "vereniging_van_eigenaars": "Vereniging van Eigenaars",
    "publiekrechtelijke_rechtspersoon": "Publiekrechtelijke rechtspersoon",
    "vennootschap_onder_firma": "Vennootschap onder firma",
    "maatschap": "Maatschap",
    "rederij": "Rederij",
    "commanditaire_vennootschap": "Commanditaire vennootschap",
    "kapitaalvennootschap_binnen_eer": "Kapitaalvennootschap binnen de EER",
    "overige_buitenlandse_rechtspersoon_vennootschap": "Overige buitenlandse rechtspersoon of vennootschap",
    "kapitaalvennootschap_buiten_eer": "Kapitaalvennootschap buiten de EER",
}
