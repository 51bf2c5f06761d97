# SPDX-License-Identifier: EUPL-1.2
"""The laws of pyproject.toml hold for every component: one that is not named there would be free of them."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVICES = sorted(path.parent.name for path in ROOT.glob("services/*/manage.py"))
LAWS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
CONTRACTS = {each["name"]: each for each in LAWS["importlinter"]["contracts"]}
#: contract -> its lists in which every component is, each with the module of a component that is meant
OF_ALL = {
    "Components meet only in their contracts": {"modules": "{}"},
    "The kit knows no component and no gateway": {"forbidden_modules": "{}"},
    "Components know no gateway": {"source_modules": "{}"},
    "What answers HTTP asks no other component": {"source_modules": "{}.api", "forbidden_modules": "{}.peers"},
}
FLOORS = ("api", "actions", "schemas", "peers", "models", "rules")


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("contract", OF_ALL)
def test_a_law_on_imports_names_every_component(contract, service):
    for key, module in OF_ALL[contract].items():
        assert module.format(service) in CONTRACTS[contract][key]


@pytest.mark.parametrize("service", SERVICES)
def test_every_component_has_its_floors(service):
    assert service in LAWS["importlinter"]["root_packages"]
    layers = CONTRACTS[f"{service}: one way, from HTTP down to the rules"]["layers"]
    assert layers == [f"{service}.{floor}" for floor in FLOORS]


@pytest.mark.parametrize("service", SERVICES)
def test_the_types_of_every_component_are_checked(service):
    source = ROOT / "services" / service / "src"
    assert f"services/{service}/src" in LAWS["mypy"]["mypy_path"].split(":")
    checked = {path for pattern in LAWS["mypy"]["files"] for path in ROOT.glob(pattern)}
    assert {source / service / "rules", source / service / "actions"} <= checked
