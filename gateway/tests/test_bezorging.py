# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: E501  (the scripts)
"""The page of the delivery desk in a browser, before an API that answers as the contract says."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from gateway.portal.writing import write
from gateway.sandbox import CHECKOUT, Sandbox
from gateway.testing import AXE, DESK, JUDGE, PHONE, TOLD, in_browser, kept_to_contract, served, tell, with_axe
from servicekit.stack import load

pytestmark = in_browser

CADDYFILE = CHECKOUT / "gateway/src/gateway/Caddyfile"
CONTRACT = yaml.load((CHECKOUT / "contracts/notificaties/openapi.yaml").read_text(), Loader=yaml.CSafeLoader)
ROOT = "/notificaties/api/v1"
UUID, OTHER = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
EVENT = "33333333-3333-4333-8333-333333333333"
HOSTILE = "https://portaal.example/<img src=x onerror=document.title=1>/hook"
ZAAK = "http://localhost:8000/zaken/api/v1/zaken/44444444-4444-4444-8444-444444444444"
STATUS = "http://localhost:8000/zaken/api/v1/statussen/55555555-5555-4555-8555-555555555555"
NOW = datetime.now(UTC).replace(microsecond=0)


def ago(minutes):
    return (NOW - timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")


SUCCESS = {"moment": ago(3), "status": 204, "duur": 35, "reden": ""}
FAILURE = {"moment": ago(9), "status": 0, "duur": 10000, "reden": "<b>timeout</b>"}
ABOUT = {"kanaal": "zaken", "resource": "status", "actie": "create", "resourceUrl": STATUS, "hoofdObject": ZAAK}
LANE = {
    "abonnement": f"http://localhost:8000{ROOT}/abonnement/{UUID}", "clientId": "portaal", "callbackUrl": HOSTILE,
    "kanalen": ["zaken"], "stand": "in_orde", "wachtTot": None, "redenPauze": "", "misluktSinds": None, "mislukt": 0,
    "achterstand": {"aantal": 0, "oudste": None, "seconden": 0}, "opgegeven": 1, "laatsteSucces": SUCCESS,
    "laatsteFout": FAILURE, "perUur": [0] * 22 + [4, 9],
}  # fmt: skip
PAUSED = LANE | {
    "abonnement": f"http://localhost:8000{ROOT}/abonnement/{OTHER}", "callbackUrl": "https://ander.example/",
    "stand": "gepauzeerd", "redenPauze": "gone", "achterstand": {"aantal": 3, "oudste": ago(90), "seconden": 5400},
}  # fmt: skip
LAG = [{"moment": ago(each), "aantal": 2, "seconden": 60 * each} for each in (25, 20, 15)]
TRIED = [
    SUCCESS | ABOUT | {"resultaat": "gelukt", "test": False, "positie": 7, "notificatie": EVENT},
    FAILURE | ABOUT | {"resultaat": "mislukt", "test": False, "positie": 7, "notificatie": EVENT},
]
TEST = SUCCESS | dict.fromkeys(ABOUT, "") | {"resultaat": "gelukt", "test": True, "positie": None, "notificatie": None}
DEAD = ABOUT | {"positie": 5, "notificatie": EVENT, "geaccepteerd": ago(2000), "laatsteFout": FAILURE}
TRAIL = {
    "uuid": EVENT, "bron": "nrc", "applicatieId": "", "applicatieWeergave": "Beheer", "gebruikersId": "",
    "gebruikersWeergave": "", "actie": "pause", "actieWeergave": "Gepauzeerd", "resultaat": 200,
    "hoofdObject": LANE["abonnement"], "resource": "abonnement", "resourceUrl": LANE["abonnement"], "toelichting": "",
    "resourceWeergave": "", "aanmaakdatum": ago(60), "wijzigingen": {"oud": None, "nieuw": None},
}  # fmt: skip


class Api:
    """The Notificaties API as far as the page asks it, and what it was asked."""

    def __init__(self):
        self.asked, self.problems = [], []

    def __call__(self, method, path, headers, body):
        asked = urlsplit(path)
        if not asked.path.startswith(f"{ROOT}/"):
            return None
        query = {name: value for name, [value] in parse_qs(asked.query).items()}
        place = asked.path.removeprefix(ROOT)
        given = json.loads(body) if body else None
        self.asked.append((method, place, query, given))
        status, value = self._answer(method, place, query, given, headers["Authorization"].removeprefix("Bearer "))
        try:
            return status, kept_to_contract(CONTRACT, method, place, status, value)
        except Exception as error:
            self.problems.append(error)
            raise

    def _answer(self, method, place, query, given, token):
        if token != "goed":
            status, code = {
                "verlopen": (403, "jwt-expired"),
                "arm": (403, "permission_denied"),
                "weg": (503, "service_unavailable"),
            }[token]
            return status, {
                "type": "about:blank",
                "code": code,
                "title": "Nee.",
                "status": status,
                "detail": "Zo is het.",
                "instance": f"urn:uuid:{EVENT}",
            }
        match place.split("/")[-1]:
            case "bezorgingen":
                return 200, [LANE, PAUSED]
            case "bezorging" | "pause" | "resume":
                return 200, LANE | {"verloop": LAG}
            case "pogingen":
                found = [each for each in TRIED if all(each[name] == value for name, value in query.items())]
                return 200, {"next": None, "results": found}
            case "opgegeven":
                return 200, {"next": None, "results": [DEAD]}
            case "audittrail":
                return 200, [TRAIL]
            case "replay":
                return 200, {"aantal": 20000, "verder": given if "opgegeven" in given else {"positie": 812}}
            case "test":
                return 200, TEST


START = TOLD + "addEventListener('load', async () => {"
OPEN = """
  sessionStorage.setItem("meent.token", "goed");
  const by = (id) => document.getElementById(id);
  by("token").value = "goed"; by("toegang").requestSubmit();
  (await until(() => document.querySelector('#lijst a'))).click();
  await until(() => !by("gekozen").hidden && by("pogingen").children.length === 2);
