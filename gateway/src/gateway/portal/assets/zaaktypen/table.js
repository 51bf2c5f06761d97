// SPDX-License-Identifier: EUPL-1.2
// A table that stays one to a screen reader when a phone stacks its cells: the roles are said, since the style takes them away.

import { make } from "../dom.js";

// `rows` are of a name and the cells after it, each text or an element.
export function table(caption, heads, rows) {
  const head = heads.map((each) => make("th", { scope: "col", role: "columnheader" }, each));
  const body = rows.map(([name, ...cells]) => make("tr", { role: "row" },
    make("th", { scope: "row", role: "rowheader" }, name),
    ...cells.map((cell, place) => make("td", { role: "cell", "data-label": heads[place + 1] }, cell))));
  return make("table", { role: "table" },
    make("caption", {}, caption),
    make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...head)),
    make("tbody", { role: "rowgroup" }, ...body));
}
