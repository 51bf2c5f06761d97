# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: E501  (the scripts)
"""The page of the zaaktypen in a browser, before an API that answers as the contract says."""

import json
import re
from itertools import count
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
import yaml

from gateway.portal.writing import write
from gateway.sandbox import CHECKOUT, Sandbox
from gateway.testing import AXE, DESK, JUDGE, PHONE, TOLD, in_browser, kept_to_contract, served, tell, with_axe
from servicekit.stack import load

pytestmark = in_browser

CADDYFILE = CHECKOUT / "gateway/src/gateway/Caddyfile"
CONTRACT = yaml.load((CHECKOUT / "contracts/catalogi/openapi.yaml").read_text(), Loader=yaml.CSafeLoader)
ROOT = "/catalogi/api/v1"
ADDRESS = f"http://localhost:8000{ROOT}"
HOSTILE = "<img src=x onerror=document.title=1>"
LIST = "https://selectielijst.example/api/v1/resultaten/1"
NUMBERS = count(1)


def url(collection):
    return f"{ADDRESS}/{collection}/{UUID(int=next(NUMBERS), version=4)}"


def uuid(resource):
    return resource["url"].split("/")[-1]


def catalogus(**more):
    return {
        "url": url("catalogussen"), "domein": "VOORB", "rsin": "851234562", "contactpersoonBeheerNaam": "Beheer",
        "zaaktypen": [], "besluittypen": [], "besluittypeOmschrijving": [], "informatieobjecttypen": [],
        "informatieobjecttypeOmschrijving": [], "naam": "Zaaktypen van Voorbeeldstad", "versie": None,
        "begindatumVersie": None,
    } | more  # fmt: skip


FULL, EMPTY = catalogus(), catalogus(domein="LEEG", naam=None)
OF_OTHERS = catalogus(domein="ANDER", naam="Van anderen")
OF_CATALOGUS = {"catalogus": FULL["url"]}
OBJECT = {"beginObject": "2020-01-01", "eindeObject": None}
PERIOD = {"beginGeldigheid": "2020-01-01", "eindeGeldigheid": None, **OBJECT}


def zaaktype(identificatie, children=(), **more):
    """A zaaktype whose children, as lists by the name of the field, are of it and in its _expand."""
    whole = {
        "url": url("zaaktypen"), "identificatie": identificatie, "omschrijving": "Aanvraag parkeervergunning",
        "omschrijvingGeneriek": "", "vertrouwelijkheidaanduiding": "zaakvertrouwelijk", "doel": "In de buurt parkeren",
        "aanleiding": "Iemand vraagt het aan", "toelichting": "", "indicatieInternOfExtern": "extern",
        "handelingInitiator": "aanvragen", "onderwerp": "Parkeren", "handelingBehandelaar": "beoordelen",
        "doorlooptijd": "P8W", "servicenorm": "P10D", "opschortingEnAanhoudingMogelijk": True,
        "verlengingMogelijk": True, "verlengingstermijn": "P6W", "trefwoorden": ["auto", "straat"],
        "publicatieIndicatie": False, "publicatietekst": "", "verantwoordingsrelatie": [],
        "productenOfDiensten": ["https://product.example/1"], "selectielijstProcestype": LIST,
        "referentieproces": {"naam": "Vergunning verlenen", "link": ""}, "verantwoordelijke": "Team Vergunningen",
        "deelzaaktypen": [], "deelzaaktypeIdentificaties": [], "gerelateerdeZaaktypen": [], **OF_CATALOGUS, **PERIOD,
        "versiedatum": "2020-01-01", "concept": False, "besluittypeOmschrijving": [],
    } | more  # fmt: skip
    of = {"zaaktype": whole["url"], "zaaktypeIdentificatie": identificatie, **OF_CATALOGUS}
    period = {name: whole[name] for name in PERIOD}
    expanded = {"catalogus": FULL, "deelzaaktypen": [], "gerelateerdeZaaktypen": []}
    for name in (
        "statustypen",
        "resultaattypen",
        "eigenschappen",
        "informatieobjecttypen",
        "roltypen",
        "besluittypen",
        "zaakobjecttypen",
    ):
        own = {} if name in {"besluittypen", "informatieobjecttypen"} else of | period
        expanded[name] = [{"url": url(name), **each, **own} for each in dict(children).get(name, [])]
        whole[name] = [each["url"] for each in expanded[name]]
    whole["resultaattypeOmschrijving"] = [each["omschrijving"] for each in expanded["resultaattypen"]]
    whole["informatieobjecttypeOmschrijving"] = []
    return whole | {"_expand": expanded}


def status(volgnummer, omschrijving, statustekst, *, last=False, **more):
    return {
        "omschrijving": omschrijving, "omschrijvingGeneriek": "", "statustekst": statustekst, "volgnummer": volgnummer,
        "isEindstatus": last, "informeren": False, "doorlooptijd": None, "toelichting": None,
        "checklistitemStatustype": [], "eigenschappen": [],
    } | more  # fmt: skip


