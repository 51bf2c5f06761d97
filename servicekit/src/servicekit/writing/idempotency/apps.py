# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class IdempotencyConfig(AppConfig):
    name = "servicekit.writing.idempotency"
    label = "idempotency"
