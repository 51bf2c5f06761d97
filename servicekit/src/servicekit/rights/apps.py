# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "servicekit.rights"
    label = "rights"
