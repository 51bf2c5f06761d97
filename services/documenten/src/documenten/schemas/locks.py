# SPDX-License-Identifier: EUPL-1.2
"""The shapes of lock and unlock."""

from rest_framework import serializers

from servicekit.representations.schemas import Schema


class LockEnkelvoudigInformatieObjectSchema(Schema):
    lock = serializers.CharField(read_only=True, help_text="Het lock-id, nodig om te wijzigen en te unlocken.")


class UnlockEnkelvoudigInformatieObjectSchema(Schema):
    lock = serializers.CharField(
        max_length=100,
        required=False,
        allow_blank=True,
        help_text="Het lock-id; weg te laten met scope documenten.geforceerd-unlock.",
    )
