# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "servicekit"
    label = "servicekit"
