# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path

import pytest

from servicekit.stack import StackError, load

ROOT = Path(__file__).parents[2]
GOOD = """
municipalities:
  - name: noord
    label: Noord
    rsin: "851234562"
    addresses: [http://localhost:8000]
    clients:
      - {id: demo, label: Demo, secret: {env: GEHEIM}, rights: all}
"""


def read(tmp_path, text, **environ):
    path = tmp_path / "stack.yaml"
    path.write_text(text)
    return load(path, {"GEHEIM": "een geheim", **environ})


def faults(tmp_path, text, **environ):
    with pytest.raises(StackError) as raised:
        read(tmp_path, text, **environ)
    return raised.value.faults


def test_a_component_is_ours_below_the_address_unless_said_otherwise(tmp_path):
    municipality = read(tmp_path, GOOD).municipalities[0]
    assert municipality.places["zrc"].root == "http://localhost:8000/zaken/api/v1"
    assert municipality.secrets["demo"] == "een geheim"


def test_the_example_is_good():
    assert load(ROOT / "stack.example.yaml", {}).municipalities[0].label == "Gemeente Voorbeeldstad"


def test_a_fault_says_where_and_what_was_expected(tmp_path):
    found = faults(tmp_path, GOOD.replace('"851234562"', "851234562").replace("[http://localhost:8000]", "localhost"))
    assert found == [
        "municipalities[0].addresses: expected a list of addresses, found 'localhost'",
        "municipalities[0].rsin: expected an RSIN of 9 digits, in quotes, found 851234562",
    ]


def test_an_unknown_key_is_named(tmp_path):
    (fault,) = faults(tmp_path, GOOD.replace("    label: Noord", "    label: Noord\n    lable: x"))
    assert fault.startswith("municipalities[0]: unknown ('lable' was unexpected)")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            ('"851234562"', '"851234563"'),
            "municipalities[0].rsin: expected 9 digits that pass the 11-proef, found '851234563'",
        ),
        (
            ("    label: Noord", "    label: Noord\n    prefix: zaken"),
            "municipalities[0].prefix: expected a name that is not a component's, found 'zaken'",
        ),
        (
            ("env: GEHEIM", "env: ANDER"),
            "municipalities[0].clients[0].secret: the environment variable ANDER is not set",
        ),
        (("${", "${"), None),
    ],
    ids=["11-proef", "prefix", "secret", "none"],
)
def test_what_cannot_be_is_said(tmp_path, change, fault):
    text = GOOD.replace(*change)
    if fault is None:
        assert read(tmp_path, text)
    else:
        assert faults(tmp_path, text) == [fault]


def test_the_secret_of_the_sandbox_is_refused_on_another_address(tmp_path):
    text = GOOD.replace("http://localhost:8000", "https://zaken.voorbeeldstad.nl")
    (fault,) = faults(tmp_path, text, GEHEIM="alleen-voor-de-zandbak-demo")
    assert "only accepted on loopback addresses" in fault
    assert read(tmp_path, GOOD, GEHEIM="alleen-voor-de-zandbak-demo")


def test_two_municipalities_may_not_share_a_root(tmp_path):
    second = GOOD.split("municipalities:")[1].replace("name: noord", "name: zuid")
    assert any("already another municipality's" in fault for fault in faults(tmp_path, GOOD + second))


def test_a_variable_without_a_value_is_named(tmp_path):
    text = GOOD.replace("[http://localhost:8000]", "['http://localhost:${POORT}']")
    assert faults(tmp_path, text) == ["the environment variable POORT is not set"]


def test_what_is_no_yaml_or_not_there_is_said(tmp_path):
    assert "is not YAML" in faults(tmp_path, "a: [")[0]
    assert "a part that holds itself" in faults(tmp_path, "municipalities: &a [*a]")[0]
    with pytest.raises(StackError, match="cannot be read"):
        load(tmp_path / "geen.yaml", {})


def test_the_secret_of_a_component_differs_per_municipality(tmp_path):
    (tmp_path / "zaken").write_text("geheim")
    second = GOOD.split("municipalities:")[1].replace("name: noord", "name: zuid\n    prefix: zuid")
    noord, zuid = read(tmp_path, GOOD + second, SECRETS=str(tmp_path)).municipalities
    assert noord.places["zrc"].client.secret != zuid.places["zrc"].client.secret
    assert noord.places["drc"].client.secret == ""


