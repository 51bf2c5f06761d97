# SPDX-License-Identifier: EUPL-1.2
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from gateway.portal.writing import write
from gateway.sandbox import CHECKOUT, Sandbox
from servicekit.stack import load

VOID = {"meta", "link", "img", "br", "input"}
STACK = """
municipalities:
  - name: noord
    label: Gemeente <Noord>
    rsin: "851234562"
    prefix: noord
    addresses: [http://localhost:8123]
    clients:
      - {id: balie, label: Balie, secret: {env: SECRET_OF_BALIE}, rights: all}
    components:
      catalogi:
        ours: false
        root: "https://ztc.leverancier.example/catalogi/api/v1"
        client: {id: leverancier, secret: {env: SECRET_OF_BALIE}}
  - name: zuid
    label: Gemeente Zuid
    rsin: "851234574"
    prefix: ""
    addresses: [http://zuid.localhost:8123]
"""


class Page(HTMLParser):
    """A page as its elements: tag, attributes, the tags that it is in, and its text."""

    def __init__(self, path):
        super().__init__()
        self.elements, self._open = [], []
        self.text = path.read_text()
        self.feed(self.text)
        assert self._open == [], f"not closed: {self._open}"

    def handle_starttag(self, tag, attrs):
        element = {"tag": tag, "attrs": dict(attrs), "in": [each["tag"] for each in self._open], "text": ""}
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag):
        assert self._open.pop()["tag"] == tag

    def handle_data(self, data):
        for element in self._open:
            element["text"] += data

    def all(self, *tags):
        """The elements with one of these tags, in order."""
        return [each for each in self.elements if each["tag"] in tags]


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """The folder with the portal of the checkout's own stack."""
    folder = tmp_path_factory.mktemp("portal")
    sandbox = Sandbox()
    write(folder, sandbox, load(sandbox.stack, {}))
    return folder


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    """The folder with the portal of two municipalities, one with another vendor's component."""
    folder = tmp_path_factory.mktemp("portal")
    (folder / "stack.yaml").write_text(STACK)
    sandbox = Sandbox(stack=folder / "stack.yaml", port=8123)
    write(
        folder / "portal",
        sandbox,
        load(sandbox.stack, {"SECRET_OF_BALIE": "zeg het niet verder, aan helemaal niemand"}),
    )
    return folder / "portal"


def pages(folder):
    return [Page(path) for path in sorted(folder.rglob("*.html"))]


def test_each_component_has_a_page_with_its_documentation(own):
    for name in Sandbox().components:
        page = Page(own / "docs" / name / "index.html")
        [main] = page.all("main")
        assert main["attrs"]["data-contract"] == f"/{name}/api/v1/schema/documentation.json"


def test_the_front_page_links_to_each_component_and_shows_its_health(own):
    page = Page(own / "index.html")
    links = {link["attrs"]["href"] for link in page.all("a")}
    shown = {each["attrs"]["data-api"] for each in page.elements if "data-api" in each["attrs"]}
    for name in Sandbox().components:
        assert {f"/docs/{name}/", f"/{name}/api/v1/openapi.yaml"} <= links
    assert shown == set(Sandbox().components)


def test_what_is_linked_and_loaded_is_there(own, several):
    for folder in (own, several):
        for page in pages(folder):
            names = {each["attrs"].get("id") for each in page.elements}
            for element in page.all("a", "link", "script", "img"):
                target = element["attrs"].get("href") or element["attrs"]["src"]
                if target.startswith("#"):
                    assert target[1:] in names
                elif target.startswith("/") and not re.search(r"/api/v1/|/readyz$|^/\.well-known/", target):
                    file = folder / target.strip("/")
                    assert (file / "index.html" if target.endswith("/") else file).is_file(), target


def test_nothing_is_loaded_from_another_host(own):
    for page in pages(own):
        for element in page.all("link", "script", "img"):
            assert (element["attrs"].get("href") or element["attrs"]["src"]).startswith("/")
    for style in (
        "house.css",
        "portal.css",
        "asking.css",
        "bezorging/desk.css",
        "zaaktypen/catalogue.css",
        "docs/documentation.css",
    ):
        assert not re.search(r"url\(|@import|https?:", (own / style).read_text())


