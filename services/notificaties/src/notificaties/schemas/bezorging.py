# SPDX-License-Identifier: EUPL-1.2
"""The shapes of the desk: how delivering to an abonnement stands, what was tried, and what an operator asks."""

from typing import Any, ClassVar

from rest_framework import serializers

from servicekit.representations.fields import ReferenceField, UtcDateTimeField
from servicekit.representations.schemas import Schema

#: how an abonnement stands (rules/nrc_aflevering.py)
STANDEN = {
    "in_orde": "Alles is bezorgd, of wordt dat binnen een minuut.",
    "achter": "Er wacht iets langer dan een minuut, en bezorgen lukt.",
    "wacht": "Bezorgen mislukte; na `wachtTot` wordt het weer geprobeerd.",
    "gepauzeerd": "Er wordt niets bezorgd tot het wordt hervat.",
}
REDENEN = {
    "gone": "De ontvanger zei dat hij er niet meer is (410).",
    "dead": "Bezorgen mislukte langer dan een dag.",
    "manual": "Iemand heeft het gepauzeerd.",
}
RESULTATEN = {"gelukt": "De ontvanger antwoordde met 2xx.", "mislukt": "Hij antwoordde anders, of niet."}


class AchterstandSchema(Schema):
    aantal = serializers.IntegerField(help_text="Hoeveel notificaties nog niet zijn bezorgd.")
    oudste = UtcDateTimeField(allow_null=True, help_text="Wanneer de eerste daarvan is geaccepteerd.")
    seconden = serializers.IntegerField(help_text="Hoeveel seconden die al wacht.")


class UitkomstSchema(Schema):
    """How one call ended."""

    moment = UtcDateTimeField(help_text="Wanneer het antwoord er was, of het wachten erop ophield.")
    status = serializers.IntegerField(
        allow_null=True,
        help_text="De HTTP-status van het antwoord; 0 zonder antwoord, null als die niet is bewaard.",
    )
    duur = serializers.IntegerField(allow_null=True, help_text="Hoeveel milliseconden het duurde.")
    reden = serializers.CharField(help_text="Waarom er geen antwoord was; anders leeg.")


class VerloopSchema(Schema):
    moment = UtcDateTimeField(help_text="Wanneer het is gemeten.")
    aantal = serializers.IntegerField(help_text="Hoeveel notificaties toen nog niet waren bezorgd.")
    seconden = serializers.IntegerField(help_text="Hoeveel seconden de eerste daarvan toen wachtte.")


class BezorgingSchema(Schema):
    """How delivering to an abonnement stands."""

    abonnement = ReferenceField(help_text="URL-referentie naar het abonnement.")
    clientId = serializers.CharField(help_text="De client die het abonnement heeft genomen.")
    callbackUrl = serializers.CharField(help_text="URL waar notificaties naartoe worden gestuurd.")
    kanalen = serializers.ListField(child=serializers.CharField(), help_text="De namen van de kanalen ervan.")
    stand = serializers.ChoiceField(choices=STANDEN, help_text="Hoe het ervoor staat.")
    wachtTot = UtcDateTimeField(allow_null=True, help_text="Wanneer het weer wordt geprobeerd, als het mislukte.")
    redenPauze = serializers.ChoiceField(
        choices=REDENEN, allow_blank=True, help_text="Waarom het is gepauzeerd; anders leeg."
    )
    misluktSinds = UtcDateTimeField(allow_null=True, help_text="Sinds wanneer bezorgen mislukt.")
    mislukt = serializers.IntegerField(help_text="Hoe vaak achter elkaar bezorgen mislukte.")
    achterstand = AchterstandSchema(help_text="Wat nog niet is bezorgd.")
    opgegeven = serializers.IntegerField(help_text="Hoeveel notificaties zijn opgegeven.")
    laatsteSucces = UitkomstSchema(allow_null=True, help_text="De laatste bezorging die lukte.")
    laatsteFout = UitkomstSchema(allow_null=True, help_text="De laatste bezorging die mislukte.")
    perUur = serializers.ListField(
        child=serializers.IntegerField(),
        min_length=24,
        max_length=24,
        help_text="Hoeveel er is bezorgd in elk van de laatste 24 uren; het laatste getal is van het uur tot nu.",
    )


class BezorgingMetVerloopSchema(BezorgingSchema):
    verloop = VerloopSchema(
        many=True,
        help_text="De achterstand in de laatste 24 uur, elke 5 minuten gemeten zolang er een was en eens daarna.",
    )