def resultaat(omschrijving, archiefnominatie, archiefactietermijn, **brondatum):
    return {
        "omschrijving": omschrijving, "resultaattypeomschrijving": LIST, "omschrijvingGeneriek": "Verleend",
        "selectielijstklasse": LIST, "toelichting": "", "archiefnominatie": archiefnominatie,
        "archiefactietermijn": archiefactietermijn, "brondatumArchiefprocedure": brondatum, "procesobjectaard": None,
        "indicatieSpecifiek": None, "procestermijn": None, "besluittypen": [], "besluittypeOmschrijving": [],
        "informatieobjecttypen": [], "informatieobjecttypeOmschrijving": [],
    }  # fmt: skip


def eigenschap(naam):
    return {
        "naam": naam, "definitie": "Het kenteken van de auto", "toelichting": "", "statustype": None,
        "specificatie": {"groep": "", "formaat": "tekst", "lengte": "8", "kardinaliteit": "1", "waardenverzameling": []},
    }  # fmt: skip


BESLUITTYPE = {
    "catalogus": FULL["url"], "zaaktypen": [], "zaaktypeIdentificaties": [], "omschrijving": "Vergunning",
    "omschrijvingGeneriek": "", "besluitcategorie": "", "reactietermijn": "P6W", "publicatieIndicatie": True,
    "publicatietekst": "", "publicatietermijn": "P1M", "toelichting": "", "informatieobjecttypen": [],
    "informatieobjecttypeOmschrijvingen": [], "informatieobjecttypeOmschrijving": [], "concept": False,
    "resultaattypen": [], "resultaattypenOmschrijving": [], "vastgelegdIn": ["Brief"], **PERIOD,
}  # fmt: skip
BRIEF = {
    "url": url("informatieobjecttypen"), "catalogus": FULL["url"], "omschrijving": "Brief", "concept": False,
    "vertrouwelijkheidaanduiding": "zaakvertrouwelijk", "zaaktypen": [], "zaaktypeIdentificaties": [],
    "besluittypen": [], "besluittypeOmschrijving": [], "informatieobjectcategorie": "Correspondentie", **PERIOD,
}  # fmt: skip
CHECKED = {
    "toelichting": "Met een brief.",
    "omschrijvingGeneriek": "Afgehandeld",
    "checklistitemStatustype": [{"itemnaam": "Brief", "vraagstelling": "Is hij weg?", "verplicht": True}],
}
ROLLEN = [
    {"omschrijving": "Aanvrager", "omschrijvingGeneriek": "initiator"},
    {"omschrijving": "Medewerker", "omschrijvingGeneriek": "behandelaar"},
]
OBJECTTYPE = {
    "anderObjecttype": False, "objecttype": "https://objecttype.example/adres", "relatieOmschrijving": "Het adres",
    "resultaattypen": [], "resultaattypeOmschrijving": [], "statustypen": [],
}  # fmt: skip
OLD = zaaktype(
    "PARKEREN",
    {
        "statustypen": [
            status(1, "Ontvangen", "Wij hebben het."),
            status(2, "Controle", "Wij controleren."),
            status(3, "Besloten", "Er is besloten.", last=True),
        ],
        "resultaattypen": [resultaat("Verleend", "vernietigen", "P10Y", afleidingswijze="afgehandeld")],
        "roltypen": ROLLEN,
    },
    eindeGeldigheid="2024-12-31",
)
NEW = zaaktype(
    "PARKEREN",
    {
        # Not in the order of volgnummer, of which nothing is promised.
        "statustypen": [
            status(3, "Besloten", "Er is besloten.", last=True, **CHECKED),
            status(1, "Ontvangen", HOSTILE, informeren=True),
            status(2, "In behandeling", "Wij kijken ernaar.", doorlooptijd="P3W"),
        ],
        "resultaattypen": [
            resultaat("Verleend", "vernietigen", "P5Y", afleidingswijze="termijn", procestermijn="P2Y"),
            resultaat("Geweigerd", "blijvend_bewaren", "P20Y", afleidingswijze="eigenschap", datumkenmerk="einde"),
        ],
        "eigenschappen": [eigenschap("kenteken")],
        "roltypen": ROLLEN,
        "besluittypen": [BESLUITTYPE],
        "zaakobjecttypen": [OBJECTTYPE],
    },
    beginGeldigheid="2025-01-01",
    doorlooptijd="P1Y6M",
    besluittypeOmschrijving=["Vergunning", "Vroeger besluit"],
    deelzaaktypeIdentificaties=["KEURING"],
    gerelateerdeZaaktypen=[
        {"zaaktype": "", "zaaktypeIdentificatie": "BEZWAAR", "aardRelatie": "vervolg", "toelichting": ""}
    ],
)
DRAFT = NEW | {"url": url("zaaktypen"), "beginGeldigheid": "2099-01-01", "concept": True}
OTHER = zaaktype("MELDING", omschrijving="<b>Melding</b>", doel=HOSTILE)
# Valid today, were it no concept.
CHANGED = OTHER | {"url": url("zaaktypen"), "beginGeldigheid": "2024-01-01", "concept": True}
NAMESAKE = zaaktype("PARKEREN", omschrijving="Parkeren bij anderen", catalogus=OF_OTHERS["url"])
TYPES = [OLD, NEW, DRAFT, OTHER, CHANGED, NAMESAKE]


