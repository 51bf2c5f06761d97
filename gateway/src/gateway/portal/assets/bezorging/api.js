// SPDX-License-Identifier: EUPL-1.2
// The calls to the Notificaties API of this municipality, and what it means in words when they fail.

const KEPT = "meent.token"; // as the documentation keeps it: a token that is given there serves here
const root = document.querySelector("[data-api]").dataset.api;

export const token = {
  get: () => sessionStorage.getItem(KEPT) ?? "",
  set: (value) => sessionStorage.setItem(KEPT, value),
  forget: () => sessionStorage.removeItem(KEPT),
};

export class Refusal extends Error {
  constructor(message, { status = 0, asksToken = false } = {}) {
    super(message);
    this.status = status;
    this.asksToken = asksToken;
  }
}

export const get = (path, query = {}) => call("GET", path, query);
export const post = (path, body) => call("POST", path, {}, body);

// Where what follows begins, as the query that asks for it; the address itself is not followed with a token.
export function following(page) {
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
    throw new Refusal(answer ? `De Notificaties API gaf een antwoord (${answer.status}) dat niet te lezen is.`
      : method === "GET" ? "De Notificaties API is niet te bereiken."
      : "De Notificaties API gaf geen antwoord. Of het is gedaan, staat in het audittrail.", { status: answer?.status });
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
  if (status === 403) return new Refusal(`Dit token geeft hier geen recht op. ${reasons}`, { status, asksToken: true });
  if (status === 404) return new Refusal("Dit abonnement is er niet (meer).", { status });
  if (status === 429 || status >= 500) {
    return new Refusal(`De Notificaties API kan nu niet antwoorden (${status}). ${reasons}`, { status });
  }
  return new Refusal(`Dit is geweigerd (${status}). ${reasons}`, { status });
}
