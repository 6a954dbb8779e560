// Asks again and again whether anything changed, says so when the line is lost, and catches up by itself.

import { address, seen, show, version } from "./page.js";

const VISIBLE = 600; // milliseconds between questions
const HIDDEN = 10000;
const LOST = 3000;
const PATIENCE = 8000;
const UNHEARD = 5000; // so long after the last answer, as after sleep, one question that fails is enough to say so
const TIME = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Europe/Berlin" }; // as the server's times

let heard = new Date(); // when the line last worked
let lostSince = null;
let failures = 0;
let timer = null;
let running = null;
let generation = 0;

export function start() {
  ask();
  document.addEventListener("visibilitychange", () => document.hidden || askNow());
  addEventListener("online", askNow);
  addEventListener("pageshow", (event) => event.persisted && askNow());
}

// What is asked while an action is under way could show the state before it: such an answer is not shown.
export function outdate() {
  generation += 1;
  running?.abort();
}

export function askNow() {
  clearTimeout(timer);
  if (!running) ask();
}

async function ask() {
  const asked = generation;
  running = new AbortController();
  const limit = setTimeout(() => running?.abort(), PATIENCE);
  try {
    await handle(await fetch(address(), options(running.signal)), asked);
    found();
  } catch {
    if (asked === generation) lost();
  } finally {
    clearTimeout(limit);
    running = null;
    clearTimeout(timer);
    timer = setTimeout(ask, document.hidden ? HIDDEN : lostSince ? LOST : VISIBLE);
  }
}

const options = (signal) => ({
  headers: { "If-None-Match": `"${version()}"`, "X-Requested-With": "fetch", "X-Keeps": "1", ...looking() },
  redirect: "error",
  cache: "no-store",
  signal,
});

// Colleagues see who has a conversation before them: by pages that are visible.
const looking = () => (document.hidden ? {} : { "X-Looking": "1" });

async function handle(response, asked) {
  if (response.status === 304) return seen(response);
  if (response.status === 401) return signedOut();
  if (response.status === 404) return leave();
  if (!response.ok) throw new Error(String(response.status));
  const html = await response.text();
  if (asked === generation) show(html);
}

function lost() {
  lostSince ??= heard;
  failures += 1;
  if (failures < 2 && Date.now() - heard < UNHEARD) return;
  const line = document.getElementById("live-status");
  const time = lostSince.toLocaleTimeString(document.documentElement.lang, TIME);
  const text = line.dataset.lost.replace("{time}", time);
  if (line.textContent !== text) line.textContent = text;
  line.hidden = false;
}

function found() {
  heard = new Date();
  lostSince = null;
  failures = 0;
  const line = document.getElementById("live-status");
  if (!line.hidden) line.hidden = true;
}

const typed = () => [...document.querySelectorAll("#composer, #note-text")].some((field) => field.value);

// A page with something typed stays; any other goes to the sign-in by itself.
function signedOut() {
  if (typed()) return tellSignedOut();
  location.reload();
}

// What is open is gone, or another team's now: said by the page that its address leads to.
function leave() {
  if (typed()) throw new Error("404");
  location.reload();
}

export function tellSignedOut() {
  const problem = document.getElementById("problem");
  if (!problem || problem.querySelector("a")) return;
  const link = document.createElement("a");
  Object.assign(link, { href: problem.dataset.signInAt, target: "_blank", textContent: problem.dataset.signIn });
  problem.replaceChildren(`${problem.dataset.signedOut} `, link);
}
