# SPDX-License-Identifier: EUPL-1.2
from servicekit.testing.fixtures import *  # noqa: F403
from servicekit.testing.fixtures import _nothing_kept  # noqa: F401
