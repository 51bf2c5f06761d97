// SPDX-License-Identifier: EUPL-1.2
// A zaaktype as parts, each of rows with a name and cells (label, words): what a table shows and a comparison goes through.

import { archive, begins, capital, duration, lines, listed, spaced, word, yes } from "./words.js";

const within = (thing, field) => thing._expand?.[field] ?? [];
const byNumber = (one, other) => one.volgnummer - other.volgnummer;

export const statuses = ({ type }) => within(type, "statustypen").toSorted(byNumber);
export const results = ({ type }) => within(type, "resultaattypen");
export const documentsOf = ({ documents }, direction) =>
  documents.filter((each) => each.richting === direction).toSorted(byNumber).map(nameOfDocument);

// Of a version of the type that is valid today; of others the relation itself has only the name.
function nameOfDocument(relation) {
  return relation._expand?.informatieobjecttype?.omschrijving ?? relation.informatieobjecttype;
}

export function resident({ type }) {
  return [
    ["Waarvoor", type.doel],
    ["Wanneer het begint", type.aanleiding],
    ["Wie het begint", type.indicatieInternOfExtern === "intern" ? "De gemeente zelf" : "Iemand van buiten de gemeente, zoals een inwoner of een bedrijf"],
    ["Hoelang het mag duren", duration(type.doorlooptijd)],
    ["Hoelang het meestal duurt", duration(type.servicenorm)],
    ["Kan het langer duren", type.verlengingMogelijk ? `Ja, de gemeente kan het verlengen met ${duration(type.verlengingstermijn)}` : "Nee"],
    ["Kan het stilstaan", type.opschortingEnAanhoudingMogelijk ? "Ja, zolang de gemeente op iets moet wachten" : "Nee"],
    ["Wordt het gepubliceerd", type.publicatieIndicatie ? lines(["Ja", type.publicatietekst]) : "Nee"],
    ["Meer uitleg", type.toelichting],
  ];
}

export function administrator({ type }) {
  const { referentieproces, bronzaaktype, broncatalogus } = type;
  return [
    ["Omschrijving", type.omschrijving],
    ["Generieke omschrijving", type.omschrijvingGeneriek],
    ["Identificatie", type.identificatie],
    ["Onderwerp", type.onderwerp],
    ["Handeling van de initiator", type.handelingInitiator],
    ["Handeling van de behandelaar", type.handelingBehandelaar],
    ["Vertrouwelijkheid van zaken", capital(spaced(type.vertrouwelijkheidaanduiding))],
    ["Verantwoordelijke", type.verantwoordelijke],
    ["Verantwoordingsrelatie", listed(type.verantwoordingsrelatie ?? [])],
    ["Trefwoorden", listed(type.trefwoorden ?? [])],
    ["Producten of diensten", lines(type.productenOfDiensten)],
    ["Referentieproces", lines([referentieproces?.naam, referentieproces?.link])],
    ["Procestype van de selectielijst", type.selectielijstProcestype],
    ["Ontleend aan", lines([bronzaaktype?.omschrijving, bronzaaktype?.url, broncatalogus?.url])],
  ];
}

