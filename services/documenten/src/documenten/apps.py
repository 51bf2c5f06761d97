# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class DocumentenConfig(AppConfig):
    name = "documenten"

    def ready(self) -> None:
        import documenten.schemas  # noqa: F401  (each schema names the model it renders)
