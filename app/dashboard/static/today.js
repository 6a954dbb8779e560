// Keeps the page of today up to date while somebody looks at it, and says in words when somebody else waits.

import { morph } from "./morph.js";

const EVERY = 10000; // milliseconds
const SAY_AT_MOST_EVERY = 60000; // a screen reader is told of a change, and not of each
const PATIENCE = 8000;

const page = document.getElementById("content");
const said = document.getElementById("today-said");
const line = document.getElementById("live-status");

let heard = now().dataset.said;
let saidAt = 0;
let lostSince = null;
let timer = setTimeout(ask, EVERY);

document.addEventListener("visibilitychange", () => document.hidden || askNow());
addEventListener("online", askNow);

function now() {
  return document.getElementById("today-now");
}

function askNow() {
  clearTimeout(timer);
  ask();
}

async function ask() {
  if (!document.hidden) await refresh();
  clearTimeout(timer);
  timer = setTimeout(ask, EVERY);
}

async function refresh() {
  try {
    const response = await fetch(page.dataset.live, {
      headers: { "X-Requested-With": "fetch" },
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.status === 401) return location.reload();
    if (!response.ok) throw new Error(String(response.status));
    show(await response.text());
    line.hidden = true;
    lostSince = null;
  } catch {
    lost();
  }
}

function show(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const part of parsed.querySelectorAll("[data-part]")) {
    const here = document.getElementById(part.id);
    if (here) morph(here, part);
  }
  say(now().dataset.said);
}

function say(text) {
  if (text === heard || Date.now() - saidAt < SAY_AT_MOST_EVERY) return;
  said.textContent = heard = text;
  saidAt = Date.now();
}

function lost() {
  if (document.hidden) return;
  lostSince ??= new Date();
  const time = lostSince.toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Berlin" });
  const text = line.dataset.lost.replace("{time}", time);
  if (line.textContent !== text) line.textContent = text;
  line.hidden = false;
}
