# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class AutorisatiesConfig(AppConfig):
    name = "autorisaties"

    def ready(self) -> None:
        import autorisaties.schemas  # noqa: F401  (each schema names the model it renders)
