// SPDX-License-Identifier: EUPL-1.2
// The list: of each catalogus its zaaktypen, and of each of these the version of today with the others below it.

import { identity, pages } from "../api.js";
import { at, make } from "../dom.js";
import { duration, isValid, standing, validity } from "./words.js";

export async function readAll(concepts) {
  const [catalogues, types] = await Promise.all([
    pages("/catalogussen"), pages("/zaaktypen", concepts ? { status: "alles" } : {}),
  ]);
  return { catalogues: catalogues.found, types: types.found };
}

export function showAll({ catalogues, types }) {
  at("lijst").replaceChildren(...catalogues.map((catalogue) => {
    const own = Map.groupBy(types.filter((each) => each.catalogus === catalogue.url), (each) => each.identificatie);
    const items = [...own.values()].map(newestFirst).toSorted((one, other) => one[0].omschrijving.localeCompare(other[0].omschrijving, "nl"));
    return make("section", {},
      make("h3", {}, nameOf(catalogue)),
      items.length ? make("ul", { class: "types" }, ...items.map(item)) : make("p", {}, "Hierin staan geen zaaktypen die u kunt zien."));
  }));
}

export const nameOf = ({ naam, domein }) => (naam ? `${naam} (${domein})` : domein);

// The version of today before the others, which are the newest first.
function newestFirst(versions) {
  return versions.toSorted((one, other) =>
    isValid(other) - isValid(one) || (one.beginGeldigheid < other.beginGeldigheid ? 1 : -1));
}

function item([main, ...others]) {
  const rest = others.map((each) => make("li", {}, link(each, `${each.omschrijving}, ${validity(each)}${each.concept ? " (concept)" : ""}`)));
  return make("li", {},
    make("h4", {}, link(main, main.omschrijving)),
    make("p", {}, main.doel),
    make("p", { class: "soft" }, `${main.identificatie}. Mag ${duration(main.doorlooptijd)} duren. ${standing(main)}: ${validity(main)}.`),
    ...(rest.length ? [make("p", { class: "soft" }, "Andere versies:"), make("ul", {}, ...rest)] : []));
}

const link = (type, text) => make("a", { href: `#${identity(type.url)}` }, text);
