# SPDX-License-Identifier: EUPL-1.2
# Here and not in a plugin, since a conftest's fixtures go before those of pytest-django.
from servicekit.testing.fixtures import *  # noqa: F403
from servicekit.testing.fixtures import _nothing_kept  # noqa: F401
