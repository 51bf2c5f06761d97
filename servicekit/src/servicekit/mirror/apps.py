# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class MirrorConfig(AppConfig):
    name = "servicekit.mirror"
    label = "mirror"
