# SPDX-License-Identifier: EUPL-1.2
import json
import re

import pytest

from gateway import referentielijsten
from servicekit.stack import load

ROOT = "http://localhost:8123/referentielijsten/api/v1"
FIELDS = {
    "communicatiekanalen": {"url", "naam", "omschrijving"},
    "procestypen": {"url", "nummer", "jaar", "naam", "omschrijving", "toelichting", "procesobject"},
    "resultaattypeomschrijvingen": {"url", "omschrijving", "definitie"},
    "resultaten": {
        "url",
        "procesType",
        "nummer",
        "volledigNummer",
        "generiek",
        "specifiek",
        "naam",
        "herkomst",
        "waardering",
        "procestermijn",
        "procestermijnWeergave",
        "bewaartermijn",
    },
}
LENGTHS = {
    ("communicatiekanalen", "naam"): 20,
    ("communicatiekanalen", "omschrijving"): 200,
    ("resultaten", "naam"): 40,
    ("resultaten", "omschrijving"): 150,
    ("resultaattypeomschrijvingen", "omschrijving"): 20,
}


@pytest.fixture
def written(tmp_path):
    """Read what was written, by its path below the API root."""
    referentielijsten.write(tmp_path, ROOT)

    def read(path):
        return json.loads((tmp_path / "referentielijsten" / "api" / "v1" / f"{path}.json").read_text())

    return read


def stack(tmp_path, peers):
    (tmp_path / "stack.yaml").write_text(f"""
municipalities:
  - name: noord
    label: Noord
    rsin: "851234562"
    addresses: [http://localhost:8123]
    peers: {json.dumps([{"root": root} for root in peers])}
""")
    return load(tmp_path / "stack.yaml", {})


@pytest.mark.parametrize("name", FIELDS)
def test_every_entry_has_the_fields_that_the_standard_requires(name):
    entries = referentielijsten.resources(ROOT)[name]
    assert len(entries) > 2
    for entry in entries:
        assert entry.keys() >= FIELDS[name]
        assert re.fullmatch(
            rf"{ROOT}/{name}/[0-9a-f]{{8}}-[0-9a-f]{{4}}-4[0-9a-f]{{3}}-[89ab][0-9a-f]{{3}}-[0-9a-f]{{12}}",
            entry["url"],
        )


def test_no_text_is_longer_than_the_standard_allows():
    lists = referentielijsten.resources(ROOT)
    for (name, field), most in LENGTHS.items():
        assert all(len(entry[field]) <= most for entry in lists[name])


def test_each_url_is_of_one_entry():
    urls = [entry["url"] for entries in referentielijsten.resources(ROOT).values() for entry in entries]
    assert len(urls) == len(set(urls))


def test_a_resultaat_belongs_to_a_procestype_of_the_lists():
    lists = referentielijsten.resources(ROOT)
    known = {entry["url"] for entry in lists["procestypen"]}
    assert {entry["procesType"] for entry in lists["resultaten"]} == known


def test_what_is_destroyed_has_a_term_after_which():
    for entry in referentielijsten.resources(ROOT)["resultaten"]:
        assert bool(entry["bewaartermijn"]) == (entry["waardering"] == "vernietigen")


def test_an_entry_is_a_file_at_its_url(written):
    for entries in referentielijsten.resources(ROOT).values():
        for entry in entries:
            assert written(entry["url"].removeprefix(f"{ROOT}/")) == entry


@pytest.mark.parametrize("name", ["communicatiekanalen", "resultaten"])
def test_a_list_that_the_standard_pages_is_one_page(written, name):
    page = written(name)
    assert page == {"count": len(page["results"]), "next": None, "previous": None, "results": page["results"]}
    assert page["results"] == referentielijsten.resources(ROOT)[name]


@pytest.mark.parametrize("name", ["procestypen", "resultaattypeomschrijvingen"])
def test_a_list_that_the_standard_does_not_page_is_an_array(written, name):
    assert written(name) == referentielijsten.resources(ROOT)[name]


def test_a_stack_that_trusts_the_lists_at_its_own_address_has_them_there(tmp_path):
    assert referentielijsten.root_of(stack(tmp_path, ["https://elders.example/api/v1", ROOT])) == ROOT


@pytest.mark.parametrize("peers", [[], ["https://elders.example/referentielijsten/api/v1"], [f"{ROOT}/meer"]])
def test_a_stack_that_has_them_elsewhere_has_none_of_its_own(tmp_path, peers):
    assert referentielijsten.root_of(stack(tmp_path, peers)) == ""
