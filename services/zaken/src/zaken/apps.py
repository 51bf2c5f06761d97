# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class ZakenConfig(AppConfig):
    name = "zaken"

    def ready(self) -> None:
        import zaken.schemas  # noqa: F401  (each schema names the model it renders)
