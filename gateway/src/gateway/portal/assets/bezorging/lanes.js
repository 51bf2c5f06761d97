// SPDX-License-Identifier: EUPL-1.2
// The list of abonnementen, and the facts of the one that is chosen.

import { identity as identityOf } from "../api.js";
import { at, keep, make, part, put } from "../dom.js";
import { bars } from "./graph.js";
import { number, outcome, standing, waiting } from "./words.js";

export const identity = (lane) => identityOf(lane.abonnement);

const FACTS = [
  ["Client", (lane) => lane.clientId],
  ["Stand", standing],
  ["Wacht", (lane) => waiting(lane.achterstand)],
  ["Laatst gelukt", (lane) => outcome(lane.laatsteSucces)],
  ["Laatst mislukt", (lane) => outcome(lane.laatsteFout)],
];
const MORE = [
  ["Kanalen", (lane) => lane.kanalen.join(", ")],
  ["Opgegeven", (lane) => number(lane.opgegeven)],
];

export function showLanes(lanes, chosen) {
  keep(at("lijst"), lanes, identity, create, (element, lane) => {
    const link = part(element, "link");
    put(link, lane.callbackUrl);
    if (identity(lane) === chosen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    element.dataset.stand = lane.stand;
    fill(part(element, "facts"), lane, FACTS);
    drawn(part(element, "bars"), lane.perUur);
  });
}

export function showFacts(lane) {
  put(at("keuze"), lane.callbackUrl);
  fill(at("feiten"), lane, [...FACTS, ...MORE]);
}

function create(lane) {
  return make("li", {},
    make("h3", {}, make("a", { href: `#${identity(lane)}`, "data-part": "link" })),
    make("dl", { "data-part": "facts" }),
    make("div", { "data-part": "bars" }));
}

function fill(list, lane, facts) {
  if (list.childElementCount !== facts.length * 2) {
    list.replaceChildren(...facts.flatMap(([name]) => [make("dt", {}, name), make("dd")]));
  }
  facts.forEach(([, tell], place) => put(list.children[place * 2 + 1], tell(lane)));
}

function drawn(place, counts) {
  if (place.dataset.counts === String(counts)) return;
  place.dataset.counts = counts;
  place.replaceChildren(bars(counts), make("span", { "aria-hidden": "true" }, "bezorgd per uur, 24 uur"));
}
