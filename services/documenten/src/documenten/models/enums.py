# SPDX-License-Identifier: EUPL-1.2
"""The enumerations of the Documenten API, value -> how it is shown."""

STATUS = {
    "in_bewerking": "Aan het informatieobject wordt nog gewerkt.",
    "ter_vaststelling": "Het informatieobject is gereed, maar moet nog worden vastgesteld.",
    "definitief": "Het informatieobject is bevoegd vastgesteld of ontvangen.",
    "gearchiveerd": "Het informatieobject is duurzaam bewaarbaar gemaakt.",
}
SOORT = {"analoog": "Analoog", "digitaal": "Digitaal", "pki": "PKI"}
ALGORITME = {
    "crc_16": "CRC-16",
    "crc_32": "CRC-32",
    "crc_64": "CRC-64",
    "fletcher_4": "Fletcher-4",
    "fletcher_8": "Fletcher-8",
    "fletcher_16": "Fletcher-16",
    "fletcher_32": "Fletcher-32",
    "hmac": "HMAC",
    "md5": "MD5",
    "sha_1": "SHA-1",
    "sha_256": "SHA-256",
    "sha_512": "SHA-512",
    "sha_3": "SHA-3",
}
#: `verzoek` of the standard belongs to an API that never came to be
OBJECT_TYPE = {"besluit": "Besluit", "zaak": "Zaak"}
