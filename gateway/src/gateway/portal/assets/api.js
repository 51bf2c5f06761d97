// SPDX-License-Identifier: EUPL-1.2
// The calls to the API of this municipality that the page is about, and what it means in words when they fail.

import { token } from "./token.js";

// Of the API: its root, its name, what one of its resources is called, and what a token for it must be.
const { api: root, name, one, needs = "" } = document.querySelector("[data-api]").dataset;

export class Refusal extends Error {
  constructor(message, { status = 0, asksToken = false } = {}) {
    super(message);
    this.status = status;
    this.asksToken = asksToken;
  }
}

export const get = (path, query = {}) => call("GET", path, query);
export const post = (path, body) => call("POST", path, {}, body);

// The pages of a list, as many as are asked for, and whether there is more.
export async function pages(path, query = {}, count = Infinity) {
  const found = [];
  let next = query;
  for (let page = 0; page < count && next; page += 1) {
    const answer = await get(path, next);
    found.push(...answer.results);
    next = following(answer);
  }
  return { found, more: Boolean(next) };
}

export const identity = (url) => new URL(url, location.href).pathname.split("/").at(-1);

// Where what follows begins, as the query that asks for it; the address itself is not followed with a token.
function following(page) {
  return page.next ? Object.fromEntries(new URL(page.next, location.href).searchParams) : null;
}

async function call(method, path, query, body) {
  const parameters = new URLSearchParams(query).toString();
  const headers = { Accept: "application/json", Authorization: `Bearer ${token.get()}` };
  if (body) headers["Content-Type"] = "application/json";
  let answer, told;
  try {
    answer = await fetch(`${root}${path}${parameters ? `?${parameters}` : ""}`, {
      method, headers, cache: "no-store", credentials: "omit", redirect: "error",
      body: body ? JSON.stringify(body) : undefined, signal: AbortSignal.timeout(60_000),
    });
    told = await answer.json();
  } catch {
    throw new Refusal(answer ? `De ${name} gaf een antwoord (${answer.status}) dat niet te lezen is.`
      : method === "GET" ? `De ${name} is niet te bereiken. Probeer het zo opnieuw.`
      : `De ${name} gaf geen antwoord. Of het is gedaan, staat in het audittrail.`, { status: answer?.status });
  }
  if (answer.ok) return told;
  throw refusal(answer.status, told);
}

function refusal(status, { code = "", detail = "", invalidParams = [] }) {
  const reasons = [detail, ...invalidParams.map((each) => `${each.name}: ${each.reason}`)].filter(Boolean).join(" ");
  if (code === "jwt-expired") return new Refusal("Het token is verlopen. Geef een nieuw.", { status, asksToken: true });
  if (status === 401 || /jwt|not_authenticated$/.test(code)) {
    return new Refusal(`Dit token wordt niet aangenomen. ${reasons}`, { status, asksToken: true });
  }
  if (status === 403) return new Refusal(["Dit token geeft hier geen recht op.", reasons, needs].filter(Boolean).join(" "), { status, asksToken: true });
  if (status === 404) return new Refusal(`${one} is er niet (meer).`, { status });
  if (status === 429 || status >= 500) {
    return new Refusal(`De ${name} kan nu niet antwoorden (${status}). ${reasons}`, { status });
  }
  return new Refusal(`Dit is geweigerd (${status}). ${reasons}`, { status });
}
