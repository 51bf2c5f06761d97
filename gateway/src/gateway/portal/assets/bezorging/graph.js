// SPDX-License-Identifier: EUPL-1.2
// Small graphs as SVG. What they show is said in their label too.

import { make } from "../dom.js";
import { many, moment, number, span } from "./words.js";

const [WIDTH, HEIGHT, HOUR] = [480, 120, 3_600_000];
const GAP = 10 * 60_000; // nothing was measured for two rounds: then nothing waited

export function bars(counts) {
  const most = Math.max(...counts, 1);
  const shown = counts.map((count, place) => {
    const height = count ? Math.max(2, (count / most) * 30) : 1;
    return make("rect", { x: place * 5, y: 32 - height, width: 4, height });
  });
  const total = counts.reduce((sum, each) => sum + each, 0);
  const label = `Bezorgd in de laatste 24 uur: ${number(total)}; meeste in een uur ${number(Math.max(...counts))}, laatste uur ${number(counts.at(-1))}`;
  return make("svg", { viewBox: "0 0 120 32", role: "img", "aria-label": label, class: "bars" }, ...shown);
}

export function lag(samples, now) {
  const begin = now - 24 * HOUR;
  const most = Math.max(...samples.map((each) => each.seconden), 60);
  const x = (instant) => (((instant - begin) / (24 * HOUR)) * WIDTH).toFixed(1);
  const y = (seconds) => (HEIGHT - (seconds / most) * (HEIGHT - 8)).toFixed(1);
  let path = `M0 ${HEIGHT}`;
  let before = begin;
  for (const { moment: told, seconden } of samples) {
    const instant = Math.max(begin, Date.parse(told));
    if (instant - before > GAP) path += `L${x(before)} ${HEIGHT}L${x(instant)} ${HEIGHT}`;
    path += `L${x(instant)} ${y(seconden)}`;
    before = instant;
  }
  path += `L${x(before)} ${HEIGHT}L${WIDTH} ${HEIGHT}Z`;
  const lines = [6, 12, 18].map((hour) => make("line", { x1: hour * 20, x2: hour * 20, y1: 0, y2: HEIGHT }));
  return make("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": told(samples), class: "lag" },
    ...lines, make("path", { d: path }));
}

export function told(samples) {
  const worst = samples.reduce((most, each) => (each.seconden > (most?.seconden ?? 0) ? each : most), null);
  if (!worst) return "Er was in de laatste 24 uur geen achterstand.";
  return `De langste wachttijd was ${span(worst.seconden)}, op ${moment(worst.moment)}, met ${many(worst.aantal, "notificatie", "notificaties")} in de rij.`;
}
