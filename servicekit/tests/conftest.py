# SPDX-License-Identifier: EUPL-1.2
import pytest

from servicekit.testing.fixtures import *  # noqa: F403
from servicekit.testing.fixtures import _nothing_kept  # noqa: F401


@pytest.fixture
def assert_told():
    """Describes nothing: these tests tell of things that no component has."""
    return lambda municipality: None
