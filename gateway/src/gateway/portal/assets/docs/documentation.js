// SPDX-License-Identifier: EUPL-1.2
"use strict";

const SCHEME = "JWT-Claims";
const KEPT = "meent.token"; // in the session: it survives a reload, serves every page of this origin, and ends with the tab
const place = document.querySelector("[data-contract]");
const said = document.getElementById("stand");
const shown = document.getElementById("contract");

const nothing = () => () => null;

const plugin = ({ React }) => ({
  wrapComponents: {
    InfoContainer: nothing, // the page itself says whose API this is
    ServersContainer: nothing, // there is one, and it is this address
    // A link inside the button that opens an operation is none to who cannot see.
    DeepLink: () => ({ text }) => React.createElement("span", null, text),
  },
  statePlugins: {
    auth: {
      wrapActions: {
        authorize: (original) => (payload) => {
          if (payload[SCHEME]) sessionStorage.setItem(KEPT, payload[SCHEME].value);
          return original(payload);
        },
        logout: (original) => (names) => {
          if (names.includes(SCHEME)) sessionStorage.removeItem(KEPT);
          return original(names);
        },
      },
    },
  },
});

// What Swagger UI gives no name, or another than can be read, or no way to reach by keyboard.
function complete() {
  for (const inner of shown.querySelectorAll("main[tabindex]")) {
    inner.removeAttribute("tabindex");
    inner.setAttribute("role", "none"); // it is inside the main of the page
  }
  for (const text of shown.querySelectorAll("pre:not([tabindex])")) text.tabIndex = 0;
  for (const field of shown.querySelectorAll("select:not([aria-label]), textarea:not([aria-label])")) {
    const parameter = field.closest("[data-param-name]");
    field.setAttribute("aria-label", parameter ? parameter.dataset.paramName : "Inhoud");
  }
  for (const button of shown.querySelectorAll(".close-modal:not([aria-label])")) {
    button.setAttribute("aria-label", "Sluit");
  }
  for (const button of shown.querySelectorAll(".modal-btn[aria-label]")) button.removeAttribute("aria-label");
}

new MutationObserver(complete).observe(shown, { childList: true, subtree: true });

const documentation = SwaggerUIBundle({
  url: place.dataset.contract,
  domNode: shown,
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: -1,
  tryItOutEnabled: false,
  syntaxHighlight: { theme: "obsidian" }, // of its themes one whose every colour has contrast enough
  validatorUrl: null, // it would send the contract to another host
  persistAuthorization: false, // it would keep the token for ever
  plugins: [plugin],
  onComplete: () => {
    said.remove();
    const token = sessionStorage.getItem(KEPT);
    if (token) documentation.preauthorizeApiKey(SCHEME, token);
  },
});