def test_a_page_works_without_scripts_and_styles_of_its_own_within(own, several):
    for page in pages(own) + pages(several):
        assert page.all("style") == []
        assert all("src" in script["attrs"] and not script["text"].strip() for script in page.all("script"))
        for element in page.elements:
            assert not any(name == "style" or name.startswith("on") for name in element["attrs"])


def test_a_page_is_in_dutch_and_has_landmarks_and_a_way_past_them(own, several):
    for page in pages(own) + pages(several):
        assert page.all("html")[0]["attrs"]["lang"] == "nl"
        assert len(page.all("header")) == len(page.all("main")) == len(page.all("h1")) == len(page.all("title")) == 1
        first = page.all("a")[0]
        assert first["attrs"]["href"] == f"#{page.all('main')[0]['attrs']['id']}"
        assert any(each["attrs"].get("role") == "status" for each in page.elements)
        assert any(each["attrs"].get("name") == "viewport" for each in page.all("meta"))


def test_no_level_of_heading_is_left_out(own, several):
    for page in pages(own) + pages(several):
        levels = [int(each["tag"][1]) for each in page.all("h1", "h2", "h3", "h4", "h5")]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_no_two_links_to_different_places_sound_alike(own, several):
    for page in pages(own) + pages(several):
        heard = {}
        for link in page.all("a"):
            text = " ".join(link["text"].split())
            assert text
            assert heard.setdefault(text, link["attrs"]["href"]) == link["attrs"]["href"]


def test_an_identity_stands_once_on_a_page(own, several):
    for page in pages(own) + pages(several):
        ids = [each["attrs"]["id"] for each in page.elements if "id" in each["attrs"]]
        assert len(ids) == len(set(ids))