def document(of, volgnummer, richting, **more):
    return {
        "url": url("zaaktype-informatieobjecttypen"), "zaaktype": of["url"], "catalogus": FULL["url"],
        "zaaktypeIdentificatie": of["identificatie"], "informatieobjecttype": BRIEF["url"], "volgnummer": volgnummer,
        "richting": richting, "statustype": None, "_expand": {"informatieobjecttype": BRIEF},
    } | more  # fmt: skip


DOCUMENTS = [
    document(OLD, 1, "inkomend"),
    document(OLD, 2, "uitgaand"),
    document(NEW, 1, "uitgaand"),
    document(DRAFT, 1, "uitgaand"),
    # Of the type no version is valid today: then its name is shown, and there is nothing to expand.
    document(NEW, 2, "inkomend", informatieobjecttype="Oude foto", _expand={"informatieobjecttype": {}}),
]


class Api:
    """The Catalogi API as far as the page asks it, a page of two zaaktypen at a time, and what it was asked."""

    def __init__(self):
        self.asked, self.problems = [], []
        self.catalogues, self.types = [FULL, EMPTY, OF_OTHERS], TYPES

    def __call__(self, method, path, headers, _):
        asked = urlsplit(path)
        if not asked.path.startswith(f"{ROOT}/"):
            return None
        query = {name: value for name, [value] in parse_qs(asked.query).items()}
        place = asked.path.removeprefix(ROOT)
        self.asked.append((method, place, query))
        status, value = self._answer(place, query, headers["Authorization"].removeprefix("Bearer "))
        try:
            return status, kept_to_contract(CONTRACT, method, place, status, value)
        except Exception as error:
            self.problems.append(error)
            raise

    def _answer(self, place, query, token):
        refused = {"verlopen": (403, "jwt-expired"), "arm": (403, "permission_denied"), "weg": (503, "service_unavailable")}  # fmt: skip
        if token in refused:
            return self._problem(*refused[token])
        assert token == "goed"
        match place.split("/")[1:]:
            case ["catalogussen"]:
                return 200, self._page(place, query, self.catalogues)
            case ["zaaktypen"]:
                found = [each for each in self.types if query.get("status") == "alles" or not each["concept"]]
                for name in ("identificatie", "catalogus"):
                    found = [each for each in found if query.get(name, each[name]) == each[name]]
                return 200, self._page(place, query, [self._expanded(each, "") for each in found])
            case ["zaaktype-informatieobjecttypen"]:
                hidden = [each["url"] for each in TYPES if each["concept"] and query.get("status") != "alles"]
                found = [each for each in DOCUMENTS if each["zaaktype"] == query["zaaktype"] not in hidden]
                return 200, self._page(place, query, [self._expanded(each, query["expand"]) for each in found])
            case ["zaaktypen", uuid_]:
                found = [each for each in self.types if uuid(each) == uuid_]
                return (200, self._expanded(found[0], query["expand"])) if found else self._problem(404, "not_found")

    def _expanded(self, resource, names):
        shown = {name: each for name, each in resource["_expand"].items() if name in names.split(",")}
        return resource | {"_expand": shown} if shown else {name: each for name, each in resource.items() if name != "_expand"}  # fmt: skip

    def _page(self, place, query, found):
        page = int(query.get("page", 1))
        begin, more = (page - 1) * 2, page * 2 < len(found)
        kept = "&".join(f"{name}={value}" for name, value in query.items() if name != "page")
        following = f"{ADDRESS}{place}?{kept}&page={page + 1}" if more else None
        return {"count": len(found), "next": following, "previous": None, "results": found[begin : begin + 2]}

    def _problem(self, status, code):
        return status, {"type": "about:blank", "code": code, "title": "Nee.", "status": status, "detail": "Zo is het.", "instance": f"urn:uuid:{UUID(int=1)}"}  # fmt: skip


