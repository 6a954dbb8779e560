// What is still to be filled in of a ready text is named as long as it stands there.

import { text } from "./typing.js";

const VARIABLE = /\{\{\s*([a-z][a-z0-9_]*)\s*\}\}/g;

export function start() {
  document.addEventListener("input", (event) => event.target === text() && warn());
  if (text()) warn();
}

function warn() {
  const line = document.getElementById("unfilled-hint");
  const names = [...new Set([...text().value.matchAll(VARIABLE)].map((found) => `{{${found[1]}}}`))];
  const words = names.length ? line.dataset.words.replace("{names}", names.join(", ")) : "";
  if (line.textContent !== words) line.textContent = words;
}