// The tables of an administrator.
export function tables(whole) {
  const { type, documents } = whole;
  const numbered = new Map(statuses(whole).map((each) => [each.url, each.omschrijving]));
  const properties = within(type, "eigenschappen");
  const named = new Map(properties.map((each) => [each.url, each.naam]));
  return [
    part("Statussen", "Status", statuses(whole).map((each) => [each.omschrijving, [
      ["Plaats", String(each.volgnummer)],
      ["Eindstatus", yes(each.isEindstatus)],
      ["Tekst voor de inwoner", each.statustekst],
      ["Inwoner krijgt bericht", yes(each.informeren)],
      ["Norm", duration(each.doorlooptijd)],
      ["Eigenschappen die dan nodig zijn", listed(each.eigenschappen.map((url) => named.get(url) ?? url))],
      ["Controlelijst", lines((each.checklistitemStatustype ?? []).map(check))],
      ["Generieke omschrijving", each.omschrijvingGeneriek],
      ["Toelichting", each.toelichting],
    ]])),
    part("Resultaten", "Resultaat", results(whole).map((each) => [each.omschrijving, [
      ["Archief", archive(each)],
      ["De termijn telt vanaf", begins(each.brondatumArchiefprocedure)],
      ["Generieke omschrijving", each.omschrijvingGeneriek],
      ["Documenten die er moeten zijn", listed(each.informatieobjecttypeOmschrijving)],
      ["Besluiten", listed(each.besluittypeOmschrijving)],
      ["Klasse van de selectielijst", each.selectielijstklasse],
      ["Toelichting", each.toelichting],
    ]])),
    part("Rollen", "Rol", within(type, "roltypen").map((each) => [each.omschrijving, [
      ["Wat die doet", capital(word(each.omschrijvingGeneriek))],
      ["Generieke omschrijving", capital(spaced(each.omschrijvingGeneriek))],
    ]])),
    part("Documenten", "Document", documents.toSorted(byNumber).map((each) => [nameOfDocument(each), [
      ["Richting", word(each.richting)],
      ["Nodig bij status", each.statustype ? (numbered.get(each.statustype) ?? each.statustype) : ""],
      ["Vertrouwelijkheid", capital(spaced(each._expand?.informatieobjecttype?.vertrouwelijkheidaanduiding))],
      ["Categorie", each._expand?.informatieobjecttype?.informatieobjectcategorie],
    ]])),
    part("Eigenschappen", "Eigenschap", properties.map((each) => [each.naam, [
      ["Betekenis", each.definitie],
      ["Waarde", value(each.specificatie)],
      ["Mogelijke waarden", listed(each.specificatie.waardenverzameling ?? [])],
      ["Nodig bij status", each.statustype ? (numbered.get(each.statustype) ?? each.statustype) : ""],
      ["Toelichting", each.toelichting],
    ]])),
    part("Besluiten", "Besluittype", byName(type.besluittypeOmschrijving, within(type, "besluittypen"), "omschrijving", (each) => [
      ["Tijd om te reageren", duration(each.reactietermijn)],
      ["Gepubliceerd", each.publicatieIndicatie ? ["Ja", each.publicatietermijn && `${duration(each.publicatietermijn)} lang`].filter(Boolean).join(", ") : "Nee"],
      ["Categorie", each.besluitcategorie],
      ["Vastgelegd in", listed(each.vastgelegdIn)],
      ["Toelichting", each.toelichting],
    ])),
    part("Objecten", "Waar zaken over gaan", within(type, "zaakobjecttypen").map((each) => [each.relatieOmschrijving, [
      ["Objecttype", each.objecttype],
      ["Resultaten", listed(each.resultaattypeOmschrijving)],
      ["Statussen", listed(each.statustypen.map((url) => numbered.get(url) ?? url))],
    ]])),
    part("Deelzaken", "Zaaktype van deelzaken", byName(type.deelzaaktypeIdentificaties, within(type, "deelzaaktypen"), "identificatie", (each) => [
      ["Omschrijving", each.omschrijving],
    ])),
    part("Verwante zaken", "Zaaktype", type.gerelateerdeZaaktypen.map((each) => [each.zaaktypeIdentificatie || each.zaaktype, [
      ["Relatie", capital(word(each.aardRelatie))],
      ["Omschrijving", within(type, "gerelateerdeZaaktypen").find(({ url }) => url === each.zaaktype)?.omschrijving],
      ["Toelichting", each.toelichting],
    ]])),
  ];
}

// All of it, for a comparison: each fact that is known is a row as well.
export function everything(whole) {
  const told = (cells) => cells.filter(([, text]) => text).map(([label, text]) => [label, [["", text]]]);
  return [
    part("Voor de inwoner", "Gegeven", told(resident(whole))),
    part("Voor de beheerder", "Gegeven", told(administrator(whole))),
    ...tables(whole),
  ];
}

function part(title, head, rows) {
  return { title, head, rows: rows.map(([name, cells]) => ({ name, cells: cells.map(([label, text]) => [label, text ?? ""]) })) };
}

// What is named always, with what is known of a version that is valid today.
function byName(names, known, field, cells) {
  return names.map((name) => {
    const found = known.find((each) => each[field] === name);
    return [name, found ? cells(found) : [["Geldigheid", "Geen versie is vandaag geldig"]]];
  });
}

function check({ itemnaam, vraagstelling, verplicht }) {
  return `${itemnaam}: ${vraagstelling}${verplicht ? " (verplicht)" : ""}`;
}

function value({ formaat, lengte, kardinaliteit, groep }) {
  const many = kardinaliteit === "N" ? "meer dan een" : kardinaliteit;
  return [word(formaat), formaat.startsWith("datum") ? "" : `lengte ${lengte}`, kardinaliteit === "1" ? "" : `aantal: ${many}`, groep && `groep ${groep}`].filter(Boolean).join(", ");
}
