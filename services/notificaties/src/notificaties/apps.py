# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class NotificatiesConfig(AppConfig):
    name = "notificaties"

    def ready(self) -> None:
        import notificaties.schemas  # noqa: F401  (each schema names the model it renders)
