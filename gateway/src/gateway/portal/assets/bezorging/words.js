// SPDX-License-Identifier: EUPL-1.2
// What the API tells, in Dutch words.

const numbers = new Intl.NumberFormat("nl-NL");
const moments = new Intl.DateTimeFormat("nl-NL", { dateStyle: "medium", timeStyle: "medium" });
const PAUSED = {
  manual: "iemand heeft het gepauzeerd",
  dead: "bezorgen mislukte langer dan een dag",
  gone: "de ontvanger zei dat hij er niet meer is (410)",
};

export const number = (count) => numbers.format(count);
export const moment = (instant) => moments.format(new Date(instant));
export const many = (count, one, more) => `${number(count)} ${count === 1 ? one : more}`;

export function span(seconds) {
  if (seconds < 60) return many(seconds, "seconde", "seconden");
  if (seconds < 3600) return many(Math.floor(seconds / 60), "minuut", "minuten");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return minutes ? `${number(hours)} uur en ${many(minutes, "minuut", "minuten")}` : `${number(hours)} uur`;
}

export function standing(lane) {
  if (lane.stand === "gepauzeerd") return `Gepauzeerd: ${PAUSED[lane.redenPauze] ?? lane.redenPauze}`;
  if (lane.stand === "wacht") {
    return lane.wachtTot ? `Mislukt, wacht tot ${moment(lane.wachtTot)}` : "Mislukt, wordt zo weer geprobeerd";
  }
  return { in_orde: "In orde", achter: "Achter: er wacht iets langer dan een minuut" }[lane.stand] ?? lane.stand;
}

export function waiting({ aantal, oudste, seconden }) {
  if (!aantal) return "Niets";
  return `${number(aantal)}, de oudste ${span(seconden)}${oudste ? ` (sinds ${moment(oudste)})` : ""}`;
}

export function answered({ status, duur, reden }) {
  const parts = [status ? `antwoord ${status}` : status === 0 ? "geen antwoord" : "", reden];
  if (duur !== null) parts.push(`${number(duur)} ms`);
  return parts.filter(Boolean).join(", ");
}

export function outcome(told) {
  if (!told) return "Nog geen";
  const how = answered(told);
  return how ? `${moment(told.moment)} (${how})` : moment(told.moment);
}

export function what({ kanaal, resource, actie }) {
  return [actie, resource, kanaal && `op kanaal ${kanaal}`].filter(Boolean).join(" ");
}

// Whether what was searched for arrived, and when; `tries` are the last first.
export function verdict(tries, { searched, failed, waits, more }) {
  const arrived = tries.filter((each) => each.resultaat === "gelukt" && !each.test);
  if (!searched) return tries.length ? "" : failed ? "Er is niets mislukt." : "Er is nog niets geprobeerd.";
  if (failed) return tries.length ? `${many(tries.length, "poging", "pogingen")} mislukt${more ? ", of meer" : ""}.` : "Hiervan is niets mislukt.";
  if (arrived.length === 1) return `Ja, bezorgd op ${outcome(arrived[0])}.`;
  if (arrived.length) return `Ja, ${number(arrived.length)} keer bezorgd${more ? ", of vaker" : ""}. De laatste keer op ${outcome(arrived[0])}.`;
  if (tries.length) return `Nee, nog niet bezorgd. De laatste poging was op ${outcome(tries[0])}.`;
  return `Hiervan is geen poging bekend. ${waits ? `Er wachten nog ${number(waits)} notificaties; dit kan er een van zijn.` : "Er wacht ook niets."}`;
}
