# SPDX-License-Identifier: EUPL-1.2
from typing import Any, ClassVar

from rest_framework import serializers

from notificaties.models import Abonnement
from notificaties.rules import nrc_ondertekening
from notificaties.schemas.urls import GivenUrlField
from servicekit.representations.fields import SelfField
from servicekit.representations.schemas import Schema


class SigningKeyField(serializers.CharField):
    """A key with which what is sent is signed."""

    def to_internal_value(self, data: Any) -> str:
        given = super().to_internal_value(data)
        for violation in nrc_ondertekening.signing_key_fits(given=given):
            raise serializers.ValidationError(violation.reason, code=violation.code)
        return given


#: what an HTTP header can hold
_HEADER = r"^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?\Z"


class FilterGroupSchema(Schema):
    """A kanaal of an abonnement, with the kenmerken that a notification must have."""

    naam = serializers.CharField(help_text="De naam van het kanaal.")
    filters = serializers.DictField(
        child=serializers.CharField(max_length=1000),
        default=dict,
        help_text="Kenmerken en hun waarde, of `*` voor elke waarde. Zonder filters komt alles van het kanaal door.",
    )


class AbonnementSchema(Schema):
    """The shape of an abonnement. Secrets go in only: whoever may read abonnementen would have everybody's."""

    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "callbackUrl": "https://mijn.gemeente.example/webhooks/zaken",
        "auth": "Bearer 4f1c9d7e2b80a653",
        "kanalen": [{"naam": "zaken", "filters": {"bronorganisatie": "851234562"}}],
    }

    url = SelfField()
    callbackUrl = GivenUrlField(
        max_length=None, help_text="URL waar notificaties naartoe worden gestuurd; zij beantwoordt die met 2xx."
    )
    auth = serializers.RegexField(
        _HEADER,
        write_only=True,
        help_text="Wat als Authorization wordt meegestuurd, bijvoorbeeld `Bearer a4daa31...`. Wordt niet teruggegeven.",
    )
    kanalen = FilterGroupSchema(many=True, help_text="De kanalen en filters van het abonnement.")
    sendCloudevents = serializers.BooleanField(
        default=False, help_text="Of notificaties als CloudEvents worden gestuurd, volgens het NL GOV-profiel."
    )
    signingKeys = serializers.ListField(
        child=SigningKeyField(
            help_text="`whsec_` met daarachter een sleutel van 24 tot en met 64 willekeurige bytes in base64."
        ),
        max_length=2,
        default=list,
        write_only=True,
        help_text="Sleutels waarmee notificaties worden ondertekend, volgens Standard Webhooks; met twee ondertekenen "
        "beide, zodat een sleutel kan worden vervangen. Een PUT zonder sleutels verwijdert ze, een PATCH zonder "
        "sleutels laat ze staan. Worden niet teruggegeven.",
    )
    signed = serializers.BooleanField(read_only=True, help_text="Of notificaties worden ondertekend.")

    class Meta:
        model = Abonnement
        version = 3