"""


def verb(act, sure=False):
    yes = 'await until(() => by("zeker").open); by("zeker-ja").click();' if sure else ""
    return f"""{START}{OPEN} {act} {yes}
  await until(() => !by("antwoord").hidden && by("antwoord").textContent !== "Een ogenblik.");
  tell(by("antwoord").textContent); }});"""


VERBS = {
    "pause": (verb('by("pauzeer").click();', sure=True), "/pause", None, "Gepauzeerd."),
    "resume": (verb('by("hervat").click();'), "/resume", None, "Hervat."),
    "test": (verb('by("test").click();'), "/test", None, "De test is gelukt: antwoord 204, 35 ms."),
    "one": (verb('document.querySelector("#pogingen button").click();'), "/replay", {"notificatie": EVENT}, "20.000 notificaties"),
    "dead": (verb('by("herhaal-opgegeven").click();', sure=True), "/replay", {"opgegeven": True}, "herhaal daarna nog eens wat is opgegeven"),
    "since": (verb('by("vanaf").value = "2025-03-04T09:30:00"; by("herhaal-vanaf").requestSubmit();', sure=True), "/replay", {"vanaf": "2025-03-04T09:30:00.000Z"}, "20.000 notificaties"),
    "position": (verb('by("positie").value = "7"; by("herhaal-positie").requestSubmit();', sure=True), "/replay", {"positie": 7}, "herhaal daarna vanaf positie 812"),
}  # fmt: skip
SCRIPTS = {name: script for name, (script, *_) in VERBS.items()} | {
    "opened": f"""{START}{OPEN}
  tell({{ list: by("lijst").textContent, links: [...document.querySelectorAll("#lijst a")].map((each) => each.textContent),
    stand: by("stand").textContent, made: document.querySelectorAll("main img, main b").length, title: document.title,
    tries: by("pogingen").textContent, dead: by("opgegeven").textContent, trail: by("audittrail").textContent,
    lag: by("verloop").querySelector("svg").getAttribute("aria-label"), rows: by("metingen").children.length,
    focus: document.activeElement.id, wide: document.documentElement.scrollWidth - innerWidth, width: innerWidth,
    order: [...document.querySelectorAll("[tabindex]")].every((each) => each.tabIndex <= 0) }}); }});""",
    "found": f"""{START}{OPEN}
  by("zoek").value = "{STATUS}"; by("zoeken").requestSubmit();
  await until(() => by("gevonden").textContent.startsWith("Ja"));
  tell([by("gevonden").textContent, new Intl.DateTimeFormat("nl-NL", {{ dateStyle: "medium", timeStyle: "medium" }}).format(new Date("{SUCCESS["moment"]}"))]); }});""",
    "unknown": f"""{START}{OPEN}
  by("zoek").value = "https://elders.example/"; by("zoeken").requestSubmit();
  await until(() => by("gevonden").textContent); tell(by("gevonden").textContent); }});""",
    "failed": f"""{START}{OPEN} by("alleen-mislukt").click();
  await until(() => by("pogingen").children.length === 1); tell(by("pogingen").textContent); }});""",
    "refreshed": f"""{START}{OPEN}
  const button = document.querySelector("#pogingen button"); by("zoek").value = "half"; button.focus();
  const changed = []; new MutationObserver((all) => changed.push(all.length)).observe(by("stand"), {{ childList: true, characterData: true, subtree: true }});
  await pause(25000);
  tell([document.activeElement === button, by("zoek").value, changed.length]); }});""",
    "no": f"""{START}{OPEN} by("pauzeer").focus(); by("pauzeer").click(); await until(() => by("zeker").open); by("zeker-nee").click();
  await pause(500); tell(document.activeElement.id); }});""",
    "empty": START
    + 'await pause(500); tell([document.getElementById("stand").textContent, document.getElementById("toegang").hidden]); });',
    "axed": f"{START}{OPEN} for (const each of document.querySelectorAll('details')) each.open = true; await pause(300); {JUDGE} }});",
    "axedialog": f"{START}{OPEN} by('pauzeer').click(); await until(() => by('zeker').open); {JUDGE} }});",
    "axeform": f"{START} await pause(500); {JUDGE} }});",
}
for given in ("verlopen", "arm", "weg"):
    SCRIPTS[given] = f"""{START} const by = (id) => document.getElementById(id); by("token").value = "{given}";
  by("toegang").requestSubmit(); await until(() => !/Geef een token|geladen/.test(by("stand").textContent));
  tell([by("stand").textContent, by("toegang").hidden]); }});"""


@pytest.fixture
def api():
    return Api()


@pytest.fixture
def told(tmp_path, api):
    """What the script of the page tells: `told("opened")`."""
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
    yield lambda query, window=DESK: tell(f"{site}/bezorging/?{query}", tmp_path / "profile", window)
    serving.close()
    assert api.problems == []


def test_the_list_and_the_chosen_one_say_how_it_stands(told):
    shown = told("opened")
    assert shown["links"] == [HOSTILE, "https://ander.example/"]
    assert "In orde" in shown["list"]
    assert "Gepauzeerd: de ontvanger zei dat hij er niet meer is (410)" in shown["list"]
    assert "3, de oudste 1 uur en 30 minuten" in shown["list"]
    assert shown["stand"] == "2 abonnementen: 1 gepauzeerd."
    assert STATUS in shown["tries"]
    assert "antwoord 204, 35 ms" in shown["tries"]
    assert "positie 5" in shown["dead"]
    assert "Gepauzeerd op" in shown["trail"]
    assert shown["lag"].startswith("De langste wachttijd was 25 minuten")
    assert shown["rows"] == 3
    assert shown["focus"] == "keuze"
    assert shown["order"]


def test_what_a_stranger_says_stays_text(told):
    shown = told("opened")
    assert shown["made"] == 0
    assert shown["title"].startswith("Bezorging van notificaties")
    assert "<b>timeout</b>" in shown["tries"]


def test_a_phone_needs_no_scrolling_sideways(told):
    shown = told("opened", PHONE)
    assert shown["width"] <= 500
    assert shown["wide"] <= 0


def test_a_search_for_a_status_says_whether_it_arrived_and_when(told, api):
    said, moment = told("found")
    assert said.startswith("Ja, bezorgd op")
    assert moment in said
    place = f"/abonnement/{UUID}/pogingen"
    assert ("GET", place, {"hoofdObject": STATUS}, None) in api.asked
    assert ("GET", place, {"resourceUrl": STATUS}, None) in api.asked


def test_a_search_that_finds_nothing_says_so(told):
    assert told("unknown") == "Hiervan is geen poging bekend. Er wacht ook niets."


def test_only_what_failed_can_be_shown(told):
    shown = told("failed")
    assert "geen antwoord" in shown
    assert "Gelukt" not in shown


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_is_asked_of_the_api_and_answered_in_words(told, api, name):
    _, path, body, answer = VERBS[name]
    assert answer in told(name)
    assert [each for each in api.asked if each[0] == "POST"] == [("POST", f"/abonnement/{UUID}{path}", {}, body)]


def test_who_says_no_changes_nothing_and_is_where_they_were(told, api):
    assert told("no") == "pauzeer"
    assert not [each for each in api.asked if each[0] == "POST"]


def test_looking_again_keeps_focus_and_what_was_typed_and_says_nothing_twice(told, api):
    assert told("refreshed") == [True, "half", 0]
    assert [each[1] for each in api.asked].count("/bezorgingen") >= 3


def test_without_a_token_one_is_asked_for(told, api):
    assert told("empty") == ["Geef een token om te zien hoe het bezorgen ervoor staat.", False]
    assert api.asked == []


@pytest.mark.parametrize(
    ("token", "said", "is_hidden"),
    [
        ("verlopen", "Het token is verlopen. Geef een nieuw.", False),
        ("arm", "Dit token geeft hier geen recht op. Zo is het.", False),
        ("weg", "De Notificaties API kan nu niet antwoorden (503). Zo is het.", True),
    ],
)
def test_a_refusal_is_said_in_words(told, token, said, is_hidden):
    assert told(token) == [said, is_hidden]


@with_axe
@pytest.mark.parametrize("window", [DESK, PHONE])
@pytest.mark.parametrize("script", ["axed", "axedialog", "axeform"])
def test_the_page_keeps_wcag(told, script, window):
    assert told(f"axe&{script}", window) == []
