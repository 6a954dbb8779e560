/** The sheet of a list that the business offers. */

import { el } from "./dom.js";

const dialog = document.getElementById("rows");

/** `tap` is called with the message and the id of the row that was chosen. */
export function openRows(message, tap) {
  const { action, header } = message.content;
  dialog.querySelector("h2").textContent = header?.text || action?.button || "";
  dialog.querySelector(".sections").replaceChildren(...(action?.sections ?? []).map((section) => part(section, message, tap)));
  dialog.showModal();
}

function part(section, message, tap) {
  return el("section", {}, section.title ? el("h3", { dir: "auto" }, section.title) : null, ...(section.rows ?? []).map((row) => choice(row, message, tap)));
}

function choice(row, message, tap) {
  const onclick = () => {
    dialog.close();
    tap(message, row.id);
  };
  const about = row.description ? el("small", { dir: "auto" }, row.description) : null;
  return el("button", { type: "button", class: "row", "data-testid": "row", onclick }, el("strong", { dir: "auto" }, row.title), about);
}
