// Canned replies by "/" or "::", and answers that worked: a list above the text that the keys walk through while one
// goes on typing.

import { append, insert } from "./insert.js";
import { text } from "./typing.js";
import { toReply } from "./writing.js";

const CALLED = /(?:(?:^|\n)\/|(?:^|\s)::)([^\n/:]{0,40})$/;
const FRESH = 30000; // milliseconds for which a list is not fetched anew

const box = () => document.getElementById("ready");
const options = () => [...box().querySelectorAll("[role=option]:not([hidden])")];
const chosen = () => box().querySelector("[aria-selected=true]");
const isOpen = () => Boolean(box() && !box().hidden);

let kind = null;
let asked = 0;
let loaded = { at: 0 };

export function start() {
  document.addEventListener("click", clicked);
  document.addEventListener("input", (event) => event.target === text() && typed());
  document.addEventListener("keydown", (event) => {
    if (isOpen() && (event.target === text() || box().contains(event.target))) pressed(event);
  }, true);
  document.addEventListener("focusin", (event) => isOpen() && !event.target.closest("#reply") && close());
}

function clicked(event) {
  const option = event.target.closest("#ready [role=option]");
  const opener = event.target.closest("[data-ready]");
  if (option) take(option);
  else if (opener && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    toReply();
    if (isOpen() && kind === opener.dataset.ready) return close();
    if (opener.dataset.ready === "canned") call();
    else open("worked", opener.href);
    text().focus();
  } else if (isOpen() && !event.target.closest("#ready, #composer")) close();
}

// The button types what the hand would have typed.
function call() {
  const before = text().value.slice(0, text().selectionStart);
  insert(before && !before.endsWith("\n") ? "\n/" : "/");
}

function typed() {
  if (!box()) return;
  const called = word();
  if (!called) return close();
  if (loaded.from === box().dataset.from && Date.now() - loaded.at < FRESH) narrow(called[1]);
  else open("canned", box().dataset.from);
}

const word = () => CALLED.exec(text().value.slice(0, text().selectionStart));

async function open(what, address) {
  kind = what;
  asked += 1;
  const mine = asked;
  try {
    const response = await fetch(address, { headers: { "X-Requested-With": "fetch" }, redirect: "error" });
    if (!response.ok || mine !== asked) return;
    const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
    if (mine !== asked) return;
    box().replaceChildren(...parsed.body.childNodes);
  } catch {
    return; // the text is typed on; the next key asks again
  }
  loaded = { from: address, at: Date.now() };
  narrow(kind === "canned" ? word()?.[1] ?? "" : "");
}

function narrow(typed) {
  const wanted = typed.trim().toLowerCase();
  const all = [...box().querySelectorAll("[role=option]")];
  for (const option of all) {
    option.hidden = !`${option.dataset.name}\n${option.dataset.text}`.toLowerCase().includes(wanted);
  }
  const left = options();
  if (all.length && !left.length) return close();
  box().hidden = false;
  if (all.length) tie({ "aria-controls": "ready-list", "aria-autocomplete": "list", "aria-haspopup": "listbox" });
  // What begins with it comes first to mind.
  mark(left.find((option) => option.dataset.name.toLowerCase().startsWith(wanted)) ?? left[0]);
  const words = left.length === 1 ? box().dataset.countOne : box().dataset.countMany.replace("{number}", left.length);
  document.getElementById("ready-count").textContent = left.length ? words : "";
}

function pressed(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const all = options();
  const at = all.indexOf(chosen());
  if (event.key === "ArrowDown") mark(all[(at + 1) % all.length]);
  else if (event.key === "ArrowUp") mark(all[(at - 1 + all.length) % all.length]);
  else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && chosen()) take(chosen());
  else if (event.key === "Escape") leave();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

// A "/" that stands alone was only the call for the list.
function leave() {
  const called = word();
  close();
  if (called && !called[1]) insert("", text().selectionStart - called[0].trimStart().length, text().selectionStart);
  close();
}

function take(option) {
  const called = kind === "canned" ? word() : null;
  const end = text().selectionStart;
  const words = option.dataset.text;
  close();
  if (kind === "worked") append(words);
  else insert(words, called ? end - called[0].trimStart().length : end, called ? end : text().selectionEnd);
  close();
}

function mark(option) {
  chosen()?.setAttribute("aria-selected", "false");
  if (!option) return text().removeAttribute("aria-activedescendant");
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  tie({ "aria-activedescendant": option.id });
}

function tie(attributes) {
  for (const [name, value] of Object.entries(attributes)) text().setAttribute(name, value);
}

function close() {
  asked += 1;
  if (!box()) return;
  box().hidden = true;
  document.getElementById("ready-count").textContent = "";
  for (const name of ["aria-controls", "aria-autocomplete", "aria-haspopup", "aria-activedescendant"]) text().removeAttribute(name);
}