def luminance(colour):
    """The relative luminance of a colour as #rrggbb (WCAG 2.2)."""
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_text_has_the_contrast_of_wcag_aa(own):
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", (own / "house.css").read_text()))
    grounds = {"paper": ("ink", "soft", "house", "link", "good", "bad"), "field": ("ink", "link", "house")}
    pairs = [(colours[text], colours[ground]) for ground, texts in grounds.items() for text in texts]
    pairs.append(("#ffffff", colours["house"]))
    methods = re.findall(
        r"opblock-summary-method \{ background: (\S+); \}", (own / "docs/documentation.css").read_text()
    )
    assert len(methods) == 6
    pairs += [("#ffffff", re.sub(r"var\(--(\w+)\)", lambda name: colours[name[1]], each)) for each in methods]
    for text, ground in pairs:
        light, dark = sorted((luminance(text), luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground)


def test_the_first_call_is_that_of_the_first_client(own):
    page = Page(own / "index.html")
    commands = page.all("pre")[0]["text"]
    assert "-m gateway token demo)" in commands
    assert "http://localhost:8000/zaken/api/v1/zaken" in commands
    assert "gateway/secrets/demo" in page.text


def test_no_secret_is_on_a_page(own, several):
    secrets = [path.read_text().strip() for path in (CHECKOUT / "gateway" / "secrets").iterdir()]
    assert len(secrets) == 2
    for page in pages(own) + pages(several):
        assert not any(secret in page.text for secret in [*secrets, "zeg het niet verder, aan helemaal niemand"])


def test_a_secret_in_the_environment_is_named_by_its_variable(several):
    assert "de omgevingsvariabele <code>SECRET_OF_BALIE</code>" in Page(several / "index.html").text


def test_a_portal_that_others_reach_names_no_client(tmp_path):
    (tmp_path / "stack.yaml").write_text(STACK.replace("http://localhost:8123", "https://noord.example"))
    sandbox = Sandbox(stack=tmp_path / "stack.yaml")
    write(
        tmp_path / "portal",
        sandbox,
        load(sandbox.stack, {"SECRET_OF_BALIE": "zeg het niet verder, aan helemaal niemand"}),
    )
    page = Page(tmp_path / "portal" / "index.html")
    assert "SECRET_OF_BALIE" not in page.text
    assert "balie" not in page.text
    assert "https://noord.example/noord/zaken/api/v1/zaken" in page.all("pre")[0]["text"]


def test_a_label_is_text_and_not_markup(several):
    assert "Gemeente &lt;Noord&gt;" in Page(several / "index.html").text


def test_each_municipality_has_documentation_of_its_own(several):
    page = Page(several / "index.html")
    links = {link["attrs"]["href"] for link in page.all("a")}
    assert {"/docs/noord/zaken/", "/noord/zaken/api/v1/openapi.yaml"} <= links
    assert "http://zuid.localhost:8123/docs/zaken/" in links
    [main] = Page(several / "docs" / "noord" / "zaken" / "index.html").all("main")
    assert main["attrs"]["data-contract"] == "/noord/zaken/api/v1/schema/documentation.json"


def test_a_component_of_another_vendor_is_named_and_not_documented_here(several):
    assert "https://ztc.leverancier.example/catalogi/api/v1" in Page(several / "index.html").text
    assert not (several / "docs" / "noord" / "catalogi").exists()


def test_each_municipality_whose_catalogi_are_ours_has_a_page_of_its_zaaktypen(own, several):
    for folder, linked, place, label in (
        (own, "/zaaktypen/", "zaaktypen", "Gemeente Voorbeeldstad"),
        (several, "http://zuid.localhost:8123/zaaktypen/", "zaaktypen", "Gemeente Zuid"),
    ):
        assert linked in {link["attrs"]["href"] for link in Page(folder / "index.html").all("a")}
        page = Page(folder / place / "index.html")
        [main] = page.all("main")
        assert main["attrs"]["data-api"] == "/catalogi/api/v1"
        assert label in page.all("h1")[0]["text"]
    assert not (several / "zaaktypen" / "noord").exists()


def test_the_page_of_the_zaaktypen_is_below_the_prefix_of_its_municipality(tmp_path):
    (tmp_path / "stack.yaml").write_text(STACK.split("    components:", maxsplit=1)[0] + "\n")
    sandbox = Sandbox(stack=tmp_path / "stack.yaml", port=8123)
    write(
        tmp_path / "portal",
        sandbox,
        load(sandbox.stack, {"SECRET_OF_BALIE": "zeg het niet verder, aan helemaal niemand"}),
    )
    page = Page(tmp_path / "portal/zaaktypen/noord/index.html")
    assert page.all("main")[0]["attrs"]["data-api"] == "/noord/catalogi/api/v1"
    assert "/docs/noord/catalogi/" in {link["attrs"]["href"] for link in page.all("a")}
    assert "/zaaktypen/noord/" in {link["attrs"]["href"] for link in Page(tmp_path / "portal/index.html").all("a")}


def test_no_script_of_a_page_makes_markup_of_text(own):
    scripts = [path for path in own.rglob("*.js") if path.parent.name != "docs"]
    assert {"catalogue.js", "desk.js", "dom.js", "portal.js"} <= {path.name for path in scripts}
    for path in scripts:
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|eval\(", path.read_text()
        ), path


def test_the_reference_lists_have_a_card_where_they_are_served(own, several):
    page = Page(own / "index.html")
    assert "Referentielijsten" in [each["text"] for each in page.all("h3")]
    links = {link["attrs"]["href"] for link in page.all("a")}
    assert "http://localhost:8000/referentielijsten/api/v1/procestypen" in links
    assert "Referentielijsten" not in Page(several / "index.html").text


def test_the_demo_is_told_of_only_where_it_is_loaded(own, several):
    assert ("De demo-gemeente" in Page(own / "index.html").text) == Sandbox().has_demo
    assert "De demo-gemeente" not in Page(several / "index.html").text


def test_the_licences_of_what_is_shipped_go_with_it(own):
    assert "Apache License" in (own / "docs" / "LICENSE").read_text()
    assert not list(Path(own).rglob("*.map"))


def test_a_portal_is_made_again_over_an_earlier_one(own):
    before = (own / "index.html").read_text()
    sandbox = Sandbox()
    write(own, sandbox, load(sandbox.stack, {}))
    assert (own / "index.html").read_text() == before
