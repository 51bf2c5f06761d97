// SPDX-License-Identifier: EUPL-1.2
// What was tried for an abonnement, what was given up, its lag and its audit trail.

import { get, pages } from "../api.js";
import { at, keep, make, mark, part, put } from "../dom.js";
import { lag, told } from "./graph.js";
import { answered, moment, number, outcome, span, verdict, what } from "./words.js";

export const asked = { url: "", failed: false, pages: 1, given: 1 };

// Of a zaak everything that is of it, else of the resource alone.
async function attempts(uuid) {
  const query = asked.failed ? { resultaat: "mislukt" } : {};
  const path = `/abonnement/${uuid}/pogingen`;
  if (!asked.url) return pages(path, query, asked.pages);
  const ofMain = await pages(path, { ...query, hoofdObject: asked.url }, asked.pages);
  return ofMain.found.length ? ofMain : pages(path, { ...query, resourceUrl: asked.url }, asked.pages);
}

export async function read(uuid) {
  const [lane, tried, dead, trail] = await Promise.all([
    get(`/abonnement/${uuid}/bezorging`),
    attempts(uuid),
    pages(`/abonnement/${uuid}/opgegeven`, {}, asked.given),
    get(`/abonnement/${uuid}/audittrail`),
  ]);
  return { lane, tried, dead, trail };
}

export function show({ lane, tried, dead, trail }, again) {
  const { found, more } = tried;
  const arrived = found.some((each) => each.resultaat === "gelukt");
  mark(at("gevonden"), verdict(found, { searched: asked.url, failed: asked.failed, waits: lane.achterstand.aantal, more }),
    asked.url && !asked.failed && found.length ? arrived : null);
  keep(at("pogingen"), found, (each) => `${each.moment} ${each.positie} ${each.status}`, (each) => row(again, each.notificatie),
    (element, each) => fill(element, {
      head: `${each.resultaat === "gelukt" ? "Gelukt" : "Mislukt"} op ${moment(each.moment)}`,
      how: answered(each),
      what: each.test ? "Een test" : `${what(each)}, positie ${number(each.positie)}`,
      url: each.resourceUrl,
    }, each.resultaat === "gelukt"));
  at("meer-pogingen").hidden = !more;

  keep(at("opgegeven"), dead.found, (each) => each.positie, (each) => row(again, each.notificatie), (element, each) => fill(element, {
    head: `Geaccepteerd op ${moment(each.geaccepteerd)}`,
    how: each.laatsteFout ? `laatst geprobeerd ${outcome(each.laatsteFout)}` : "",
    what: `${what(each)}, positie ${number(each.positie)}`,
    url: each.resourceUrl,
  }, false));
  at("opgegeven-leeg").hidden = dead.found.length > 0;
  at("meer-opgegeven").hidden = !dead.more;

  const lines = trail.toSorted((one, other) => Date.parse(other.aanmaakdatum) - Date.parse(one.aanmaakdatum));
  keep(at("audittrail"), lines, (each) => each.uuid, () => row(), (element, each) => fill(element, {
    head: `${each.actieWeergave || each.actie} op ${moment(each.aanmaakdatum)}`,
    how: `door ${[each.gebruikersWeergave || each.gebruikersId, each.applicatieWeergave || each.applicatieId].filter(Boolean).join(", ")}`,
    what: each.toelichting,
    url: "",
  }));
  samples(lane.verloop);
}

function samples(lags) {
  const drawn = make("p", {}, told(lags));
  at("verloop").replaceChildren(lag(lags, Date.now()), scale(lags), drawn);
  drawn.setAttribute("aria-hidden", "true"); // the graph says it
  keep(at("metingen"), lags.toReversed(), (each) => each.moment, () => make("tr", {}, make("td"), make("td"), make("td")),
    ({ children }, each) => [moment(each.moment), number(each.aantal), span(each.seconden)].forEach((text, place) => put(children[place], text)));
}

function scale(lags) {
  const most = Math.max(...lags.map((each) => each.seconden), 60);
  return make("p", { class: "scale", "aria-hidden": "true" },
    make("span", {}, "24 uur geleden"), make("span", {}, `hoogte: ${span(most)}`), make("span", {}, "nu"));
}

function row(again, event) {
  const parts = ["head", "how", "what", "url"].map((name) => make("span", { "data-part": name }));
  const made = make("li", {}, ...parts);
  if (event) {
    const button = make("button", { type: "button" }, "Herhaal");
    const said = make("span", { class: "hidden", "data-part": "of" });
    button.append(said);
    button.addEventListener("click", () => again(event));
    made.append(button);
  }
  return made;
}

function fill(element, texts, good = null) {
  for (const [name, text] of Object.entries(texts)) put(part(element, name), text);
  const of = part(element, "of");
  if (of) put(of, ` ${texts.what}`);
  element.classList.toggle("good", good === true);
  element.classList.toggle("bad", good === false);
}
