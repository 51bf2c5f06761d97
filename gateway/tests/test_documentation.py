# SPDX-License-Identifier: EUPL-1.2
"""The pages of the portal in a browser, which takes minutes: skipped unless CHROMIUM names one. For the tests of WCAG
AXE_CORE names the file `axe.min.js` of the npm package axe-core.
"""

import json
import re
from pathlib import Path

import pytest
import yaml

from gateway.portal.writing import write
from gateway.sandbox import CHECKOUT, Sandbox
from gateway.testing import AXE, DESK, JUDGE, PHONE, TOLD, in_browser, served, tell, with_axe
from servicekit.openapi.reading import folded
from servicekit.stack import load

CADDYFILE = CHECKOUT / "gateway/src/gateway/Caddyfile"

pytestmark = in_browser
SCRIPTS = {
    "front": f"{TOLD} addEventListener('load', async () => {{ await pause(500); {JUDGE} }});",
    "opened": TOLD
    + """addEventListener("load", async () => {
  await until(() => document.querySelector(".opblock-summary-control"));
  for (const each of document.querySelectorAll(".opblock-summary-control")) each.click();
  await pause(3000);
  for (const each of document.querySelectorAll(".try-out__btn")) each.click();
  await pause(3000);
"""
    + f"{JUDGE} }});",
    "dialog": TOLD
    + """addEventListener("load", async () => {
  (await until(() => document.querySelector(".btn.authorize"))).click();
  await until(() => document.querySelector(".modal-ux input"));
  await pause(500);
"""
    + f"{JUDGE} }});",
    "errors": TOLD
    + """addEventListener("load", async () => {
  (await until(() => document.querySelector(".opblock-post .opblock-summary-control"))).click();
  await until(() => document.querySelector(".opblock-post .response"));
  tell([...document.querySelectorAll(".opblock-post .response")].map((each) => each.dataset.code));
});""",
    "token": TOLD
    + """addEventListener("load", async () => {
  if (!sessionStorage.getItem("tried")) {
    sessionStorage.setItem("tried", "yes");
    (await until(() => document.querySelector(".btn.authorize"))).click();
    const field = await until(() => document.querySelector(".modal-ux input"));
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, "een.jwt.token");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    document.querySelector(".modal-ux .modal-btn.authorize").click();
    await until(() => document.querySelector(".btn.authorize.locked"));
    location.href = "/docs/catalogi/?token";
  } else {
    await until(() => document.querySelector(".opblock-summary-control"));
    await pause(1000);
    const button = document.querySelector(".btn.authorize");
    const known = button.classList.contains("locked");
    button.click();
    (await until(() => [...document.querySelectorAll(".modal-ux .modal-btn")].find((each) =>
      each.textContent === "Logout"))).click();
    await until(() => document.querySelector(".btn.authorize.unlocked"));
    tell({ page: location.pathname, known, left: Object.values(sessionStorage), ever: localStorage.length });
  }
});""",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The address at which the pages are served as the gateway does, with the script that a query names in them."""
    folder = tmp_path_factory.mktemp("portal")
    sandbox = Sandbox()
    write(folder, sandbox, load(sandbox.stack, {}))
    for name in sandbox.components:
        text = (CHECKOUT / "contracts" / name / "openapi.yaml").read_text()
        document = folded(yaml.load(text, Loader=yaml.CSafeLoader))
        target = folder / name / "api/v1/schema/documentation.json"
        target.parent.mkdir(parents=True)
        target.write_text(json.dumps(document))
        (folder / name / "readyz").write_text("")
    [policy] = re.findall(r'Content-Security-Policy "([^"]*unsafe-inline[^"]*)"', CADDYFILE.read_text())
    scripts = {name: text.encode() for name, text in SCRIPTS.items()}
    if AXE:
        scripts["axe"] = Path(AXE).read_bytes()

    yield from served(folder, policy, scripts)


@pytest.fixture
def told(site, tmp_path):
    """What the script of a page tells: `told("/docs/zaken/?errors")`."""
    return lambda path, window=DESK: tell(site + path, tmp_path, window)


def test_an_operation_shows_how_it_fails_once(told):
    assert told("/docs/zaken/?errors") == ["201", "default"]


def test_a_token_serves_all_components_until_it_is_taken_away(told):
    known = told("/docs/zaken/?token")
    assert known == {"page": "/docs/catalogi/", "known": True, "left": ["yes"], "ever": 0}


@with_axe
def test_the_front_page_keeps_wcag(told):
    assert told("/?axe&front") == []


@with_axe
@pytest.mark.parametrize("component", Sandbox().components)
def test_the_documentation_keeps_wcag_with_everything_open_on_a_phone(told, component):
    assert told(f"/docs/{component}/?axe&opened", PHONE) == []


@with_axe
def test_the_dialog_for_a_token_keeps_wcag(told):
    assert told("/docs/zaken/?axe&dialog") == []
