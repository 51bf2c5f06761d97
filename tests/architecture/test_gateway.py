# SPDX-License-Identifier: EUPL-1.2
"""What the Caddyfile says of the components is what they say of themselves."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
CADDYFILE = (ROOT / "gateway" / "src" / "gateway" / "Caddyfile").read_text()
CONTRACTS = {path.parent.name: path for path in sorted((ROOT / "contracts").glob("*/openapi.yaml"))}


@pytest.mark.parametrize("component", CONTRACTS)
def test_an_error_of_the_gateway_has_the_version_that_its_component_serves(component):
    said = re.findall(rf"~\^/\(\?:\[a-z0-9-\]\+/\)\?{component}/ (\S+)", CADDYFILE)
    assert said == [yaml.safe_load(CONTRACTS[component].read_text())["info"]["version"]]


@pytest.mark.parametrize("component", CONTRACTS)
def test_a_component_has_its_place_behind_the_gateway(component):
    assert f"import component {component} " in CADDYFILE
