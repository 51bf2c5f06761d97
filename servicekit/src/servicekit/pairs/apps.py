# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class PairsConfig(AppConfig):
    name = "servicekit.pairs"
    label = "pairs"
