// The forms of the open conversation are sent without leaving the page, and what is typed survives everything.

import { dropAttachment, uploaded } from "./attaching.js";
import { sent } from "./drafts.js";
import { append } from "./insert.js";
import { askNow, outdate, tellSignedOut } from "./live.js";
import { closeMenu, toText } from "./modes.js";
import { show, toTheEnd } from "./page.js";
import { dropQuote } from "./quoting.js";
import { text } from "./typing.js";
import { noted, rest, toReply } from "./writing.js";

const KEYS = { reply: "reply-key", react: "react-key", note: "note-key" };

const problem = () => document.getElementById("problem");
const underWay = new Set();
let last = Promise.resolve();

export function start() {
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-act]")) act(event);
    else if (event.target.id === "suggestion") useSuggestion(event);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && event.target.form?.id === "reply" && !text().readOnly) {
      event.target.form.requestSubmit(event.target.form.querySelector("[data-testid=send]"));
    } else if (event.target.matches(".panel input")) event.preventDefault();
  });
}

// One after the other; the same wish again while it is under way is a double click.
function act(event) {
  event.preventDefault();
  const [form, pressed] = [event.target, event.submitter];
  const address = pressed?.hasAttribute("formaction") ? pressed.formAction : form.action;
  const wish = form.id === "react" ? `${address} ${pressed?.value}` : form.id;
  if (underWay.has(wish)) return;
  underWay.add(wish);
  const picker = pressed?.closest("details.react");
  picker?.removeAttribute("open");
  picker?.querySelector("summary").focus();
  last = last.then(() => send(form, address, pressed)).finally(() => underWay.delete(wish));
}

// A reply waits for the file that is being added to it, and stays here when that one fails.
async function send(form, address, pressed) {
  if (form.id === "reply" && !(await uploaded())) return;
  const body = new URLSearchParams(new FormData(form));
  if (pressed?.name) body.set(pressed.name, pressed.value);
  const written = form.elements.text?.value ?? form.elements.note?.value ?? "";
  try {
    await settle(form, await post(address, body), written);
  } catch {
    say(problem()?.dataset.notSent);
  } finally {
    askNow();
  }
}

function post(address, body) {
  outdate();
  return fetch(address, {
    method: "POST",
    body,
    headers: { "X-Requested-With": "fetch" },
    redirect: "manual",
    signal: AbortSignal.timeout(15000),
  });
}

async function settle(form, response, written) {
  if (response.status === 401) return tellSignedOut();
  if (response.status >= 500) return say(problem()?.dataset.notSent);
  if (response.type === "opaqueredirect" || response.status === 204) return outdate();
  if (!response.ok && response.status !== 409) return say(problem()?.dataset.failed);
  const html = await response.text();
  outdate();
  const fresh = show(html);
  if (form.id in KEYS) renew(KEYS[form.id], fresh); // another form's may belong to what is not settled yet
  if (form.id === "reply") renew("unfilled", fresh);
  say(fresh.getElementById("problem")?.textContent.trim());
  if (response.ok) done(form, written);
}

function renew(id, fresh) {
  const key = fresh.getElementById(id);
  if (key && document.getElementById(id)) document.getElementById(id).value = key.value;
}

function done(form, written) {
  if (form.id === "reply") empty(form, written);
  if (form.id.startsWith("note")) noted(form, written);
  if (form.id === "reply" || form.id === "note") sent();
  if (form.id === "label-new") form.reset();
  if (!form.isConnected && form.matches("#hand-back, #wake, [id^=note-form-]")) return toTitle(); // it left with its button
  if (form.id.startsWith("note") || form.closest("#more") || form.hasAttribute("data-stay")) return;
  if (form.id.startsWith("undo-")) return toTitle();
  if (form.id === "correct") document.getElementById("corrected")?.scrollIntoView({ block: "nearest" });
  if (["react", "retry", "check", "correct"].some((kind) => form.id.startsWith(kind))) return;
  const writable = text()?.offsetParent && !text().readOnly; // not beside a note, nor without the right to reply
  const next = writable ? text() : document.getElementById("conversation-title");
  if (form.id !== "resolve" || !document.activeElement?.closest("main")) next?.focus();
}

function toTitle() {
  document.getElementById("conversation-title")?.focus();
}

function empty(form, written) {
  const added = rest(text().value, written);
  for (const field of form.querySelectorAll("textarea, .panel input, .templates input:not([type=radio])")) {
    field.value = field.name === "list-button" ? field.defaultValue : "";
  }
  text().value = added;
  toText();
  if (!document.getElementById("closed")) goneWithIt(form);
  closeMenu();
  text().dispatchEvent(new Event("input", { bubbles: true }));
  toTheEnd();
}

// A quote and a file that waited have not gone out: neither with a template, nor while the page still says so.
function goneWithIt(form) {
  dropQuote();
  if (!form.elements.waits) dropAttachment();
}

function say(words) {
  if (problem()) problem().textContent = words ?? "";
}

function useSuggestion(event) {
  event.preventDefault();
  toReply();
  append(document.getElementById("suggested-text").textContent);
}