START = TOLD + "addEventListener('load', async () => { const by = (id) => document.getElementById(id);"
GIVE = (
    START
    + """
  const text = (place) => [...document.querySelectorAll(place)].map((each) => each.textContent);
  const table = (name) => { const found = [...document.querySelectorAll("table")].find((each) => each.caption.textContent === name);
    return found ? [...found.tBodies[0].rows].map((row) => [...row.cells].map((each) => each.textContent)) : null; };
  const heads = (name) => [...document.querySelectorAll("table")].find((each) => each.caption.textContent === name)
    .tHead.textContent;
  const sideways = () => document.documentElement.scrollWidth - innerWidth;
  const settled = () => until(() => by("stand").textContent !== "Een ogenblik." && !/Geef een token|geladen/.test(by("stand").textContent));
  by("token").value = "goed"; by("toegang").requestSubmit(); await settled();
"""
)
GOES = "const go = async (hash) => { location.hash = hash; await pause(200); await settled(); };"
SECTIONS = '["overzicht", "gekozen", "vergelijking"].filter((id) => !by(id).hidden)'
PRINTED = """
  for (const sheet of document.styleSheets) for (const rule of sheet.cssRules) {
    if (rule.media?.mediaText === "print") rule.media.mediaText = "all"; }
  const displayed = (place) => [...document.querySelectorAll(place)].some((each) => each.checkVisibility());
"""
DURATIONS = {
    "P8W": "8 weken", "P1W": "1 week", "P1Y": "1 jaar", "P10Y": "10 jaar", "P1M": "1 maand", "P1D": "1 dag",
    "P30D": "30 dagen", "P1Y6M": "1 jaar en 6 maanden", "P1Y2M3DT4H5M6S": "1 jaar, 2 maanden, 3 dagen, 4 uur, 5 minuten en 6 seconden",
    "PT1M": "1 minuut", "PT36H": "36 uur", "P0D": "0 dagen", "P0,5Y": "0,5 jaar", "P1000D": "1.000 dagen",
    "P": "P", "P1YT": "P1YT", "": "", "tien weken": "tien weken",
}  # fmt: skip
TERMS = [
    ({"archiefnominatie": "vernietigen", "archiefactietermijn": "P10Y"}, "Wordt na 10 jaar vernietigd"),
    ({"archiefnominatie": "vernietigen", "archiefactietermijn": None}, "Wordt vernietigd; na hoelang volgt uit de selectielijst"),
    ({"archiefnominatie": "blijvend_bewaren", "archiefactietermijn": "P20Y"}, "Blijft bewaard, na 20 jaar in een archiefbewaarplaats"),
    ({"archiefnominatie": "blijvend_bewaren", "archiefactietermijn": None}, "Blijft bewaard"),
    ({"archiefnominatie": "", "archiefactietermijn": None}, "Of het bewaard blijft volgt uit de selectielijst"),
    ({}, "Of het bewaard blijft volgt uit de selectielijst"),
]  # fmt: skip
BEGINS = [
    ({"afleidingswijze": "afgehandeld"}, "de dag waarop de zaak is afgehandeld"),
    ({"afleidingswijze": "hoofdzaak"}, "de dag waarop de hoofdzaak is afgehandeld"),
    ({"afleidingswijze": "gerelateerde_zaak"}, "de dag waarop de laatste gerelateerde zaak is afgehandeld"),
    ({"afleidingswijze": "ingangsdatum_besluit"}, "de dag waarop het laatste besluit ingaat"),
    ({"afleidingswijze": "vervaldatum_besluit"}, "de dag waarop het laatste besluit vervalt"),
    ({"afleidingswijze": "termijn", "procestermijn": "P2Y"}, "2 jaar nadat de zaak is afgehandeld"),
    ({"afleidingswijze": "eigenschap", "datumkenmerk": "einde"}, "de datum in de eigenschap ‘einde’"),
    ({"afleidingswijze": "zaakobject", "datumkenmerk": "sloop", "objecttype": "terrein_gebouwd_object"}, "de datum ‘sloop’ van wat bij de zaak hoort (terrein gebouwd object)"),
    ({"afleidingswijze": "ander_datumkenmerk", "datumkenmerk": "einde huwelijk", "objecttype": "overige", "registratie": "BRP"}, "de datum ‘einde huwelijk’ (overige) in de registratie ‘BRP’, met de hand ingevuld"),
    (None, ""),
]  # fmt: skip