def test_the_default_port_of_an_address_is_left_out_as_clients_do(tmp_path):
    text = GOOD.replace("http://localhost:8000", "'https://zgw.voorbeeldstad.nl:${POORT}'")
    municipality = read(tmp_path, text, POORT="443").municipalities[0]
    assert municipality.places["zrc"].root == "https://zgw.voorbeeldstad.nl/zaken/api/v1"
    assert read(tmp_path, text, POORT="80").municipalities[0].addresses == ("https://zgw.voorbeeldstad.nl:80",)


RIGHT = "rights: [{component: zaken, scopes: [zaken.lezen]"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("localhost:8000", "Localhost:8000"), "municipalities[0].addresses[0]: expected an address in lower case"),
        (("localhost:8000", "localhost:abc"), "municipalities[0].addresses[0]: expected an address"),
        (("localhost:8000", "localhost:99999"), "municipalities[0].addresses[0]: expected an address"),
        (("localhost:8000", "u:p@localhost"), "municipalities[0].addresses[0]: expected an address"),
        (("[http://localhost:8000]", "['http://[::1']"), "municipalities[0].addresses[0]: expected an address"),
        (("municipalities:", "? [a]\n: b\nmunicipalities:"), "is not YAML: a key is a word here"),
        (("    label:", "    prefix: a\n    prefix: b\n    label:"), "is not YAML: the key 'prefix' stands here twice"),
        (("id: demo", "id: meent-zaken"), "municipalities[0].clients[0].id: expected an id that nobody else has"),
        (
            ("rights: all", "rights: [{component: zakken, scopes: [x]}]"),
            "municipalities[0].clients[0].rights[0].component",
        ),
        (
            ("rights: all", "rights: [{component: zaken}]"),
            "municipalities[0].clients[0].rights[0]: 'scopes' is a required",
        ),
        (
            ("rights: all", f"{RIGHT}, zaaktpye: x}}]"),
            "municipalities[0].clients[0].rights[0]: unknown ('zaaktpye' was",
        ),
        (
            ("rights: all", f"{RIGHT}, zaaktype: MELDING}}]"),
            "municipalities[0].clients[0].rights[0].zaaktype: expected the",
        ),
        (
            ("rights: all", f"{RIGHT}, zaaktype: {{catalogus: VOORB}}}}]"),
            "municipalities[0].clients[0].rights[0].zaaktype: expected",
        ),
        (
            ("rights: all", f"{RIGHT}, maxVertrouwelijkheidaanduiding: vertrouwlijk}}]"),
            "municipalities[0].clients[0].rights[0].maxVertrouwelijkheidaanduiding: expected one of openbaar",
        ),
        (
            ("rights: all", "rights: [{component: catalogi, scopes: [catalogi.lezen], zaaktype: 'https://x.nl/a'}]"),
            "municipalities[0].clients[0].rights[0].component: expected zaken, since it has a zaaktype",
        ),
        (
            ("    clients:", "    components: {catalogi: {ours: false}}\n    clients:"),
            "municipalities[0].components.catalogi: expected a root, since it is not ours",
        ),
        (
            ("    clients:", "    components: {catalogi: {root: 'http://localhost:8000/zaken/api/v1'}}\n    clients:"),
            "municipalities[0]: http://localhost:8000/zaken/api/v1 is given twice",
        ),
    ],
)
def test_what_would_go_wrong_later_is_said_at_once(tmp_path, change, fault):
    found = faults(tmp_path, GOOD.replace(*change))
    assert [each[: len(fault)] for each in found] == [fault]


def test_two_clients_of_one_id_are_refused(tmp_path):
    (fault,) = faults(tmp_path, GOOD + "      - {id: demo, label: Nog een, secret: {env: GEHEIM}}\n")
    assert fault == "municipalities[0].clients[1].id: expected an id that nobody else has, found 'demo'"


def test_what_is_not_utf_8_is_said(tmp_path):
    (tmp_path / "geheim").write_bytes(b"\xff\xfe")
    (fault,) = faults(tmp_path, GOOD.replace("env: GEHEIM", "file: geheim"))
    assert fault.endswith("geheim is not text in UTF-8")
    with pytest.raises(StackError, match="is not text in UTF-8"):
        load(tmp_path / "geheim", {})


def test_a_secret_that_stands_in_the_file_is_not_shown(tmp_path):
    (fault,) = faults(tmp_path, GOOD.replace("{env: GEHEIM}", "hunter2"))
    assert "hunter2" not in fault


def test_the_secret_of_the_sandbox_is_refused_on_the_root_of_a_component_too(tmp_path):
    root = "    components: {zaken: {root: 'https://zaken.voorbeeldstad.nl/api/v1'}}\n    clients:"
    (fault,) = faults(tmp_path, GOOD.replace("    clients:", root), GEHEIM="alleen-voor-de-zandbak-demo")
    assert "only accepted on loopback addresses" in fault
