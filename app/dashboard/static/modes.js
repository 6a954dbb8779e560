// The menu beside the text, the ways of asking that it offers, and what their fields may hold.

import { mode, text, typed } from "./typing.js";

const UNFOLDED = "details.plus[open], details.react[open], details.pages-menu[open]";
const menu = () => document.getElementById("plus");

export function start() {
  document.addEventListener("change", (event) => event.target.name === "mode" && chosen());
  document.addEventListener("input", (event) => event.target.dataset.limit && count(event.target));
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = event.target.closest?.(UNFOLDED);
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
}

// A click elsewhere closes what is unfolded; a mouse's click on a way of asking chooses it and closes the menu.
function clicked(event) {
  if (event.target.closest(".drop-mode")) {
    toText();
    text().focus();
  }
  for (const open of document.querySelectorAll(UNFOLDED)) {
    if (!open.contains(event.target)) open.open = false;
  }
  if (event.detail > 0 && event.target.closest("label.mode")) closeMenu();
}

function chosen() {
  typed();
  document.querySelector(`.panel-${mode()}`)?.scrollIntoView({ block: "nearest" });
}

export function closeMenu() {
  if (menu()) menu().open = false;
}

export function toText() {
  const plain = document.getElementById("mode-text");
  if (plain) plain.checked = true;
  for (const counted of document.querySelectorAll(".field-count")) counted.textContent = "";
  typed();
}

function count(field) {
  const shown = field.closest(".field").querySelector(".field-count");
  if (!shown) return;
  const [length, most] = [field.value.trim().length, Number(field.dataset.limit)];
  shown.textContent = length > most * 0.6 ? `${length} / ${most}` : "";
  shown.classList.toggle("too-long", length > most);
}