SCRIPTS = {
    "words": f"""{START} const words = await import("/zaaktypen/words.js");
  tell({{ durations: {json.dumps(list(DURATIONS))}.map(words.duration), terms: {json.dumps([each for each, _ in TERMS])}.map(words.archive),
    begins: {json.dumps([each for each, _ in BEGINS])}.map(words.begins),
    standings: [{{ beginGeldigheid: words.today(), eindeGeldigheid: words.today() }}, {{ beginGeldigheid: "2099-01-01" }},
      {{ beginGeldigheid: "2020-01-01", eindeGeldigheid: "2020-12-31" }}, {{ concept: true, beginGeldigheid: "2020-01-01" }}].map(words.standing) }}); }});""",
    "listed": f"""{GIVE} tell({{ stand: by("stand").textContent, catalogues: text("#lijst h3"), types: text("#lijst h4"),
    links: [...document.querySelectorAll("#lijst a")].map((each) => [each.textContent, each.getAttribute("href")]), list: by("lijst").textContent,
    sections: {SECTIONS}, made: document.querySelectorAll("main img, main b").length, wide: sideways(), title: document.title, back: by("terug").hidden }}); }});""",
    "concepts": f"""{GIVE} by("concepten").click(); await pause(100); await settled();
  tell(text("#lijst a")); }});""",
    "one": f"""{GIVE} tell({{ heading: by("keuze").textContent, standing: document.querySelector("#uitleg p").textContent, title: document.title,
    course: text(".course li"), last: text(".course .end"), facts: Object.fromEntries([...document.querySelectorAll("#uitleg dl > div")].map((each) => [...each.children].map((part) => part.textContent))),
    headings: text("#uitleg h4"), lists: text("#uitleg ul"), tables: Object.fromEntries(text("caption").map((name) => [name, table(name)])), heads: Object.fromEntries(text("caption").map((name) => [name, heads(name)])),
    absent: text("#uitleg > p").at(-1), made: document.querySelectorAll("main img, main b").length, wide: sideways(), width: innerWidth, stand: by("stand").hidden, cell: getComputedStyle(document.querySelector("td")).display, said: getComputedStyle(document.querySelector("td"), "::before").content,
    compared: [...document.querySelectorAll("table:last-of-type a")].map((each) => each.getAttribute("href")), sections: {SECTIONS},
    order: [...document.querySelectorAll("[tabindex]")].every((each) => each.tabIndex <= 0) }}); }});""",
    "compared": f"""{GIVE} tell({{ heading: by("vergeleken").textContent, summary: by("samengevat").textContent, heads: text("caption").map(heads)[0],
    tables: Object.fromEntries(text("caption").map((name) => [name, table(name)])), wide: sideways(), sections: {SECTIONS}, made: document.querySelectorAll("main img, main b").length }}); }});""",
    "walked": f"""{GIVE}{GOES} const seen = [];
  const note = () => seen.push([{SECTIONS}.join(), document.activeElement.id]);
  document.querySelector("#lijst h4 a").click(); await pause(200); await settled(); note();
  location.hash = "inhoud"; await pause(300); note();
  await go("#{uuid(OLD)}/{uuid(NEW)}"); note();
  document.querySelector("#terug a").click(); await pause(200); await settled(); note();
  history.back(); await pause(200); await settled(); note();
  by("vergeet").click(); await pause(300);
  tell([seen, text("#lijst, #uitleg, #verschillen, #keuze, #vergeleken").join(""), {SECTIONS}, document.activeElement.id, sessionStorage.length]); }});""",
    "raced": f"""{GIVE}{GOES} location.hash = "#{uuid(OLD)}"; await pause(0); location.hash = "#overzicht"; await pause(1500); tell({SECTIONS}); }});""",
    "empty": START + " await pause(500); tell([by('stand').textContent, by('toegang').hidden, by('afmelden').hidden]); });",
    "stood": f"{GIVE} tell([by('stand').textContent, by('toegang').hidden, by('opnieuw').hidden, by('terug').hidden, {SECTIONS}]); }});",
    "again": f"""{GIVE} sessionStorage.setItem("meent.token", "weg"); by("concepten").click(); await pause(200); await settled();
  sessionStorage.setItem("meent.token", "goed"); by("nogmaals").click(); await pause(200); await settled();
  tell([{SECTIONS}, by("opnieuw").hidden]); }});""",
    "printed": f"""{GIVE}{PRINTED}
  tell({{ controls: displayed("button, input, form, .skip, #terug, footer, #stand, .versions a"), shown: displayed("#keuze, caption") || displayed("#lijst h4"), wide: sideways(),
    rows: [...new Set([...document.querySelectorAll("tr, .course li, dl > div, .types > li")].map((each) => getComputedStyle(each).breakInside))],
    clipped: [...document.querySelectorAll("main *")].filter((each) => each.checkVisibility() && /auto|scroll|hidden/.test(getComputedStyle(each).overflowX) && !each.closest(".hidden, thead")).length }}); }});""",
    "judged": f"{GIVE} {JUDGE} }});",
    "axeform": f"{START} await pause(500); {JUDGE} }});",
}  # fmt: skip
for given in ("verlopen", "arm", "weg"):
    SCRIPTS[given] = f"""{START} by("token").value = "{given}"; by("toegang").requestSubmit();
  await until(() => !/Geef een token|geladen|ogenblik/.test(by("stand").textContent));
  tell([by("stand").textContent, by("toegang").hidden, by("opnieuw").hidden]); }});"""


@pytest.fixture
def api():
    return Api()


@pytest.fixture
def told(tmp_path, api):
    """What the script of the page tells: `told("one#<uuid>")`."""
    folder = tmp_path / "portal"
    sandbox = Sandbox()
    write(folder, sandbox, load(sandbox.stack, {}))
    policies = re.findall(r'Content-Security-Policy "([^"]*script-src[^"]*)"', CADDYFILE.read_text())
    [policy] = [each for each in policies if "unsafe-inline" not in each]
    scripts = {name: text.encode() for name, text in SCRIPTS.items()}
    if AXE:
        scripts["axe"] = Path(AXE).read_bytes()
    serving = served(folder, policy, scripts, api)
    site = next(serving)
    yield lambda query, window=DESK: tell(f"{site}/zaaktypen/?{query}", tmp_path / "profile", window)
    serving.close()
    assert api.problems == []


