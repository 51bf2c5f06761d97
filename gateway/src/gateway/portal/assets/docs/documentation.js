// SPDX-License-Identifier: EUPL-1.2
"use strict";

const place = document.querySelector("[data-contract]");
const said = document.getElementById("stand");

SwaggerUIBundle({
  url: place.dataset.contract,
  domNode: document.getElementById("contract"),
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: -1,
  filter: true,
  tryItOutEnabled: false,
  validatorUrl: null, // it would send the contract to another host
  persistAuthorization: false,
  onComplete: () => said.remove(),
});
