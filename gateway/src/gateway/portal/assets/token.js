// SPDX-License-Identifier: EUPL-1.2
// The token of who looks: kept in the session as the documentation keeps it, so that one that is given there serves here.

import { at } from "./dom.js";

const KEPT = "meent.token";

export const token = {
  get: () => sessionStorage.getItem(KEPT) ?? "",
  set: (value) => sessionStorage.setItem(KEPT, value),
  forget: () => sessionStorage.removeItem(KEPT),
};

// The form that asks for it, and the button that forgets it with what it showed.
export function asking({ look, clear }) {
  at("toegang").addEventListener("submit", async (event) => {
    event.preventDefault();
    token.set(at("token").value.trim().replace(/^Bearer\s+/i, ""));
    at("token").value = "";
    await look();
    at(at("toegang").hidden ? "inhoud" : "token").focus();
  });
  at("vergeet").addEventListener("click", async () => {
    token.forget();
    clear();
    await look();
    at("token").focus();
  });
}
