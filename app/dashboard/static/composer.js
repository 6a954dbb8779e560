// The forms of the open conversation are sent without leaving the page, and what is typed survives everything.

import { askNow, outdate, tellSignedOut } from "./live.js";
import { show, toTheEnd } from "./page.js";

const text = () => document.getElementById("composer");
const problem = () => document.getElementById("problem");

const underWay = new Set();
let last = Promise.resolve();

export function start() {
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-act]")) act(event);
    else if (event.target.id === "suggestion") useSuggestion(event);
  });
  document.addEventListener("keydown", (event) => {
    const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target === text();
    if (sends && !event.isComposing && !text().readOnly) text().form.requestSubmit();
  });
  document.addEventListener("input", (event) => event.target === text() && typed());
  if (text()) typed();
}

// One after the other; the same form again while it is under way is a double click.
function act(event) {
  event.preventDefault();
  const form = event.target;
  if (underWay.has(form.id)) return;
  underWay.add(form.id);
  last = last.then(() => send(form)).finally(() => underWay.delete(form.id));
}

async function send(form) {
  try {
    await settle(form, await post(form));
  } catch {
    say(problem().dataset.notSent);
  } finally {
    askNow();
  }
}

function post(form) {
  outdate();
  return fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { "X-Requested-With": "fetch" },
    redirect: "error",
    signal: AbortSignal.timeout(15000),
  });
}

async function settle(form, response) {
  if (response.status === 401) return tellSignedOut();
  if (response.status >= 500) return say(problem().dataset.notSent);
  if (!response.ok && response.status !== 409) return say(problem().dataset.failed);
  const html = await response.text();
  outdate();
  const fresh = show(html);
  document.getElementById("reply-key").value = fresh.getElementById("reply-key").value;
  say(fresh.getElementById("problem").textContent.trim());
  if (response.ok) done(form);
}

function done(form) {
  if (form.id === "reply") {
    text().value = "";
    typed();
    toTheEnd();
  }
  const next = text().readOnly ? document.getElementById("conversation-title") : text();
  if (form.id === "reply" || form.id === "take" || !document.activeElement?.closest("main")) next.focus();
}

function say(words) {
  problem().textContent = words;
}

function useSuggestion(event) {
  event.preventDefault();
  const suggestion = document.getElementById("suggested-text").textContent;
  const written = text().value.trimEnd();
  text().value = written ? `${written}\n\n${suggestion}` : suggestion;
  text().focus();
  typed();
}

// Grows with its text, and counts when the text comes near WhatsApp's limit.
function typed() {
  const box = text();
  const count = document.getElementById("composer-count");
  const most = Number(count.dataset.most);
  const characters = [...box.value.trim()].length;
  count.textContent = characters > most * 0.8 ? `${characters} / ${most}` : "";
  count.classList.toggle("too-long", characters > most);
  box.rows = Math.min(Math.max(box.value.split("\n").length, 2), 10);
}
