// SPDX-License-Identifier: EUPL-1.2
// Two versions of a zaaktype: what was added, what went, and what changed, in the words in which each is shown.

import { at, make, put } from "../dom.js";
import { everything } from "./parts.js";
import { table } from "./table.js";
import { lines, listed, standing, validity } from "./words.js";

const [ADDED, GONE, CHANGED] = ["Toegevoegd", "Vervallen", "Gewijzigd"];

export function compare(before, after) {
  const old = everything(before);
  const changed = everything(after).map((part, place) => ({ ...part, changes: changes(old[place].rows, part.rows) }))
    .filter((part) => part.changes.length);
  const heads = [before, after].map(({ type }, place) => `${place ? "Wordt" : "Was"} (${validity(type)})`);
  put(at("vergeleken"), `${after.type.omschrijving}: twee versies vergeleken`);
  at("verschillen").replaceChildren(
    make("p", {}, sentence("De eerste versie", before)),
    make("p", {}, sentence("De tweede versie", after)),
    make("p", { class: "summary", id: "samengevat" }, summary(changed.flatMap((part) => part.changes))),
    ...changed.map((part) => table(part.title, [part.head, "Verschil", ...heads], part.changes)));
}

function sentence(which, { type }) {
  return `${which} van ${type.omschrijving} (${type.identificatie}) geldt ${validity(type)}. ${standing(type)}.`;
}

function summary(all) {
  const told = [ADDED, GONE, CHANGED].map((kind) => [kind, all.filter((each) => each[1] === kind).length])
    .filter(([, count]) => count).map(([kind, count]) => `${count} ${kind.toLowerCase()}`);
  return told.length ? `${told.length === 1 ? "" : "Samen: "}${listed(told)}.` : "Deze versies verschillen niet in wat hier staat, behalve in hun geldigheid.";
}

// Rows with the same name are the same thing: those that are equal first, so that one of several that went is told as gone.
function changes(old, now) {
  const left = [...old];
  const take = (fits) => {
    const place = left.findIndex(fits);
    return place < 0 ? null : left.splice(place, 1)[0];
  };
  const unequal = now.filter((row) => !take((each) => each.name === row.name && same(each, row)));
  const told = unequal.map((row) => {
    const was = take((each) => each.name === row.name);
    return was ? [row.name, CHANGED, ...differing(was, row)] : [row.name, ADDED, "", words(row.cells)];
  });
  return [...told, ...left.map((row) => [row.name, GONE, words(row.cells), ""])];
}

const same = (one, other) => JSON.stringify(one.cells) === JSON.stringify(other.cells);
const words = (cells) => lines(cells.filter(([, text]) => text).map(([label, text]) => said(label, text)));
const said = (label, text) => (label ? `${label}: ${text}` : text);

// Of both the cells that the other has not so; what is empty there is said, for who sees only that side.
function differing(was, row) {
  const [told, tells] = [new Map(was.cells), new Map(row.cells)];
  const labels = [...new Set([...told.keys(), ...tells.keys()])].filter((label) => (told.get(label) ?? "") !== (tells.get(label) ?? ""));
  return [told, tells].map((side) => lines(labels.map((label) => said(label, side.get(label) || "niet ingevuld"))));
}
