// SPDX-License-Identifier: EUPL-1.2
// One version of a zaaktype: what a resident wants to know of it, and what an administrator does.

import { get, identity, pages } from "../api.js";
import { at, make, put } from "../dom.js";
import { nameOf } from "./overview.js";
import { administrator, documentsOf, resident, results, statuses, tables } from "./parts.js";
import { table } from "./table.js";
import { archive, begins, day, duration, lines, none, standing, validity } from "./words.js";

const EXPANDED = [
  "catalogus", "statustypen", "resultaattypen", "roltypen", "eigenschappen", "besluittypen", "zaakobjecttypen", "deelzaaktypen",
  "gerelateerdeZaaktypen",
].join(",");

const WIDEST = 6; // columns after the name that fit on paper

// No path leads from a zaaktype to the direction of its documents: that is asked beside it.
export async function read(uuid) {
  const type = await get(`/zaaktypen/${uuid}`, { expand: EXPANDED });
  const [documents, versions] = await Promise.all([
    pages("/zaaktype-informatieobjecttypen", { zaaktype: type.url, status: "alles", expand: "informatieobjecttype" }),
    pages("/zaaktypen", { catalogus: type.catalogus, identificatie: type.identificatie, status: "alles" }),
  ]);
  return { type, documents: documents.found, versions: versions.found };
}

export function show(whole) {
  const { type } = whole;
  const parts = tables(whole);
  const absent = parts.filter(({ rows }) => !rows.length).map(({ title }) => title.toLowerCase());
  put(at("keuze"), type.omschrijving);
  at("uitleg").replaceChildren(
    make("p", { class: type.concept ? "summary bad" : "summary" }, `${standing(type)}. Deze versie geldt ${validity(type)}.`),
    make("h3", {}, "Voor de inwoner"),
    facts(resident(whole)),
    ...titled("Zo verloopt het", make("ol", { class: "course" }, ...statuses(whole).map(step)), statuses(whole)),
    ...titled("Hoe het kan aflopen", list(results(whole).map(ending)), results(whole)),
    ...titled("Wat u aanlevert", list(documentsOf(whole, "inkomend")), documentsOf(whole, "inkomend")),
    ...titled("Wat u van de gemeente krijgt", list(documentsOf(whole, "uitgaand")), documentsOf(whole, "uitgaand")),
    make("h3", {}, "Voor de beheerder"),
    facts([...administrator(whole), ["Catalogus", catalogueOf(type)], ["Versiedatum", day(type.versiedatum)], ["URL", type.url]]),
    ...parts.filter(({ rows }) => rows.length).map(drawn),
    ...(absent.length ? [make("p", {}, `Dit zaaktype heeft ${none(absent)}.`)] : []),
    versionsOf(whole));
}

const list = (texts) => make("ul", {}, ...texts.map((each) => make("li", {}, each)));
const titled = (title, element, content) => (content.length ? [make("h4", {}, title), element] : []);
const ended = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);
const catalogueOf = ({ catalogus, _expand }) => (_expand?.catalogus?.url ? nameOf(_expand.catalogus) : catalogus);

function ending(result) {
  const since = result.archiefactietermijn && begins(result.brondatumArchiefprocedure);
  const dossier = `Het dossier: ${archive(result).toLowerCase()}${since ? `, geteld vanaf ${since}` : ""}`;
  return [result.omschrijving, result.toelichting, dossier].filter(Boolean).map(ended).join(" ");
}

function facts(cells) {
  return make("dl", {}, ...cells.filter(([, text]) => text).map(([label, text]) => make("div", {}, make("dt", {}, label), make("dd", {}, text))));
}

function step(status) {
  const told = [
    make("strong", {}, status.omschrijving),
    ...(status.statustekst ? [make("span", {}, status.statustekst)] : []),
    ...(status.informeren ? [make("span", { class: "soft" }, "U krijgt hiervan bericht.")] : []),
    ...(status.doorlooptijd ? [make("span", { class: "soft" }, `Hiervoor staat ${duration(status.doorlooptijd)}.`)] : []),
    ...(status.isEindstatus ? [make("span", { class: "end" }, "Eindstatus: hiermee is de zaak klaar.")] : []),
  ];
  return make("li", {}, ...told);
}

// Columns in which nothing stands say nothing. More than fit on paper are told together in the last.
function drawn({ title, head, rows }) {
  const cells = rows.flatMap((row) => row.cells);
  const labels = [...new Set(cells.map(([label]) => label))].filter((name) => cells.some(([label, text]) => label === name && text));
  const fits = labels.length <= WIDEST ? labels : labels.slice(0, WIDEST - 1);
  const last = labels.slice(fits.length);
  return table(title, [head, ...fits, ...(last.length ? ["Verder"] : [])], rows.map((row) => {
    const told = new Map(row.cells);
    const further = lines(last.map((label) => told.get(label) && `${label}: ${told.get(label)}`));
    return [row.name, ...fits.map((label) => told.get(label) ?? ""), ...(last.length ? [further] : [])];
  }));
}

function versionsOf({ type, versions }) {
  const sorted = versions.toSorted((one, other) => (one.beginGeldigheid < other.beginGeldigheid ? 1 : -1));
  const made = table("Versies", ["Geldig", "Stand", "Bekijken", "Vergelijken"], sorted.map((each) => {
    const mine = each.url === type.url;
    const [older, newer] = each.beginGeldigheid < type.beginGeldigheid ? [each, type] : [type, each];
    const named = make("span", { class: "hidden" }, ` de versie die geldt ${validity(each)}`);
    const said = make("span", { class: "hidden" }, ` met de versie die geldt ${validity(each)}`);
    return [validity(each), standing(each),
      mine ? "Deze versie" : make("a", { href: `#${identity(each.url)}` }, "Bekijk", named),
      mine ? "" : make("a", { href: `#${identity(older.url)}/${identity(newer.url)}` }, "Vergelijk", said)];
  }));
  made.className = "versions";
  return made;
}
