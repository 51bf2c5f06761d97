// SPDX-License-Identifier: EUPL-1.2
"use strict";

const EVERY = 10_000; // milliseconds between two looks
const summary = document.getElementById("stand");
const shown = [...document.querySelectorAll("[data-api]")];
const names = [...new Set(shown.map((element) => element.dataset.api))];

async function works(name) {
  try {
    const answer = await fetch(`/${name}/readyz`, { cache: "no-store", signal: AbortSignal.timeout(8_000) });
    return answer.ok;
  } catch {
    return false; // no answer at all: the gateway itself is away
  }
}

function mark(element, good, text) {
  element.classList.toggle("good", good);
  element.classList.toggle("bad", !good);
  // Said again only when it has changed: a screen reader would read it aloud each time.
  if (element.textContent !== text) element.textContent = text;
}

async function look() {
  const found = new Map(await Promise.all(names.map(async (name) => [name, await works(name)])));
  for (const element of shown) {
    const good = found.get(element.dataset.api);
    mark(element, good, good ? "Werkt" : "Werkt nu niet");
  }
  const away = names.filter((name) => !found.get(name));
  const text = away.length ? `Werkt nu niet: ${away.join(", ")}.` : "Alle onderdelen werken.";
  mark(summary, !away.length, text);
  setTimeout(look, EVERY);
}

function offerCopies() {
  for (const text of document.querySelectorAll("pre")) {
    const button = document.createElement("button");
    const said = document.createElement("span");
    button.type = "button";
    button.textContent = "Kopieer de opdrachten";
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        said.textContent = " Gekopieerd.";
      } catch {
        said.textContent = " Kopiëren mag hier niet; selecteer de tekst zelf.";
      }
    });
    text.after(button, said);
  }
}

if (names.length) look();
offerCopies();
