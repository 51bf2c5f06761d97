// SPDX-License-Identifier: EUPL-1.2
// The page: who asks, and what of the catalogue is shown: the list, a version of a zaaktype, or two of them compared.

import { Refusal } from "../api.js";
import { at, mark } from "../dom.js";
import { asking, token } from "../token.js";
import { compare } from "./comparing.js";
import { read, show } from "./one.js";
import { readAll, showAll } from "./overview.js";

const TITLE = document.title;
const VIEWS = { overzicht: "zaaktypen", gekozen: "keuze", vergelijking: "vergeleken" }; // a section and its heading
const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
let round = 0;

// The versions in the fragment: none for the list, one to show or two to compare.
function chosen() {
  const found = location.hash.toLowerCase().match(new RegExp(`^#(${UUID})(?:/(${UUID}))?$`));
  return found ? found.slice(1).filter(Boolean) : [];
}

async function look() {
  const mine = ++round; // an answer to an earlier question is no answer to this one
  const versions = chosen();
  at("opnieuw").hidden = true;
  if (token.get()) mark(at("stand"), "Een ogenblik.");
  try {
    if (!token.get()) throw new Refusal("Geef een token om de zaaktypen te zien.", { asksToken: true });
    const [first, second] = versions.length ? await Promise.all(versions.map(read)) : [await readAll(at("concepten").checked)];
    if (mine !== round) return;
    if (second) compare(first, second);
    else if (versions.length) show(first);
    else showAll(first);
    mark(at("stand"), versions.length ? "" : counted(first), first.types?.length === 0 ? false : null);
    at("toegang").hidden = true;
    view(["overzicht", "gekozen", "vergelijking"][versions.length]);
  } catch (error) {
    if (mine !== round) return;
    if (!(error instanceof Refusal)) throw error;
    const advice = error.status === 404 && versions.length ? " Kies er een uit alle zaaktypen." : "";
    mark(at("stand"), `${error.message.trim()}${advice}`, token.get() ? false : null);
    at("toegang").hidden = !error.asksToken;
    at("opnieuw").hidden = error.asksToken || error.status === 404;
    view("");
  }
}

function counted({ catalogues, types }) {
  if (!catalogues.length) return "Er is geen catalogus die u mag zien. Een beheerder kan er een maken in de Catalogi API.";
  const count = new Set(types.map((each) => `${each.catalogus} ${each.identificatie}`)).size;
  if (!count) return "Er zijn nog geen gepubliceerde zaaktypen. Wat nog concept is, ziet u als u dat hieronder kiest.";
  return count === 1 ? "Er is 1 zaaktype." : `Er zijn ${count} zaaktypen.`;
}

function view(name) {
  for (const id of Object.keys(VIEWS)) at(id).hidden = id !== name;
  at("afmelden").hidden = !token.get();
  at("terug").hidden = !token.get() || !chosen().length;
  document.title = name && name !== "overzicht" ? `${at(VIEWS[name]).textContent} - ${TITLE}` : TITLE;
}

asking({ look, clear: () => {
  for (const id of ["lijst", "uitleg", "verschillen", "keuze", "vergeleken"]) at(id).replaceChildren();
} });
at("concepten").addEventListener("change", look);
at("nogmaals").addEventListener("click", look);
addEventListener("hashchange", async () => {
  if (location.hash === "#inhoud") return; // the way past the head of the page
  await look();
  const shown = Object.keys(VIEWS).find((id) => !at(id).hidden);
  at(shown ? VIEWS[shown] : "inhoud").focus();
});
look();