def test_durations_archive_terms_and_periods_are_said_in_words(told):
    said = told("words")
    assert dict(zip(DURATIONS, said["durations"], strict=True)) == DURATIONS
    assert said["terms"] == [words for _, words in TERMS]
    assert said["begins"] == [words for _, words in BEGINS]
    assert said["standings"] == [
        "Gepubliceerd, geldig vandaag",
        "Gepubliceerd, nog niet geldig",
        "Gepubliceerd, niet meer geldig",
        "Concept: nog niet te gebruiken",
    ]


def test_the_list_has_each_published_zaaktype_once_with_its_version_of_today_first(told, api):
    shown = told("listed")
    assert shown["stand"] == "Er zijn 3 zaaktypen."
    assert shown["catalogues"] == ["Zaaktypen van Voorbeeldstad (VOORB)", "LEEG", "Van anderen (ANDER)"]
    assert shown["types"] == ["<b>Melding</b>", "Aanvraag parkeervergunning", "Parkeren bij anderen"]
    assert shown["links"] == [
        ["<b>Melding</b>", f"#{uuid(OTHER)}"],
        ["Aanvraag parkeervergunning", f"#{uuid(NEW)}"],
        ["Aanvraag parkeervergunning, van 1 januari 2020 tot en met 31 december 2024", f"#{uuid(OLD)}"],
        ["Parkeren bij anderen", f"#{uuid(NAMESAKE)}"],
    ]
    assert (
        "PARKEREN. Mag 1 jaar en 6 maanden duren. Gepubliceerd, geldig vandaag: vanaf 1 januari 2025." in shown["list"]
    )
    assert "Hierin staan geen zaaktypen" in shown["list"]
    assert shown["sections"] == ["overzicht"]
    assert shown["back"]
    # All pages were asked for, with no more than the token allows.
    assert [query for _, place, query in api.asked if place == "/zaaktypen"] == [{}, {"page": "2"}]


def test_what_a_stranger_says_stays_text(told):
    for query in ("listed", f"one#{uuid(NEW)}", f"compared#{uuid(OLD)}/{uuid(NEW)}"):
        assert told(query)["made"] == 0
    assert told("listed")["title"] == "Zaaktypen - Gemeente Voorbeeldstad - Meent"


def test_concepts_are_shown_to_who_asks_for_them(told, api):
    links = told("concepts")
    assert "Aanvraag parkeervergunning, vanaf 1 januari 2099 (concept)" in links
    assert links[:2] == ["<b>Melding</b>", "<b>Melding</b>, vanaf 1 januari 2024 (concept)"]
    assert ("GET", "/zaaktypen", {"status": "alles"}) in api.asked


def test_a_zaaktype_is_told_to_a_resident(told, api):
    shown = told(f"one#{uuid(NEW)}")
    assert shown["heading"] == "Aanvraag parkeervergunning"
    assert shown["title"] == "Aanvraag parkeervergunning - Zaaktypen - Gemeente Voorbeeldstad - Meent"
    assert shown["standing"] == "Gepubliceerd, geldig vandaag. Deze versie geldt vanaf 1 januari 2025."
    assert shown["course"] == [
        f"Ontvangen{HOSTILE}U krijgt hiervan bericht.",
        "In behandelingWij kijken ernaar.Hiervoor staat 3 weken.",
        "BeslotenEr is besloten.Eindstatus: hiermee is de zaak klaar.",
    ]
    assert len(shown["last"]) == 1
    facts = shown["facts"]
    assert facts["Hoelang het mag duren"] == "1 jaar en 6 maanden"
    assert facts["Hoelang het meestal duurt"] == "10 dagen"
    assert facts["Kan het langer duren"] == "Ja, de gemeente kan het verlengen met 6 weken"
    assert facts["Wie het begint"].startswith("Iemand van buiten")
    assert "Meer uitleg" not in facts
    assert shown["headings"] == [
        "Zo verloopt het",
        "Hoe het kan aflopen",
        "Wat u aanlevert",
        "Wat u van de gemeente krijgt",
    ]
    assert shown["lists"] == [
        "Verleend. Het dossier: wordt na 5 jaar vernietigd, geteld vanaf 2 jaar nadat de zaak is afgehandeld."
        "Geweigerd. Het dossier: blijft bewaard, na 20 jaar in een archiefbewaarplaats, geteld vanaf de datum in de eigenschap ‘einde’.",
        "Oude foto",
        "Brief",
    ]
    assert shown["sections"] == ["gekozen"]
    assert shown["stand"]
    [asked] = [query for _, place, query in api.asked if place == f"/zaaktypen/{uuid(NEW)}"]
    assert "statustypen,resultaattypen,roltypen" in asked["expand"]


