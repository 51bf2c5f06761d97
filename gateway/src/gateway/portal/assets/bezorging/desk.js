// SPDX-License-Identifier: EUPL-1.2
// The page: who asks, which abonnement is chosen, and looking again by itself.

import { Refusal, get } from "../api.js";
import { at, mark } from "../dom.js";
import { asking, token } from "../token.js";
import { identity, showFacts, showLanes } from "./lanes.js";
import { asked, read, show } from "./tries.js";
import { listen } from "./verbs.js";
import { many } from "./words.js";

const EVERY = 10_000; // milliseconds between two looks
const chosen = () => decodeURIComponent(location.hash.slice(1)).match(/^[0-9a-f-]{36}$/)?.[0] ?? "";
let timer, round = 0;
const again = listen(chosen, look);

async function look() {
  clearTimeout(timer);
  const mine = ++round; // an answer to an earlier question is no answer to this one
  const uuid = chosen();
  try {
    if (!token.get()) throw new Refusal("Geef een token om te zien hoe het bezorgen ervoor staat.", { asksToken: true });
    const [lanes, one] = await Promise.all([get("/bezorgingen"), uuid ? read(uuid) : null]);
    if (mine !== round) return;
    showLanes(lanes, uuid);
    if (one) {
      showFacts(one.lane);
      show(one, again);
    }
    sections(true, Boolean(one));
    summarize(lanes);
  } catch (error) {
    if (mine !== round) return;
    if (!(error instanceof Refusal)) throw error;
    mark(at("stand"), error.message.trim(), token.get() ? false : null);
    at("toegang").hidden = !error.asksToken;
    if (error.asksToken) sections(false, false);
    else if (error.status === 404) at("gekozen").hidden = true;
  } finally {
    if (mine === round && !document.hidden) timer = setTimeout(look, EVERY);
  }
}

function sections(known, one) {
  at("overzicht").hidden = !known;
  at("gekozen").hidden = !one;
  at("afmelden").hidden = !token.get();
  if (known) at("toegang").hidden = true;
}

function summarize(lanes) {
  const count = (stand) => lanes.filter((each) => each.stand === stand).length;
  const wrong = [["achter", "achter"], ["wacht", "mislukt en wacht"], ["gepauzeerd", "gepauzeerd"]]
    .filter(([stand]) => count(stand)).map(([stand, words]) => `${count(stand)} ${words}`);
  const all = many(lanes.length, "abonnement", "abonnementen");
  mark(at("stand"), !lanes.length ? "Er zijn geen abonnementen die u mag zien."
    : wrong.length ? `${all}: ${wrong.join(", ")}.` : `${all}, alles in orde.`, lanes.length ? !wrong.length : null);
}

asking({ look, clear: () => {
  for (const id of ["lijst", "feiten", "pogingen", "opgegeven", "audittrail", "metingen", "verloop", "keuze"]) at(id).replaceChildren();
} });
at("zoeken").addEventListener("submit", (event) => {
  event.preventDefault();
  search(at("zoek").value.trim());
});
at("wis").addEventListener("click", () => {
  at("zoek").value = "";
  search("");
});
at("alleen-mislukt").addEventListener("change", () => search(asked.url));
at("meer-pogingen").addEventListener("click", () => (asked.pages += 1, look()));
at("meer-opgegeven").addEventListener("click", () => (asked.given += 1, look()));

function search(url) {
  Object.assign(asked, { url, failed: at("alleen-mislukt").checked, pages: 1 });
  look();
}

addEventListener("hashchange", async () => {
  if (location.hash && !chosen()) return; // a link within the page
  at("gekozen").hidden = true;
  mark(at("antwoord"), "");
  Object.assign(asked, { pages: 1, given: 1 });
  await look();
  if (!at("gekozen").hidden) at("keuze").focus();
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) clearTimeout(timer);
  else look();
});
look();