class PogingSchema(UitkomstSchema):
    """A call to a callback. What was sent is not in it, since it may be personal."""

    resultaat = serializers.ChoiceField(choices=RESULTATEN, help_text="Of het lukte.")
    test = serializers.BooleanField(help_text="Of het een test was, en geen notificatie.")
    positie = serializers.IntegerField(allow_null=True, help_text="De positie van de notificatie; null van een test.")
    notificatie = serializers.UUIDField(
        allow_null=True, help_text="Het id van de gebeurtenis, dat als Idempotency-Key is meegestuurd."
    )
    kanaal = serializers.CharField(help_text="Het kanaal van de notificatie.")
    resource = serializers.CharField(help_text="De naam van de resource waar zij over gaat.")
    actie = serializers.CharField(help_text="Wat er met de resource is gebeurd.")
    resourceUrl = serializers.CharField(help_text="URL-referentie naar de resource.")
    hoofdObject = serializers.CharField(help_text="URL-referentie naar het hoofdobject.")


class OpgegevenSchema(Schema):
    """A notification that was given up."""

    positie = serializers.IntegerField(help_text="De positie van de notificatie.")
    notificatie = serializers.UUIDField(help_text="Het id van de gebeurtenis.")
    geaccepteerd = UtcDateTimeField(help_text="Wanneer zij is geaccepteerd.")
    kanaal = serializers.CharField(help_text="Het kanaal van de notificatie.")
    resource = serializers.CharField(help_text="De naam van de resource waar zij over gaat.")
    actie = serializers.CharField(help_text="Wat er met de resource is gebeurd.")
    resourceUrl = serializers.CharField(help_text="URL-referentie naar de resource.")
    hoofdObject = serializers.CharField(help_text="URL-referentie naar het hoofdobject.")
    laatsteFout = UitkomstSchema(allow_null=True, help_text="De laatste poging om haar te bezorgen.")


class GeaccepteerdSchema(Schema):
    """A notification as it was accepted for an abonnement."""

    positie = serializers.IntegerField(help_text="De positie; wat later is geaccepteerd, heeft een hogere.")
    id = serializers.UUIDField(help_text="Het id van de gebeurtenis, dat als Idempotency-Key wordt meegestuurd.")
    geaccepteerd = UtcDateTimeField(help_text="Wanneer zij is geaccepteerd.")
    bezorgd = UtcDateTimeField(allow_null=True, help_text="Wanneer zij voor het laatst is bezorgd; null als dat wacht.")
    notificatie = serializers.DictField(help_text="De notificatie, zoals die wordt bezorgd.")


_NEXT = "URL van wat hierna komt; null aan het eind."


class PogingenSchema(Schema):
    next = serializers.URLField(allow_null=True, help_text=_NEXT)
    results = PogingSchema(many=True, help_text="De pogingen, de laatste eerst.")


class OpgegevenLijstSchema(Schema):
    next = serializers.URLField(allow_null=True, help_text=_NEXT)
    results = OpgegevenSchema(many=True, help_text="Wat is opgegeven, op positie.")


class GeaccepteerdLijstSchema(Schema):
    next = serializers.URLField(allow_null=True, help_text=_NEXT)
    results = GeaccepteerdSchema(many=True, help_text="De notificaties, op positie.")


class ReplaySchema(Schema):
    """What to deliver again: one of these."""

    #: a body that asks for something
    example: ClassVar[dict[str, Any]] = {"vanaf": "2025-03-04T09:30:00Z"}

    vanaf = UtcDateTimeField(
        required=False, default=None, help_text="Alles wat sinds dit moment is geaccepteerd.", allow_null=True
    )
    positie = serializers.IntegerField(
        required=False, default=None, allow_null=True, min_value=0, max_value=2**63 - 1,
        help_text="Alles vanaf deze positie.",
    )  # fmt: skip
    opgegeven = serializers.BooleanField(required=False, default=False, help_text="Alles wat is opgegeven.")
    notificatie = serializers.UUIDField(
        required=False, default=None, allow_null=True, help_text="De notificatie van de gebeurtenis met dit id."
    )


class VervolgSchema(Schema):
    """The body that asks for what is left of a replay."""

    positie = serializers.IntegerField(required=False, help_text="Alles vanaf deze positie.")
    opgegeven = serializers.BooleanField(required=False, help_text="Alles wat nog is opgegeven.")


class HerhaaldSchema(Schema):
    aantal = serializers.IntegerField(help_text="Hoeveel notificaties nogmaals worden bezorgd.")
    verder = VervolgSchema(
        allow_null=True, help_text="De body van een volgend verzoek, om wat er meer is; null als dit alles was."
    )