def test_a_zaaktype_is_told_to_an_administrator(told):
    shown = told(f"one#{uuid(NEW)}")
    facts, tables = shown["facts"], shown["tables"]
    assert facts["Vertrouwelijkheid van zaken"] == "Zaakvertrouwelijk"
    assert facts["Catalogus"] == "Zaaktypen van Voorbeeldstad (VOORB)"
    assert facts["Trefwoorden"] == "auto en straat"
    assert facts["URL"] == NEW["url"]
    # More columns than fit on paper are told together.
    assert shown["heads"]["Statussen"] == "StatusPlaatsEindstatusTekst voor de inwonerInwoner krijgt berichtNormVerder"
    assert [row[:3] for row in tables["Statussen"]] == [
        ["Ontvangen", "1", "Nee"],
        ["In behandeling", "2", "Nee"],
        ["Besloten", "3", "Ja"],
    ]
    assert tables["Statussen"][2][6] == (
        "Controlelijst: Brief: Is hij weg? (verplicht)\nGenerieke omschrijving: Afgehandeld\nToelichting: Met een brief."
    )
    assert tables["Resultaten"][0][1:3] == ["Wordt na 5 jaar vernietigd", "2 jaar nadat de zaak is afgehandeld"]
    assert tables["Resultaten"][1][2] == "de datum in de eigenschap ‘einde’"
    assert tables["Rollen"] == [
        ["Aanvrager", "Begint de zaak", "Initiator"],
        ["Medewerker", "Behandelt de zaak", "Behandelaar"],
    ]
    assert tables["Documenten"] == [
        ["Brief", "Uitgaand: de gemeente verstuurt het", "Zaakvertrouwelijk", "Correspondentie"],
        ["Oude foto", "Inkomend: de gemeente krijgt het", "", ""],
    ]
    assert tables["Eigenschappen"] == [["kenteken", "Het kenteken van de auto", "tekst, lengte 8"]]
    assert shown["heads"]["Eigenschappen"] == "EigenschapBetekenisWaarde"
    assert tables["Besluiten"] == [
        ["Vergunning", "6 weken", "Ja, 1 maand lang", "Brief", ""],
        ["Vroeger besluit", "", "", "", "Geen versie is vandaag geldig"],
    ]
    assert tables["Objecten"] == [["Het adres", "https://objecttype.example/adres"]]
    assert tables["Deelzaken"] == [["KEURING", "Geen versie is vandaag geldig"]]
    assert tables["Verwante zaken"] == [["BEZWAAR", "Is een vervolg hierop"]]
    assert shown["order"]


def test_a_concept_is_shown_as_one_with_its_documents(told):
    shown = told(f"one#{uuid(DRAFT)}")
    assert shown["standing"] == "Concept: nog niet te gebruiken. Deze versie geldt vanaf 1 januari 2099."
    assert [row[0] for row in shown["tables"]["Documenten"]] == ["Brief"]


def test_a_zaaktype_says_what_it_does_not_have(told):
    shown = told(f"one#{uuid(OTHER)}")
    assert shown["absent"] == (
        "Dit zaaktype heeft geen statussen, resultaten, rollen, documenten, eigenschappen, besluiten, objecten, deelzaken of verwante zaken."
    )
    assert list(shown["tables"]) == ["Versies"]
    assert shown["headings"] == []


def test_the_versions_can_be_seen_and_compared_the_older_first(told):
    shown = told(f"one#{uuid(NEW)}")
    assert [row[:2] for row in shown["tables"]["Versies"]] == [
        ["vanaf 1 januari 2099", "Concept: nog niet te gebruiken"],
        ["vanaf 1 januari 2025", "Gepubliceerd, geldig vandaag"],
        ["van 1 januari 2020 tot en met 31 december 2024", "Gepubliceerd, niet meer geldig"],
    ]
    assert shown["compared"] == [
        f"#{uuid(DRAFT)}",
        f"#{uuid(NEW)}/{uuid(DRAFT)}",
        f"#{uuid(OLD)}",
        f"#{uuid(OLD)}/{uuid(NEW)}",
    ]


def test_two_versions_are_compared_in_words(told):
    shown = told(f"compared#{uuid(OLD)}/{uuid(NEW)}")
    assert shown["heading"] == "Aanvraag parkeervergunning: twee versies vergeleken"
    assert shown["sections"] == ["vergelijking"]
    assert shown["heads"] == (
        "GegevenVerschilWas (van 1 januari 2020 tot en met 31 december 2024)Wordt (vanaf 1 januari 2025)"
    )
    tables = shown["tables"]
    assert tables["Voor de inwoner"] == [["Hoelang het mag duren", "Gewijzigd", "8 weken", "1 jaar en 6 maanden"]]
    assert [row[:2] for row in tables["Statussen"]] == [
        ["Ontvangen", "Gewijzigd"],
        ["In behandeling", "Toegevoegd"],
        ["Besloten", "Gewijzigd"],
        ["Controle", "Vervallen"],
    ]
    assert tables["Statussen"][0][2:] == [
        "Tekst voor de inwoner: Wij hebben het.\nInwoner krijgt bericht: Nee",
        f"Tekst voor de inwoner: {HOSTILE}\nInwoner krijgt bericht: Ja",
    ]
    assert tables["Statussen"][2][2] == (
        "Controlelijst: niet ingevuld\nGenerieke omschrijving: niet ingevuld\nToelichting: niet ingevuld"
    )
    assert tables["Statussen"][3][3] == ""
    assert "Tekst voor de inwoner: Wij controleren." in tables["Statussen"][3][2]
    assert tables["Resultaten"][0] == [
        "Verleend",
        "Gewijzigd",
        "Archief: Wordt na 10 jaar vernietigd\nDe termijn telt vanaf: de dag waarop de zaak is afgehandeld",
        "Archief: Wordt na 5 jaar vernietigd\nDe termijn telt vanaf: 2 jaar nadat de zaak is afgehandeld",
    ]
    # Of two with one name the one that stayed is no change.
    assert [row[:2] for row in tables["Documenten"]] == [["Oude foto", "Toegevoegd"], ["Brief", "Vervallen"]]
    assert "Richting: Inkomend" in tables["Documenten"][1][2]
    assert "Rollen" not in tables
    assert "Voor de beheerder" not in tables
    assert shown["summary"] == "Samen: 9 toegevoegd, 2 vervallen en 4 gewijzigd."


