// Putting a fetched state of the inbox into the open page.

import { morph } from "./morph.js";

const NEAR_THE_END = 80; // pixels

const inbox = () => document.getElementById("content");
const scroller = () => document.getElementById("scroller");

export const version = () => inbox().dataset.version;
export const seen = (response) => {
  inbox().dataset.version = response.headers.get("ETag").replace(/^W\/|"/g, "");
};
export const address = () => inbox().dataset.live;

export function show(html) {
  const wasAtTheEnd = atTheEnd();
  const last = lastMessage();
  const focused = document.activeElement;
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const part of parsed.querySelectorAll("[data-part]")) {
    const here = document.getElementById(part.id);
    if (here) morph(here, part);
  }
  document.title = inbox().dataset.title;
  markTheTab();
  if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
  if (lastMessage() !== last) follow(wasAtTheEnd);
  else if (wasAtTheEnd) toTheEnd(); // what appeared below took some of the room
  return parsed;
}

// The icon has a dot while somebody waits for the reader. Set only when it changes: a browser fetches it anew each time.
function markTheTab() {
  const icon = document.querySelector("link[rel=icon]");
  const { icon: wanted } = inbox().dataset;
  if (icon.getAttribute("href") !== wanted) icon.setAttribute("href", wanted);
}

// Stay with the latest message if the reader was there; else say that there is one, and stay.
function follow(wasAtTheEnd) {
  if (wasAtTheEnd || lastMessage()?.dataset.direction === "out") toTheEnd();
  else jump().hidden = false;
}

const lastMessage = () => document.querySelector("#messages > [data-direction]:last-of-type") ?? null;
const jump = () => document.getElementById("jump");

// On a very low screen the page scrolls as a whole.
export function scrolling() {
  const box = scroller();
  return box && getComputedStyle(box).overflowY === "visible" ? document.scrollingElement : box;
}

function atTheEnd(lost = 0) {
  const box = scrolling();
  return !box || box.scrollHeight - box.scrollTop - box.clientHeight - lost < NEAR_THE_END;
}

// A text that grows takes its room from the history: who was at the end still sees the latest message.
function keepTheEndInSight() {
  const box = scroller();
  let height = box?.clientHeight;
  const watch = new ResizeObserver(() => {
    const lost = height - box.clientHeight;
    height = box.clientHeight;
    if (lost > 0 && atTheEnd(lost)) toTheEnd();
  });
  if (box) watch.observe(box);
}

export function toTheEnd() {
  const box = scrolling();
  if (box) box.scrollTop = box.scrollHeight;
  if (jump()) jump().hidden = true;
}

// In a page opened anew, the list stands where it stood before.
function keepTheListInPlace() {
  const rows = document.getElementById("rows");
  const key = `rows:${new URLSearchParams(location.search).get("tab") ?? ""}:${new URLSearchParams(location.search).get("page") ?? ""}`;
  if (!rows) return;
  rows.scrollTop = Number(sessionStorage.getItem(key) ?? 0);
  rows.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  addEventListener("pagehide", () => sessionStorage.setItem(key, String(rows.scrollTop)));
}

// What is new begins at the top, unless all of it fits in.
function toWhatIsNew() {
  toTheEnd();
  document.getElementById("new-begins")?.scrollIntoView({ block: "nearest" });
  if (jump()) jump().hidden = atTheEnd();
}

export function start() {
  const card = document.getElementById("card");
  if (card && matchMedia("(max-width: 75rem)").matches) card.open = false;
  if (!new URLSearchParams(location.search).has("older") && !location.hash.startsWith("#message-")) toWhatIsNew();
  keepTheListInPlace();
  keepTheEndInSight();
  document.addEventListener("click", (event) => {
    if (event.target.closest("#jump")) toTheEnd();
  });
  document.addEventListener("scroll", (event) => {
    if (event.target !== document.getElementById("rows") && atTheEnd() && jump()) jump().hidden = true;
  }, { capture: true, passive: true });
}
