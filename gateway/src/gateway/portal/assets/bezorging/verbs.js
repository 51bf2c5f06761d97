// SPDX-License-Identifier: EUPL-1.2
// What an operator does with an abonnement. What does much is asked again first; the answer is said in words.

import { post } from "../api.js";
import { at, mark } from "../dom.js";
import { answered, many, number } from "./words.js";

function sure(question) {
  const dialog = at("zeker");
  at("zeker-vraag").textContent = question;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((decide) => {
    dialog.addEventListener("close", () => decide(dialog.returnValue === "ja"), { once: true });
  });
}
at("zeker-ja").addEventListener("click", () => at("zeker").close("ja"));
at("zeker-nee").addEventListener("click", () => at("zeker").close());

function replayed({ aantal, verder }) {
  const done = aantal === 1 ? "1 notificatie wordt nogmaals bezorgd." : `${number(aantal)} notificaties worden nogmaals bezorgd.`;
  if (verder === null) return done;
  if (verder.opgegeven) return `${done} Dit is niet alles: herhaal daarna nog eens wat is opgegeven.`;
  at("positie").value = verder.positie;
  return `${done} Dit is niet alles: herhaal daarna vanaf positie ${verder.positie}.`;
}

export function listen(chosen, refresh) {
  let busy = false;

  async function act(path, body, tell, question = "") {
    const uuid = chosen();
    if (busy || (question && !(await sure(question)))) return;
    busy = true;
    mark(at("antwoord"), "Een ogenblik.");
    try {
      const answer = await post(`/abonnement/${uuid}${path}`, body);
      if (chosen() === uuid) mark(at("antwoord"), tell(answer), answer.resultaat !== "mislukt");
    } catch (error) {
      if (chosen() === uuid) mark(at("antwoord"), error.message, false);
    } finally {
      busy = false;
    }
    await refresh();
  }

  const again = (body, question) => act("/replay", body, replayed, question);
  const whenPressed = (id, action) => at(id).addEventListener("click", action);
  const whenSent = (id, action) => at(id).addEventListener("submit", (event) => {
    event.preventDefault();
    action();
  });

  whenPressed("pauzeer", () => act("/pause", undefined, () => "Gepauzeerd. Wat nu wordt gepubliceerd, wacht.",
    "Er wordt niets meer bezorgd aan deze ontvanger tot iemand het hervat. Pauzeren?"));
  whenPressed("hervat", () => act("/resume", undefined, ({ achterstand }) => `Hervat. Er ${achterstand.aantal === 1 ? "wacht" : "wachten"} nog ${many(achterstand.aantal, "notificatie", "notificaties")}.`));
  whenPressed("test", () => act("/test", undefined, (tried) =>
    `De test is ${tried.resultaat}: ${answered(tried)}.`));
  whenPressed("herhaal-opgegeven", () => again({ opgegeven: true }, "Alles wat is opgegeven wordt alsnog bezorgd, voor wat al wacht. Herhalen?"));
  whenSent("herhaal-vanaf", () => again({ vanaf: new Date(at("vanaf").value).toISOString() },
    `Alles wat is geaccepteerd sinds ${new Date(at("vanaf").value).toLocaleString("nl-NL")} wordt nogmaals bezorgd. Herhalen?`));
  whenSent("herhaal-positie", () => again({ positie: Number(at("positie").value) },
    `Alles vanaf positie ${at("positie").value} wordt nogmaals bezorgd. Herhalen?`));
  return (event) => again({ notificatie: event });
}