def test_versions_that_are_alike_are_said_to_be(told):
    shown = told(f"compared#{uuid(OLD)}/{uuid(OLD)}")
    assert shown["tables"] == {}
    assert shown["summary"] == "Deze versies verschillen niet in wat hier staat, behalve in hun geldigheid."


@pytest.mark.parametrize("query", ["listed", f"one#{uuid(NEW)}", f"compared#{uuid(OLD)}/{uuid(NEW)}"])
def test_a_phone_needs_no_scrolling_sideways(told, query):
    assert told(query, PHONE)["wide"] <= 0


def test_on_a_phone_a_row_is_stacked_and_each_cell_says_what_it_is(told):
    shown = told(f"one#{uuid(NEW)}", PHONE)
    assert shown["cell"] == "block"
    assert "Plaats" in shown["said"]
    assert told(f"one#{uuid(NEW)}")["cell"] == "table-cell"


@pytest.mark.parametrize("query", ["printed", f"printed#{uuid(NEW)}", f"printed#{uuid(OLD)}/{uuid(NEW)}"])
def test_paper_has_no_controls_and_no_row_is_cut(told, query):
    shown = told(query)
    assert not shown["controls"]
    assert shown["shown"]
    assert shown["rows"] == ["avoid"]
    assert shown["clipped"] == 0
    assert shown["wide"] <= 0


def test_who_goes_on_and_back_stands_at_the_heading_and_a_token_that_is_forgotten_takes_all_with_it(told):
    seen, left, sections, focus, kept = told("walked")
    assert seen == [
        ["gekozen", "keuze"],
        ["gekozen", "inhoud"],
        ["vergelijking", "vergeleken"],
        ["overzicht", "zaaktypen"],
        ["vergelijking", "vergeleken"],
    ]
    assert left == ""
    assert sections == []
    assert focus == "token"
    assert kept == 0


def test_an_answer_to_what_is_no_longer_asked_is_not_shown(told):
    assert told("raced") == ["overzicht"]


def test_without_a_token_one_is_asked_for(told, api):
    assert told("empty") == ["Geef een token om de zaaktypen te zien.", False, True]
    assert api.asked == []


@pytest.mark.parametrize(
    ("token", "said", "form_is_hidden"),
    [
        ("verlopen", "Het token is verlopen. Geef een nieuw.", False),
        (
            "arm",
            "Dit token geeft hier geen recht op. Zo is het. Geef er een van een applicatie met de scope catalogi.lezen.",
            False,
        ),
        ("weg", "De Catalogi API kan nu niet antwoorden (503). Zo is het.", True),
    ],
)
def test_a_refusal_says_what_to_do(told, token, said, form_is_hidden):
    assert told(token) == [said, form_is_hidden, not form_is_hidden]


def test_what_was_away_is_asked_again(told):
    assert told("again") == [["overzicht"], True]


def test_a_zaaktype_that_is_not_there_leads_to_those_that_are(told):
    said, form, again, back, sections = told(f"stood#{UUID(int=7)}")
    assert said == "Dit zaaktype is er niet (meer). Kies er een uit alle zaaktypen."
    assert (form, again, back, sections) == (True, True, False, [])


def test_no_catalogus_and_nothing_published_are_said_apart(told, api):
    api.types = [DRAFT]
    assert told("stood")[0].startswith("Er zijn nog geen gepubliceerde zaaktypen.")
    api.catalogues, api.types = [], []
    assert told("stood")[0].startswith("Er is geen catalogus die u mag zien.")


@with_axe
@pytest.mark.parametrize("window", [DESK, PHONE])
@pytest.mark.parametrize(
    "query", ["axeform", "judged", f"judged#{uuid(NEW)}", f"judged#{uuid(DRAFT)}", f"judged#{uuid(OLD)}/{uuid(NEW)}"]
)
def test_the_page_keeps_wcag(told, query, window):
    assert told(f"axe&{query}", window) == []
