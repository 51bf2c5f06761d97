// SPDX-License-Identifier: EUPL-1.2
// What the API tells of types, in Dutch words. What has no words here is said as the API says it.

const numbers = new Intl.NumberFormat("nl-NL");
const days = new Intl.DateTimeFormat("nl-NL", { dateStyle: "long", timeZone: "UTC" }); // a day is no moment: it has no zone
const all = new Intl.ListFormat("nl", { type: "conjunction" });
const any = new Intl.ListFormat("nl", { type: "disjunction" });
const UNITS = [
  ["jaar", "jaar"], ["maand", "maanden"], ["week", "weken"], ["dag", "dagen"],
  ["uur", "uur"], ["minuut", "minuten"], ["seconde", "seconden"],
];
const COUNT = "(\\d+(?:[.,]\\d+)?)";
const DURATION = new RegExp(`^P(?=.)(?:${COUNT}Y)?(?:${COUNT}M)?(?:${COUNT}W)?(?:${COUNT}D)?(?:T(?=.)(?:${COUNT}H)?(?:${COUNT}M)?(?:${COUNT}S)?)?$`);
const WORDS = {
  adviseur: "geeft advies", behandelaar: "behandelt de zaak", belanghebbende: "heeft er belang bij", beslisser: "beslist",
  initiator: "begint de zaak", klantcontacter: "heeft het contact met de klant", zaakcoordinator: "houdt het overzicht",
  mede_initiator: "begint de zaak mee",
  inkomend: "Inkomend: de gemeente krijgt het", uitgaand: "Uitgaand: de gemeente verstuurt het", intern: "Intern: het blijft binnen de gemeente",
  tekst: "tekst", getal: "getal", datum: "datum", datum_tijd: "datum en tijd",
  vervolg: "is een vervolg hierop", bijdrage: "draagt hieraan bij", onderwerp: "hier gaat de zaak over",
};
const BEGINS = {
  afgehandeld: "de dag waarop de zaak is afgehandeld",
  hoofdzaak: "de dag waarop de hoofdzaak is afgehandeld",
  gerelateerde_zaak: "de dag waarop de laatste gerelateerde zaak is afgehandeld",
  ingangsdatum_besluit: "de dag waarop het laatste besluit ingaat",
  vervaldatum_besluit: "de dag waarop het laatste besluit vervalt",
};

export const word = (value) => (Object.hasOwn(WORDS, value) ? WORDS[value] : spaced(value));
export const yes = (whether) => (whether ? "Ja" : "Nee");
export const listed = (texts) => all.format(texts.filter(Boolean));
export const none = (texts) => `geen ${any.format(texts)}`;
export const lines = (texts) => texts.filter(Boolean).join("\n");
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
export const today = () => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam" }).format(new Date()); // as ISO 8601

// A value of the API that is a word with underscores.
export const spaced = (value) => (value ?? "").replaceAll("_", " ");

export function day(date) {
  const instant = Date.parse(date);
  return Number.isNaN(instant) ? (date ?? "") : days.format(instant);
}

export function duration(text) {
  const found = DURATION.exec(text ?? "");
  if (!found) return text ?? "";
  const said = UNITS.map(([one, more], place) => {
    const count = Number((found[place + 1] ?? "0").replace(",", "."));
    return count ? `${numbers.format(count)} ${count === 1 ? one : more}` : "";
  });
  return listed(said) || "0 dagen";
}

export function archive({ archiefnominatie, archiefactietermijn }) {
  const term = duration(archiefactietermijn);
  if (archiefnominatie === "vernietigen") return term ? `Wordt na ${term} vernietigd` : "Wordt vernietigd; na hoelang volgt uit de selectielijst";
  if (archiefnominatie === "blijvend_bewaren") return term ? `Blijft bewaard, na ${term} in een archiefbewaarplaats` : "Blijft bewaard";
  return `Of het bewaard blijft volgt uit de selectielijst${term ? `, na ${term}` : ""}`;
}

// From when the archive term counts: the brondatum.
export function begins(procedure) {
  if (!procedure?.afleidingswijze) return "";
  const { afleidingswijze, datumkenmerk, objecttype, registratie, procestermijn } = procedure;
  switch (afleidingswijze) {
    case "termijn": return `${duration(procestermijn)} nadat de zaak is afgehandeld`;
    case "eigenschap": return `de datum in de eigenschap ‘${datumkenmerk}’`;
    case "zaakobject": return `de datum ‘${datumkenmerk}’ van wat bij de zaak hoort (${spaced(objecttype)})`;
    case "ander_datumkenmerk": return `de datum ‘${datumkenmerk}’ (${spaced(objecttype)}) in de registratie ‘${registratie}’, met de hand ingevuld`;
    default: return BEGINS[afleidingswijze] ?? spaced(afleidingswijze);
  }
}

export function validity({ beginGeldigheid, eindeGeldigheid }) {
  return eindeGeldigheid ? `van ${day(beginGeldigheid)} tot en met ${day(eindeGeldigheid)}` : `vanaf ${day(beginGeldigheid)}`;
}

export function isValid({ concept, beginGeldigheid, eindeGeldigheid }) {
  return !concept && beginGeldigheid <= today() && (!eindeGeldigheid || eindeGeldigheid >= today());
}

export function standing(type) {
  if (type.concept) return "Concept: nog niet te gebruiken";
  if (isValid(type)) return "Gepubliceerd, geldig vandaag";
  return type.beginGeldigheid > today() ? "Gepubliceerd, nog niet geldig" : "Gepubliceerd, niet meer geldig";
}
