// Ctrl or Cmd + K: what can be done here, the pages, the lists and conversations by name, found by typing.

import { all, perform } from "./actions.js";

const MOST = 50;
const PAUSE = 150; // milliseconds after the last letter, before names are asked for

const box = () => document.getElementById("palette");
const field = () => document.getElementById("palette-find");
const rows = () => document.getElementById("palette-list");

let entries = [];
let chosen = 0;
let asked = 0;
let timer = null;

export function start() {
  if (!box()) return;
  field().addEventListener("input", find);
  field().addEventListener("keydown", pressed);
  rows().addEventListener("click", (event) => go(Number(event.target.closest("li")?.dataset.number)));
  box().addEventListener("click", (event) => event.target === box() && box().close());
}

export function open() {
  field().value = "";
  box().showModal();
  find();
}

function pressed(event) {
  const steps = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (steps) choose((chosen + steps + entries.length) % Math.max(entries.length, 1));
  else if (event.key === "Enter") go(chosen);
  else return;
  event.preventDefault();
}

function find() {
  const words = field().value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  show(here().filter((entry) => words.every((word) => entry.name.toLowerCase().includes(word))));
  clearTimeout(timer);
  asked += 1;
  if (words.length) timer = setTimeout(() => people(asked), PAUSE);
}

function here() {
  const actions = all().filter((element) => !element.closest("#keys-own")).map((element) => ({
    name: element.dataset.actionName, key: element.dataset.key, run: () => perform(element),
  }));
  const links = document.querySelectorAll("#tabs a, #channel-link a, .top nav a, #rows a.row");
  return [...actions, ...[...links].map(toPlace)];
}

const toPlace = (link) => ({
  name: named(link), hint: link.querySelector(".row-time")?.textContent.trim(), go: true,
  path: link.pathname, run: () => link.click(),
});
const named = (link) => (link.querySelector(".row-name") ?? plain(link)).textContent.replace(/\s+/g, " ").trim();
const plain = (link) => (link.closest("#channel-link") ? link.firstChild : link); // without its badge

// Names that the list does not show right now; what was asked before is not shown any more.
async function people(number) {
  const answer = await fetch(`${box().dataset.names}?q=${encodeURIComponent(field().value)}`, {
    headers: { "X-Requested-With": "fetch" },
  }).catch(() => null);
  if (!answer?.ok || number !== asked) return;
  const found = (await answer.json()).filter((one) => one.name);
  const known = new Set(entries.map((entry) => entry.path)); // by address: two customers may have one name
  const fresh = found.filter((one) => !known.has(one.href));
  if (number === asked && fresh.length) show([...entries, ...fresh.map(toEntry)], chosen);
}

const toEntry = ({ name, href, said }) => ({ name, hint: said, go: true, run: () => location.assign(href) });

function show(found, keep = 0) {
  entries = found.slice(0, MOST);
  rows().replaceChildren(...entries.map(row));
  const count = document.getElementById("palette-count");
  count.textContent = entries.length ? box().dataset.count.replace("{number}", entries.length) : box().dataset.none;
  count.classList.toggle("visually-hidden", entries.length > 0);
  choose(keep);
}

function row(entry, number) {
  const item = document.createElement("li");
  Object.assign(item, { id: `palette-${number}`, role: "option" });
  item.dataset.number = number;
  const name = Object.assign(document.createElement("bdi"), { textContent: entry.name });
  const hint = Object.assign(document.createElement("span"), { className: "palette-hint" });
  hint.textContent = entry.hint || (entry.go ? box().dataset.go : (entry.key ?? "").toUpperCase().replace("SHIFT+", "⇧"));
  item.append(name, hint);
  return item;
}

function choose(number) {
  chosen = number;
  for (const item of rows().children) item.setAttribute("aria-selected", String(Number(item.dataset.number) === number));
  const item = rows().children[number];
  item?.scrollIntoView({ block: "nearest" });
  if (item) field().setAttribute("aria-activedescendant", item.id);
  else field().removeAttribute("aria-activedescendant");
}

// The focus is back where it was before anything is done, so that what is done can take it elsewhere.
function go(number) {
  const entry = entries[number];
  if (!entry) return;
  box().close();
  entry.run();
}
