// Single keys for what is done often, while nobody is typing; they can be switched off (WCAG 2.1.4).

import { all, byKey, perform, step, toTab } from "./actions.js";
import * as palette from "./palette.js";

const OFF = "lotse:keys-off"; // in this browser
const FIELD = "input:not([type=checkbox], [type=radio], [type=submit], [type=hidden]), textarea";
const TYPING = `${FIELD}, select, [contenteditable]`;
const OWN = { j: () => step(1), k: () => step(-1), "?": () => sheet().showModal(), "ctrl+k": palette.open };

const sheet = () => document.getElementById("keys");
const isOff = () => localStorage.getItem(OFF) !== null;

export function start() {
  if (!sheet()) return;
  document.addEventListener("keydown", pressed);
  const box = document.getElementById("keys-on");
  box.checked = !isOff();
  box.addEventListener("change", () => switchTo(box.checked));
  new MutationObserver(() => sheet().open && list()).observe(sheet(), { attributeFilter: ["open"] });
  document.addEventListener("click", (event) => event.target.closest("[data-opens=keys]") && sheet().showModal());
  for (const opener of document.querySelectorAll("[data-opens=keys]")) opener.hidden = false;
  mark();
}

function switchTo(on) {
  if (on) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
  mark();
}

const mark = () => document.documentElement.toggleAttribute("data-keys", !isOff());

function pressed(event) {
  if (event.isComposing || event.defaultPrevented || event.repeat) return;
  if (event.key === "Escape") return leave(event);
  const key = named(event);
  if (!key || document.querySelector("dialog[open]")) return;
  const act = deed(key);
  if (!act) return;
  event.preventDefault();
  act();
}

// Its name as in data-key, with J and K by their place, for Alt makes other letters of them; none for what is typed.
function named(event) {
  const held = event.ctrlKey || event.metaKey;
  if (held) return event.key.toLowerCase() === "k" && !event.altKey && !event.shiftKey ? "ctrl+k" : null;
  if (event.altKey) return { KeyJ: "j", KeyK: "k" }[event.code] ?? null;
  if (isOff() || event.target.closest?.(TYPING) || besideField(event.target)) return null;
  const letter = event.key.length === 1 && event.key.toLowerCase() !== event.key.toUpperCase();
  return letter && event.shiftKey ? `shift+${event.key.toLowerCase()}` : letter ? event.key.toLowerCase() : event.key;
}

// In an unfolded menu with a field of its own, letters are meant for that field, on whichever of its buttons they fall.
function besideField(target) {
  const fold = target.closest?.("details[open]");
  return fold && [...fold.querySelectorAll(FIELD)].some((field) => field.closest("details") === fold);
}

function deed(key) {
  if (OWN[key]) return OWN[key];
  if (/^[1-6]$/.test(key)) return () => toTab(Number(key));
  const element = byKey(key);
  return element && (() => perform(element));
}

// Out of the field, to the history or the list, where the keys work again.
function leave(event) {
  if (event.target.matches?.("#composer, #note-text")) document.getElementById("scroller")?.focus({ preventScroll: true });
  if (event.target.id === "q") (document.querySelector("#rows a.row") ?? document.querySelector("#tabs a")).focus();
}

function list() {
  const rows = all().filter((element) => element.dataset.key).map((element) => {
    const [row, name, key] = ["div", "dt", "dd"].map((tag) => document.createElement(tag));
    name.textContent = element.dataset.actionName;
    for (const part of element.dataset.key.split("+")) {
      key.append(Object.assign(document.createElement("kbd"), { textContent: spelled(part) }));
    }
    row.append(name, key);
    return row;
  });
  document.getElementById("keys-list").replaceChildren(...rows);
}

const spelled = (part) => ({ shift: "⇧", ctrl: /Mac/.test(navigator.platform) ? "⌘" : sheet().dataset.ctrl })[part] ?? part.toUpperCase();
