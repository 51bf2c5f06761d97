# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class CatalogiConfig(AppConfig):
    name = "catalogi"

    def ready(self) -> None:
        import catalogi.schemas  # noqa: F401  (each schema names the model it renders)
