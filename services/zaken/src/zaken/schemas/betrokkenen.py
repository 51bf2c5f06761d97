# SPDX-License-Identifier: EUPL-1.2
"""How each betrokkeneType identifies who it is. Keys of other types are ignored: clients in use send them along."""

from django.core.validators import RegexValidator
from rest_framework import serializers

from servicekit.representations.fields import RsinField
from servicekit.representations.schemas import GroupSchema
from zaken.models import enums


class BsnField(RsinField):
    """A burgerservicenummer, which has the same 11-proef as an RSIN."""

    default_error_messages = {
        "invalid-length": "BSN moet 9 tekens lang zijn.",
        "invalid": "Onjuist BSN: de 11-proef klopt niet.",
    }


def _text(help_text: str, max_length: int, *, required: bool = False) -> serializers.CharField:
    return serializers.CharField(max_length=max_length, required=required, allow_blank=True, help_text=help_text)


class VerblijfsAdresSchema(GroupSchema):
    aoaIdentificatie = _text("De unieke identificatie van het OBJECT.", 100, required=True)
    wplWoonplaatsNaam = _text("De naam van de woonplaats.", 80, required=True)
    gorOpenbareRuimteNaam = _text("De naam van de openbare ruimte.", 80, required=True)
    aoaPostcode = _text("De postcode.", 7)
    aoaHuisnummer = serializers.IntegerField(min_value=0, max_value=99999, help_text="Het huisnummer.")
    aoaHuisletter = _text("De huisletter.", 1)
    aoaHuisnummertoevoeging = _text("De toevoeging aan huisnummer en huisletter.", 4)
    inpLocatiebeschrijving = _text("Een beschrijving van de locatie.", 1000)


class SubVerblijfBuitenlandSchema(GroupSchema):
    lndLandcode = _text("De code van het land, uit de landentabel van de BRP.", 4, required=True)
    lndLandnaam = _text("De naam van het land.", 40, required=True)
    subAdresBuitenland_1 = _text("De eerste regel van het adres.", 35)
    subAdresBuitenland_2 = _text("De tweede regel van het adres.", 35)
    subAdresBuitenland_3 = _text("De derde regel van het adres.", 35)


def _verblijfsadres() -> VerblijfsAdresSchema:
    return VerblijfsAdresSchema(required=False, allow_null=True, help_text="Het adres waar iemand verblijft.")


def _buitenland() -> SubVerblijfBuitenlandSchema:
    return SubVerblijfBuitenlandSchema(required=False, allow_null=True, help_text="Het verblijf in het buitenland.")


class _Betrokkene(GroupSchema):
    always_shown = True


class RolNatuurlijkPersoonSchema(_Betrokkene):
    inpBsn = BsnField(required=False, allow_blank=True, help_text="Het burgerservicenummer.")
    anpIdentificatie = _text("Het door de gemeente uitgegeven nummer van een ander natuurlijk persoon.", 17)
    inpA_nummer = serializers.CharField(
        max_length=10,
        required=False,
        allow_blank=True,
        validators=[
            RegexValidator(
                "^[1-9][0-9]{9}$", "Een A-nummer heeft 10 cijfers en begint niet met 0.", "a-nummer-incorrect-format"
            )
        ],
        help_text="Het administratienummer van de persoon.",
    )
    geslachtsnaam = _text("De stam van de geslachtsnaam.", 200)
    voorvoegselGeslachtsnaam = _text("Het voorvoegsel van de geslachtsnaam.", 80)
    voorletters = _text("De voorletters.", 20)
    voornamen = _text("De voornamen.", 200)
    geslachtsaanduiding = serializers.ChoiceField(
        choices=enums.GESLACHTSAANDUIDING, required=False, allow_blank=True, help_text="Het geslacht."
    )
    geboortedatum = _text("De geboortedatum, die onvolledig mag zijn.", 18)
    verblijfsadres = _verblijfsadres()
    subVerblijfBuitenland = _buitenland()


class RolNietNatuurlijkPersoonSchema(_Betrokkene):
    # No check beyond its length: clients in use send the eight digits of a KVK number here.
    innNnpId = _text("Het RSIN van een ingeschreven niet-natuurlijk persoon.", 9)
    annIdentificatie = _text("Het door de gemeente uitgegeven nummer van een ander niet-natuurlijk persoon.", 17)
    statutaireNaam = _text("De naam zoals die in de statuten staat.", 500)
    innRechtsvorm = serializers.ChoiceField(
        choices=enums.RECHTSVORM, required=False, allow_blank=True, help_text="De juridische vorm."
    )
    bezoekadres = _text("Het adres waar men langs kan komen.", 1000)
    subVerblijfBuitenland = _buitenland()


class RolVestigingSchema(_Betrokkene):
    vestigingsNummer = _text("Het nummer van de vestiging in het handelsregister.", 24)
    handelsnaam = serializers.ListField(
        child=serializers.CharField(max_length=625), required=False, help_text="De namen waaronder men handelt."
    )
    verblijfsadres = _verblijfsadres()
    subVerblijfBuitenland = _buitenland()
    kvkNummer = _text("Het nummer van de onderneming in het handelsregister.", 8)


class RolOrganisatorischeEenheidSchema(_Betrokkene):
    identificatie = _text("Een korte identificatie van de organisatorische eenheid.", 24)
    naam = _text("De feitelijke naam van de organisatorische eenheid.", 50)
    isGehuisvestIn = _text("Waar de organisatorische eenheid gehuisvest is.", 24)


class RolMedewerkerSchema(_Betrokkene):
    identificatie = _text("Een korte unieke aanduiding van de medewerker.", 254)
    achternaam = _text("De achternaam zoals de medewerker die in het dagelijks verkeer gebruikt.", 200)
    voorletters = _text("De voorletters.", 20)
    voorvoegselAchternaam = _text("Het voorvoegsel van de achternaam.", 10)
